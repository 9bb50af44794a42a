import EventSourcing
import StrictJSON

extension JSONValue {
    /// A language tag of the shape of RFC 5646, §2.1 (BCP 47): `ru`, `zh-Hant-TW`, `de-CH-1996`, `x-desk`.
    ///
    /// Whether its parts are registered is not asked, and the few irregular tags of before 2006 (`i-klingon`,
    /// `en-GB-oed`) are refused: each has a successor of regular shape.
    func readLanguage() throws(InvalidEvent) -> String {
        let text = try readText()
        var parts = LanguageParts(text)
        guard parts.isWellFormed() else {
            throw InvalidEvent("cannot be \(quoted(text)); write a BCP 47 language tag, such as en, ru or zh-Hant-TW")
        }
        return text
    }
}

/// The subtags of a language tag, taken one after the other.
private struct LanguageParts {
    private var rest: ArraySlice<Substring.UTF8View>

    init(_ text: String) {
        rest = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)[...]
    }

    /// langtag = language [script] [region] *variant *extension [privateuse], or privateuse alone.
    mutating func isWellFormed() -> Bool {
        if takesPrivateUse() { return rest.isEmpty }
        guard let language = take({ $0.isLetters && (2...8).contains($0.count) }) else { return false }
        if language.count <= 3 {
            for _ in 0..<3 where take({ $0.isLetters && $0.count == 3 }) == nil { break }
        }
        _ = take { $0.isLetters && $0.count == 4 }
        _ = take { ($0.isLetters && $0.count == 2) || ($0.isDigits && $0.count == 3) }
        while take({ $0.isAlphanumeric && ((5...8).contains($0.count) || ($0.count == 4 && $0.beginsWithDigit)) })
            != nil
        {}
        while takesExtension() {}
        _ = takesPrivateUse()
        return rest.isEmpty
    }

    private mutating func take(_ fits: (Substring.UTF8View) -> Bool) -> Substring.UTF8View? {
        guard let first = rest.first, fits(first) else { return nil }
        return rest.popFirst()
    }

    /// A letter or digit other than x, then one or more parts of 2 to 8.
    private mutating func takesExtension() -> Bool {
        guard take({ $0.isAlphanumeric && $0.count == 1 && !$0.isX }) != nil else { return false }
        var count = 0
        while take({ $0.isAlphanumeric && (2...8).contains($0.count) }) != nil { count += 1 }
        // A singleton with nothing behind it: what is left over makes the tag ill-formed.
        if count == 0 { rest = [""[...].utf8] }
        return count > 0
    }

    /// x, then one or more parts of 1 to 8.
    private mutating func takesPrivateUse() -> Bool {
        guard take(\.isX) != nil else { return false }
        var count = 0
        while take({ $0.isAlphanumeric && (1...8).contains($0.count) }) != nil { count += 1 }
        if count == 0 { rest = [""[...].utf8] }
        return count > 0
    }
}

extension Substring.UTF8View {
    fileprivate var isLetters: Bool { allSatisfy(\.isLetter) }
    fileprivate var isDigits: Bool { allSatisfy(\.isDigit) }
    fileprivate var isAlphanumeric: Bool { allSatisfy { $0.isLetter || $0.isDigit } }
    fileprivate var beginsWithDigit: Bool { first?.isDigit == true }
    fileprivate var isX: Bool { elementsEqual([UInt8(ascii: "x")]) || elementsEqual([UInt8(ascii: "X")]) }
}

extension UInt8 {
    /// Whether it is an ASCII letter.
    var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
    /// Whether it is an ASCII digit.
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
