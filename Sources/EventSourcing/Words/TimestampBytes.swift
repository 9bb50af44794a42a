/// A moment in RFC 3339 as bytes of ASCII, in a place of its own: neither a string nor an array is made of it.
public struct TimestampBytes: Sendable {
    /// The characters, eight in each number, the first of which is its least byte.
    public private(set) var words = InlineArray<4, UInt64>(repeating: 0)
    /// How many there are.
    public let count: Int

    /// ``Timestamp/description`` of a moment.
    public init(_ moment: Timestamp) {
        // What lies outside of the range cannot be written; the nearest moment that can stands for it.
        let written = min(max(moment, .minimum), .maximum)
        let (days, inDay) = written.microseconds.flooredDivision(by: 86_400 * Timestamp.perSecond)
        let date = CivilDate(daysSinceEpoch: Int(days))
        let (seconds, fraction) = UInt64(inDay).quotientAndRemainder(dividingBy: UInt64(Timestamp.perSecond))
        let (minutes, second) = UInt32(truncatingIfNeeded: seconds).quotientAndRemainder(dividingBy: 60)
        let year = UInt32(truncatingIfNeeded: date.year)
        let day = digits(
            year / 100, year % 100, UInt32(truncatingIfNeeded: date.month), UInt32(truncatingIfNeeded: date.day))
        let time = digits(minutes / 60, minutes % 60, second, 0)
        count = fraction == 0 ? 20 : 27
        // Eight characters at a time: the form of them, and the digits that fill it.
        words[0] = 0x2D30_302D_3030_3030 | day & 0xFFFF_FFFF | (day >> 32 & 0xFFFF) << 40
        words[1] = 0x3030_3A30_3054_3030 | day >> 48 | (time & 0xFFFF) << 24 | (time >> 16 & 0xFFFF) << 48
        guard fraction != 0 else {
            words[2] = 0x5A30_303A | (time >> 32) << 8
            return
        }
        let fine = UInt32(truncatingIfNeeded: fraction)
        let rest = digits(fine / 10_000, fine / 100 % 100, fine % 100, 0)
        words[2] = 0x3030_3030_2E30_303A | (time >> 32) << 8 | rest << 32
        words[3] = 0x5A_3030 | rest >> 32
    }
}

/// The digits of four numbers below 100, two each, the first one the least byte.
@inline(__always)
private func digits(_ first: UInt32, _ second: UInt32, _ third: UInt32, _ fourth: UInt32) -> UInt64 {
    let numbers = UInt64(first) | UInt64(second) << 16 | UInt64(third) << 32 | UInt64(fourth) << 48
    // Each is divided by ten where it stands: 103 / 1024 is near enough.
    let tens = (numbers &* 103) >> 10 & 0x000F_000F_000F_000F
    return tens | (numbers &- 10 &* tens) << 8
}
