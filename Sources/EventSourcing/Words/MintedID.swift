/// An id that a store mints where the writer gives none: a UUID of version 7 (RFC 9562, 5.7), 48 bits of milliseconds, then
/// 74 random bits. Two numbers, of which the text is made where somebody asks for it.
public struct MintedID: Hashable, Sendable {
    /// The first 64 bits of the UUID.
    public let high: UInt64
    /// The last 64 bits.
    public let low: UInt64

    /// How many bytes its text has.
    public static let length = 36

    /// Mints an id.
    ///
    /// - Parameters:
    ///   - moment: the time that the id carries; times before 1970 are taken as 1970.
    ///   - random: 128 random bits, of which 74 are used.
    public init(at moment: Timestamp, random: (UInt64, UInt64)) {
        let milliseconds = UInt64(max(0, moment.microseconds / 1000)) & 0xFFFF_FFFF_FFFF
        high = milliseconds << 16 | 0x7000 | (random.0 & 0x0FFF)
        low = 0x8000_0000_0000_0000 | (random.1 & 0x3FFF_FFFF_FFFF_FFFF)
    }

    /// The UUID of these bits, of whatever version.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The UUID that a text is, if it is written as the minted ones are: in lower case, with hyphens.
    public init?(_ text: Span<UInt8>) {
        guard text.count == Self.length else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for index in text.indices {
            let byte = text[index]
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: return nil
            }
            halves = (halves.0 << 4 | halves.1 >> 60, halves.1 << 4 | UInt64(digit))
        }
        self.init(high: halves.0, low: halves.1)
    }

    /// The text in pieces: 8, 4, 4, 4, 4 and 8 hexadecimal digits in lower case. Hyphens stand between them, but not before
    /// the last. The first digit of a piece is its least byte; a piece of four fills the lower half.
    public var pieces: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64) {
        let (first, second) = (Self.digits(high >> 32), Self.digits(high & 0xFFFF_FFFF))
        let (third, fourth) = (Self.digits(low >> 32), Self.digits(low & 0xFFFF_FFFF))
        let half: UInt64 = 0xFFFF_FFFF
        return (first, second & half, second >> 32, third & half, third >> 32, fourth)
    }

    /// Eight digits of a number of 32 bits, all at once: each half of a byte is moved into a byte of its own, and made a
    /// digit there.
    private static func digits(_ number: UInt64) -> UInt64 {
        var halves = number.byteSwapped >> 32
        halves = (halves | halves << 16) & 0x0000_FFFF_0000_FFFF
        halves = (halves | halves << 8) & 0x00FF_00FF_00FF_00FF
        halves = (halves >> 4 & 0x000F_000F_000F_000F) | (halves & 0x000F_000F_000F_000F) << 8
        // Where 6 more make 16, it is one of a to f.
        let letters = (halves &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return halves &+ 0x3030_3030_3030_3030 &+ letters &* 39
    }
}
