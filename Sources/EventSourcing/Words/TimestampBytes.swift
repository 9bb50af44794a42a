/// A moment in RFC 3339 as bytes of ASCII, in a place of its own: neither a string nor an array is made of it.
public struct TimestampBytes: Sendable {
    private var text = InlineArray<27, UInt8>(repeating: UInt8(ascii: "Z"))
    private let count: Int

    /// ``Timestamp/description`` of a moment.
    public init(_ moment: Timestamp) {
        // What lies outside of the range cannot be written; the nearest moment that can stands for it.
        let written = min(max(moment, .minimum), .maximum)
        let (days, inDay) = written.microseconds.flooredDivision(by: 86_400 * Timestamp.perSecond)
        let date = CivilDate(daysSinceEpoch: Int(days))
        let (seconds, fraction) = UInt64(inDay).quotientAndRemainder(dividingBy: UInt64(Timestamp.perSecond))
        let (minutes, second) = UInt32(truncatingIfNeeded: seconds).quotientAndRemainder(dividingBy: 60)
        let year = UInt32(truncatingIfNeeded: date.year)
        count = fraction == 0 ? 20 : 27
        put(year / 100, at: 0)
        put(year % 100, at: 2)
        text[4] = UInt8(ascii: "-")
        put(UInt32(truncatingIfNeeded: date.month), at: 5)
        text[7] = UInt8(ascii: "-")
        put(UInt32(truncatingIfNeeded: date.day), at: 8)
        text[10] = UInt8(ascii: "T")
        put(minutes / 60, at: 11)
        text[13] = UInt8(ascii: ":")
        put(minutes % 60, at: 14)
        text[16] = UInt8(ascii: ":")
        put(second, at: 17)
        guard fraction != 0 else { return }
        let digits = UInt32(truncatingIfNeeded: fraction)
        text[19] = UInt8(ascii: ".")
        put(digits / 10_000, at: 20)
        put(digits / 100 % 100, at: 22)
        put(digits % 100, at: 24)
    }

    /// The bytes.
    public var span: Span<UInt8> { @_lifetime(borrow self) get { text.span.extracting(first: count) } }

    /// Puts a number below 100 as two digits.
    @inline(__always)
    private mutating func put(_ number: UInt32, at place: Int) {
        text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10)
        text[place + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
    }
}
