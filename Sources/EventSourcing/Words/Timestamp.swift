/// A moment in UTC, to the microsecond: how the clocks `published` and `recorded` are kept.
///
/// The range is that of RFC 3339, the years 0000 to 9999. Leap seconds are not counted, as in POSIX time.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before it.
    public let microseconds: Int64

    /// The moment that lies this many microseconds after 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// The first moment that can be written: 0000-01-01T00:00:00Z.
    public static let minimum = Timestamp(microseconds: -62_167_219_200_000_000)

    /// The last moment that can be written: 9999-12-31T23:59:59.999999Z.
    public static let maximum = Timestamp(microseconds: 253_402_300_799_999_999)

    /// Microseconds in one second.
    public static let perSecond: Int64 = 1_000_000

    /// Earlier moments come first.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    /// The moment `microseconds` later, kept within ``minimum`` and ``maximum``.
    public func advanced(byMicroseconds microseconds: Int64) -> Timestamp {
        let (sum, overflow) = self.microseconds.addingReportingOverflow(microseconds)
        guard !overflow else { return microseconds < 0 ? .minimum : .maximum }
        return min(max(Timestamp(microseconds: sum), .minimum), .maximum)
    }

    /// RFC 3339 in UTC: `2024-03-22T18:00:00Z`, with six digits of fraction where it has one.
    public var description: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends ``description`` as ASCII, without making a string.
    public func write(to bytes: inout [UInt8]) {
        let text = TimestampBytes(self)
        bytes.append(addingCapacity: text.count) { room in
            var word: UInt64 = 0
            for place in 0..<text.count {
                word = place % 8 == 0 ? text.words[place / 8] : word >> 8
                room.append(UInt8(truncatingIfNeeded: word))
            }
        }
    }
}

extension Int64 {
    /// Quotient and remainder with the quotient rounded down, so that the remainder is never negative, as days and
    /// seconds before 1970 need it.
    public func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
