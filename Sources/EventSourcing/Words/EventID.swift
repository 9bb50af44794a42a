/// What makes an append idempotent: the writer's name for an event, unique within its stream.
///
/// 1 to 128 bytes, not blank. Where the writer gives none, the store mints one.
public struct EventID: Hashable, Sendable, CustomStringConvertible {
    /// The id as text.
    public let text: String

    /// The longest id, in bytes of UTF-8.
    public static let maximumLength = 128

    /// Takes an id, or says why it is none.
    public init(_ text: String) throws(WordError) {
        try requireWord(text, named: "id", atMost: Self.maximumLength)
        self.text = text
    }

    private init(unchecked text: String) { self.text = text }

    /// How it is written: the id itself.
    public var description: String { text }

    /// Mints a UUID of version 7 (RFC 9562 §5.7): 48 bits of milliseconds, then 74 random bits.
    ///
    /// - Parameters:
    ///   - moment: the time that the id carries; times before 1970 are taken as 1970.
    ///   - random: 128 random bits, of which 74 are used.
    public static func minted(at moment: Timestamp, random: (UInt64, UInt64)) -> EventID {
        let milliseconds = UInt64(max(0, moment.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        let high = milliseconds << 16 | 0x7000 | (random.0 & 0x0FFF)
        let low = 0x8000_0000_0000_0000 | (random.1 & 0x3FFF_FFFF_FFFF_FFFF)
        return EventID(unchecked: hyphenated(high, low))
    }

    private static func hyphenated(_ high: UInt64, _ low: UInt64) -> String {
        String(asciiCount: 36) { index in
            switch index {
            case 8, 13, 18, 23: return UInt8(ascii: "-")
            default:
                let digit =
                    index - (index > 8 ? 1 : 0) - (index > 13 ? 1 : 0) - (index > 18 ? 1 : 0) - (index > 23 ? 1 : 0)
                let word = digit < 16 ? high : low
                let nibble = UInt8(truncatingIfNeeded: word >> UInt64((15 - digit % 16) * 4)) & 0xF
                return nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
            }
        }
    }
}

extension EventID {
    /// Byte for byte, as the log compares: texts that only look alike (composed and decomposed accents) are different.
    public static func == (left: EventID, right: EventID) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// Equal bytes have equal hashes.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension String {
    /// An ASCII string whose bytes are computed one by one.
    fileprivate init(asciiCount count: Int, byte: (Int) -> UInt8) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        for index in 0..<count { bytes.append(byte(index)) }
        self = String(decoding: bytes, as: UTF8.self)
    }
}
