/// A text that is not the word it was given as: which word, and what is wrong with it.
public struct WordError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The word of the vocabulary, as users write it: `incident`, `id`, `by`, `kind`, `tags`.
    public let word: String

    /// What is wrong and what to do, as the rest of a sentence that begins with the word.
    public let problem: String

    /// Names the word and its problem.
    public init(word: String, problem: String) {
        self.word = word
        self.problem = problem
    }

    /// The whole sentence.
    public var description: String { "\(word) \(problem)" }
}

/// The rule that event ids and authors share: at most `limit` bytes, and not blank.
func requireWord(_ text: String, named word: String, atMost limit: Int) throws(WordError) {
    let length = text.utf8.count
    guard length <= limit else {
        throw WordError(word: word, problem: "is \(length) bytes long; at most \(limit) are allowed")
    }
    // Nearly every word begins with a plain letter, and is not blank then.
    if let first = text.utf8.first, first > 0x20, first < 0x7F { return }
    guard !text.isBlank else {
        throw WordError(word: word, problem: "is blank; give it a value or leave it out")
    }
}

/// Words are compared byte for byte, as a store's indexes compare them. `==` and `<` of `String` go by canonical
/// equivalence: to them `é` and `e` with a combining accent are one text.
extension String {
    func hasSameBytes(as other: String) -> Bool {
        guard utf8.count == other.utf8.count else { return false }
        let (left, right) = (utf8.span, other.utf8.span)
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }

    func precedesByBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
