/// The name of one stream: an ordered sequence of events that belong together.
///
/// 1 to 128 characters of `A-Za-z0-9._:@~-`, the first a letter or a digit. In Blotter each incident is one stream.
public struct StreamID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name as text.
    public let text: String

    /// The longest name, in bytes (every allowed character is one byte).
    public static let maximumLength = 128

    /// Takes a name, or says why it is none.
    public init(_ text: String) throws(WordError) {
        let length = text.utf8.count
        guard length > 0 else {
            throw WordError(word: "incident", problem: "is empty; name an incident, such as harbour-fire")
        }
        guard length <= Self.maximumLength else {
            throw WordError(
                word: "incident", problem: "is \(length) bytes long; at most \(Self.maximumLength) are allowed")
        }
        guard text.utf8.first.map(Self.isLetterOrDigit) == true else {
            throw WordError(word: "incident", problem: "'\(text)' must begin with a letter or a digit")
        }
        guard Self.holdsOnlyAllowed(text) else {
            throw WordError(
                word: "incident",
                problem: "'\(text)' may hold only the characters A-Z a-z 0-9 . _ : @ ~ -")
        }
        self.text = text
    }

    /// How it is written: the name itself.
    public var description: String { text }

    /// In the order of their bytes.
    public static func < (left: StreamID, right: StreamID) -> Bool { left.text < right.text }

    /// Whether a name may begin with this byte: a letter or a digit.
    @inlinable
    public static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    private static func holdsOnlyAllowed(_ text: String) -> Bool {
        let bytes = text.utf8.span
        for index in bytes.indices where !isAllowed(bytes[index]) { return false }
        return true
    }

    /// Whether this byte may stand in a name. Every name that is read goes through here byte by byte, so it is looked up
    /// in a set of bits.
    @inlinable
    public static func isAllowed(_ byte: UInt8) -> Bool {
        // - . 0-9 : and @ A-Z _ a-z ~
        let set: UInt64 = byte < 64 ? 0x07FF_6000_0000_0000 : 0x47FF_FFFE_87FF_FFFF
        return byte < 128 && set >> UInt64(byte & 63) & 1 == 1
    }
}
