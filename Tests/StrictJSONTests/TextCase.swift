import Testing

/// A text that a table of tests names, and what is special about it.
struct TextCase: CustomTestStringConvertible, Sendable {
    let about: String
    let bytes: [UInt8]
    var testDescription: String { about }

    /// A text that speaks for itself, unless something is said about it.
    init(_ text: String, _ about: String? = nil) {
        self.about = about ?? text
        bytes = Array(text.utf8)
    }

    /// A text that is not UTF-8, or not seen well as such.
    init(bytes: [UInt8], _ about: String) {
        self.about = about
        self.bytes = bytes
    }
}

/// A text that is refused: at which byte, counted from 0, and a part of what is said about it.
struct Refusal: CustomTestStringConvertible, Sendable {
    let text: TextCase
    let offset: Int
    let problem: String
    var testDescription: String { text.about }

    init(_ text: String, _ offset: Int, _ problem: String, about: String? = nil) {
        self.text = TextCase(text, about)
        self.offset = offset
        self.problem = problem
    }

    init(bytes: [UInt8], _ offset: Int, _ problem: String, about: String) {
        text = TextCase(bytes: bytes, about)
        self.offset = offset
        self.problem = problem
    }

    /// Bytes that are not UTF-8, within a string.
    static func notUTF8(_ bytes: UInt8..., about: String) -> Refusal {
        Refusal(bytes: [0x22] + bytes + [0x22], 1, "not UTF-8", about: about)
    }
}
