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
        var keyLength: Int?
        var index = 0
        var previous: UInt8 = 0
        // One pass over the bytes, because every tag of the log goes through here whenever its event is read. The
        // controls of Unicode (general category Cc) are U+0000 to U+001F and U+007F to U+009F, for good; from U+0080 on
        // they are the byte C2 and one below A0.
        for byte in text.utf8 {
            guard byte >= 0x20, byte != 0x7F, previous != 0xC2 || byte >= 0xA0 else {
                throw WordError(word: "tag", problem: "holds a control character; take it out")
            }
            if byte == UInt8(ascii: ":"), keyLength == nil { keyLength = index }
            previous = byte
            index += 1
        }
        guard let keyLength, keyLength > 0, keyLength + 1 < length else {
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
    public static func == (left: Tag, right: Tag) -> Bool { left.text.hasSameBytes(as: right.text) }

    /// Equal bytes have equal hashes.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
