/// A mark on an event, `key:value`, by which events are found across streams, such as `unit:E39`.
///
/// At most 200 bytes, no control characters, neither key nor value empty. An event carries at most 16.
public struct Tag: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The whole tag as text.
    public let text: String

    /// The longest tag, in bytes of UTF-8.
    public static let maximumLength = 200

    /// How many tags one event may carry.
    public static let maximumCount = 16

    /// Takes a tag, or says why it is none.
    public init(_ text: String) throws(WordError) {
        let length = text.utf8.count
        guard length <= Self.maximumLength else {
            throw WordError(word: "tag", problem: "is \(length) bytes long; at most \(Self.maximumLength) are allowed")
        }
        // The controls of Unicode (general category Cc) are these two ranges, for good.
        guard !text.unicodeScalars.contains(where: { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }) else {
            throw WordError(word: "tag", problem: "holds a control character; take it out")
        }
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else {
            throw WordError(word: "tag", problem: "'\(text)' must have the form key:value, such as unit:E39")
        }
        self.text = text
    }

    /// How it is written: the tag itself.
    public var description: String { text }

    /// In the order of their bytes.
    public static func < (left: Tag, right: Tag) -> Bool { left.text.precedesByBytes(right.text) }
}

extension Tag {
    /// Byte for byte, as the log compares: texts that only look alike (composed and decomposed accents) are different.
    public static func == (left: Tag, right: Tag) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// Equal bytes have equal hashes.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
