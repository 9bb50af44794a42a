import AccessTokens

/// The mark by which a form is told from a forged one, as a page carries it: another text each time it is written, so that
/// the length of a compressed page tells nothing of it (BREACH).
enum FormMark {
    /// A mark behind random bytes, and each of its bytes changed by one of them.
    ///
    /// - Parameter mark: bytes in hexadecimal.
    static func masked(_ mark: String) -> String {
        let mask = Secret.random(bytes: mark.utf8.count / 2)
        return mask + exclusiveOr(mask, mark)
    }

    /// Whether a text is a mark that was masked. The time it takes does not tell how much of it is right.
    static func isMasked(_ text: String, from mark: String) -> Bool {
        guard text.utf8.count == mark.utf8.count * 2 else { return false }
        let masked = exclusiveOr(String(text.prefix(mark.utf8.count)), String(text.suffix(mark.utf8.count)))
        return Secret.areEqual(Array(masked.utf8), Array(mark.utf8))
    }

    private static func exclusiveOr(_ left: String, _ right: String) -> String {
        guard let left = Hexadecimal.bytes(left), let right = Hexadecimal.bytes(right) else { return "" }
        return Hexadecimal.text(zip(left, right).map { $0 ^ $1 })
    }
}
