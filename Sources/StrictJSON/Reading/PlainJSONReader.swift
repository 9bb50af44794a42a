import Bytes

/// Goes through JSON that is written plainly, quickly and without a tree: a reader that only ever says yes.
///
/// What it takes, ``JSONDocument`` takes too, and sees the same. What it does not take may be right all the same: keys with
/// escapes, tabs between tokens, numbers of unusual forms, deep nesting, large objects. So whoever gets a nil or false
/// asks a ``JSONDocument``, which also knows what is wrong. A test compares the two.
public struct PlainJSONReader: Sendable {
    /// The text in which it reads.
    public let bytes: [UInt8]
    /// The next byte.
    public internal(set) var index: Int
    /// Where the text ends that is read.
    public private(set) var end: Int

    /// Whether a string that was passed has an escape, since this was last set to false.
    public var hasEscape = false

    /// Reads in these bytes; ``begin(_:)`` says where.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = 0
        end = bytes.count
    }

    /// Begins to read a part of the bytes, which must lie within them.
    public mutating func begin(_ range: Range<Int>) {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count)
        index = range.lowerBound
        end = range.upperBound
    }

    /// Whether everything has been read.
    public var isAtEnd: Bool { index == end }

    /// The next byte; 0, which no JSON has, at the end.
    public var next: UInt8 { index < end ? bytes[index] : 0 }

    /// Passes a byte, if it is the next one.
    public mutating func take(_ byte: UInt8) -> Bool {
        guard index < end, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Passes spaces. Tabs and line breaks are not plain.
    public mutating func skipSpaces() { while index < end, bytes[index] == 0x20 { index += 1 } }

    /// A text of the part that was read.
    public func text(_ range: Range<Int>) -> String { String(utf8: bytes.span.extracting(range)) }

    /// A string that was passed, without its escapes.
    public func text(_ text: Text) -> String {
        guard text.hasEscape else { return self.text(text.range) }
        return String(decoding: bytes.unescapedJSON(text.range), as: UTF8.self)
    }

    /// A string, as it is written.
    public struct Text: Sendable {
        /// The bytes between the quotation marks.
        public let range: Range<Int>
        /// Whether there is an escape in it.
        public let hasEscape: Bool
        /// True: it holds a character that can be seen. False: that is not known.
        public let isVisible: Bool
    }

    /// Passes a string; nil where it is none, or is not plain.
    public mutating func string() -> Text? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = index
        var isEscaped = false
        var isVisible = false
        while true {
            if skipPlain() { isVisible = true }
            guard index < end else { return nil }
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                index += 1
                return Text(range: start..<(index - 1), hasEscape: isEscaped, isVisible: isVisible)
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                hasEscape = true
                guard skipEscape() else { return nil }
            } else {
                if Self.beginsLetters(byte) { isVisible = true }
                guard skipMultibyte() else { return nil }
            }
        }
    }

    /// Passes ASCII that stands for itself: nearly all of most texts.
    ///
    /// - Returns: whether any of it can be seen.
    private mutating func skipPlain() -> Bool {
        let start = index
        index = bytes.span.endOfPlainText(from: start, to: end)
        // Nearly every text begins with something that can be seen.
        return start < index && (bytes[start] != 0x20 || bytes[start..<index].contains { $0 != 0x20 })
    }

    /// Whether all characters that a byte begins can be seen: Latin-1, Greek, Cyrillic and the Han letters, of which most
    /// texts consist that are not ASCII.
    private static func beginsLetters(_ lead: UInt8) -> Bool {
        switch lead {
        case 0xC3, 0xCE, 0xCF, 0xD0, 0xD1, 0xE5...0xE9: true
        default: false
        }
    }

    /// Surrogates are left to the other reader.
    private mutating func skipEscape() -> Bool {
        guard index + 1 < end else { return false }
        switch bytes[index + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            index += 2
            return true
        default: return false
        }
    }

    /// The rules of RFC 3629, 4, as ``JSONParser`` has them.
    private mutating func skipMultibyte() -> Bool {
        let lead = bytes[index]
        let count: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: count = 2
        case 0xE0...0xEF:
            count = 3
            if lead == 0xE0 { second = 0xA0...0xBF }
            if lead == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            count = 4
            if lead == 0xF0 { second = 0x90...0xBF }
            if lead == 0xF4 { second = 0x80...0x8F }
        default: return false
        }
        guard index + count <= end, second.contains(bytes[index + 1]), count < 3 || bytes[index + 2] & 0xC0 == 0x80,
            count < 4 || bytes[index + 3] & 0xC0 == 0x80
        else { return false }
        index += count
        return true
    }
}
