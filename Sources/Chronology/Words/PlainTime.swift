public import EventSourcing

/// A time in the form that programs write, read quickly: `2024-03-22T20:45Z`, with seconds, up to six digits of fraction,
/// an offset such as `+03:00`, and maybe a sign of doubt.
///
/// A reader that only ever says yes: what it takes, ``TimeExpression`` takes too and understands the same; whatever else
/// is written is left to that one, and so are leap seconds and the ends of the calendar.
public struct PlainTime: Sendable {
    /// The first microsecond that it names.
    public let earliest: Timestamp
    /// The last microsecond that it names.
    public let latest: Timestamp
    private let precision: Occurrence.Precision
    private let offsetMinutes: Int
    private let sign: UInt8

    /// Whether a sign of doubt stands behind it.
    public var isDoubtful: Bool { sign != 0 }

    /// Reads the time that fills a part of some bytes, which must lie within them.
    public init?(_ bytes: [UInt8], _ range: Range<Int>) {
        var reader = DigitReader(bytes: bytes, index: range.lowerBound, end: range.upperBound)
        guard let year = reader.digits(4), (1...9998).contains(year), reader.take("-"), let month = reader.digits(2),
            (1...12).contains(month), reader.take("-"), let day = reader.digits(2), day >= 1,
            day <= CivilDate.daysInMonth(month, year: year), reader.take("T"), let hour = reader.digits(2), hour < 24,
            reader.take(":"), let minute = reader.digits(2), minute < 60
        else { return nil }
        var second = 0
        var fraction: Int64 = 0
        var length = 60 * Timestamp.perSecond
        var precision = Occurrence.Precision.minute
        if reader.take(":") {
            guard let number = reader.digits(2), number < 60 else { return nil }
            second = number
            length = Timestamp.perSecond
            precision = .second
            if reader.take(".") {
                while let digit = reader.digit() {
                    length /= 10
                    guard length > 0 else { return nil }
                    fraction += Int64(digit) * length
                }
                guard length < Timestamp.perSecond else { return nil }
                precision = .fraction
            }
        }
        var offset = 0
        if !reader.take("Z") {
            let isWest = reader.take("-")
            guard isWest || reader.take("+"), let hours = reader.digits(2), hours < 24, reader.take(":"),
                let minutes = reader.digits(2), minutes < 60
            else { return nil }
            offset = hours * 60 + minutes
            if isWest {
                // -00:00 says that the offset of the place is unknown.
                guard offset > 0 else { return nil }
                offset = -offset
            }
        }
        sign = reader.sign()
        guard reader.index == reader.end else { return nil }
        let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
        let seconds = Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second - offset * 60)
        earliest = Timestamp(microseconds: seconds * Timestamp.perSecond + fraction)
        latest = Timestamp(microseconds: earliest.microseconds + length - 1)
        self.precision = precision
        offsetMinutes = offset
    }

    /// What the log keeps of it; `words` is the text that was read.
    public func occurrence(words: String) -> Occurrence {
        Occurrence(
            form: .absolute, earliest: earliest, latest: latest, precision: precision,
            isApproximate: sign == UInt8(ascii: "~") || sign == UInt8(ascii: "%"),
            isUncertain: sign == UInt8(ascii: "?") || sign == UInt8(ascii: "%"), offsetMinutes: offsetMinutes,
            words: words)
    }
}

private struct DigitReader {
    let bytes: [UInt8]
    var index: Int
    let end: Int

    mutating func digit() -> Int? {
        guard index < end, bytes[index] &- 0x30 < 10 else { return nil }
        index += 1
        return Int(bytes[index - 1] &- 0x30)
    }

    mutating func digits(_ count: Int) -> Int? {
        guard index + count <= end else { return nil }
        var number = 0
        for place in index..<(index + count) {
            let digit = bytes[place] &- 0x30
            guard digit < 10 else { return nil }
            number = number * 10 + Int(digit)
        }
        index += count
        return number
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard index < end, UInt32(bytes[index]) == character.value else { return false }
        index += 1
        return true
    }

    /// One of the signs of EDTF; 0 where none stands there.
    mutating func sign() -> UInt8 {
        guard index < end else { return 0 }
        switch bytes[index] {
        case UInt8(ascii: "~"), UInt8(ascii: "?"), UInt8(ascii: "%"):
            index += 1
            return bytes[index - 1]
        default: return 0
        }
    }
}
