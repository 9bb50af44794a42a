import EventSourcing
import LMDB

/// The words that most events have for when they happened: a day, a minute or a second with its offset, as RFC 3339 writes
/// it, and a sign of EDTF behind it. They follow from the numbers of a record, so a record need not hold them.
///
/// | precision | offset | words |
/// |---|---|---|
/// | day | none | `2024-03-22` |
/// | day | 180 | `2024-03-22+03:00` |
/// | minute | 180, approximate | `2024-03-22T19:58+03:00~` |
/// | second | 0, uncertain | `2024-03-22T16:58:00Z?` |
///
/// This is a part of the format of the log: what was left out once must be written the same for ever.
struct UsualWords {
    /// Nothing before the first words are asked for.
    private var bytes: [UInt8] = []
    private var count = 0
    /// The day that the first bytes name, in days since 1970; events that follow each other mostly share it.
    private var day = Int64.min

    /// `2024-03-22T19:58:00+03:00~`, and a few bytes more.
    private static let capacity = 32

    private static let perMinute = 60 * Timestamp.perSecond
    private static let perDay = 1440 * perMinute

    /// The words that were written last.
    var text: RawSpan {
        @_lifetime(borrow self)
        get { bytes.rawBytes.extracting(0..<count) }
    }

    /// How long a unit is, in microseconds; nil where there are no usual words for it.
    private static func length(of precision: Occurrence.Precision) -> Int64? {
        switch precision {
        case .day: perDay
        case .minute: perMinute
        case .second: Timestamp.perSecond
        default: nil
        }
    }

    /// The last microsecond of the unit that begins with a moment; nil where there are no usual words.
    static func latest(from earliest: Timestamp, precision: Occurrence.Precision) -> Timestamp? {
        guard let length = length(of: precision) else { return nil }
        let (end, overflow) = earliest.microseconds.addingReportingOverflow(length - 1)
        return overflow ? nil : Timestamp(microseconds: end)
    }

    /// Whether an event's words are the usual ones, so that they and the end of the interval may be left out.
    mutating func are(thoseOf occurred: Occurrence) -> Bool {
        guard occurred.form == .absolute, let earliest = occurred.earliest, let latest = occurred.latest,
            Self.latest(from: earliest, precision: occurred.precision) == latest,
            write(
                earliest, precision: occurred.precision, offsetMinutes: occurred.offsetMinutes,
                isApproximate: occurred.isApproximate, isUncertain: occurred.isUncertain)
        else { return false }
        return text.hasSameBytes(as: occurred.words)
    }

    /// Writes the words; false where there are none for these numbers.
    mutating func write(
        _ earliest: Timestamp, precision: Occurrence.Precision, offsetMinutes: Int?, isApproximate: Bool,
        isUncertain: Bool
    ) -> Bool {
        // A time of day has an offset; those of the world are within a day.
        guard let unit = Self.length(of: precision), earliest >= .minimum, earliest <= .maximum,
            offsetMinutes != nil || precision == .day, (offsetMinutes ?? 0).magnitude < 1440
        else { return false }
        let local = Timestamp(microseconds: earliest.microseconds + Int64(offsetMinutes ?? 0) * Self.perMinute)
        guard local >= .minimum, local <= .maximum else { return false }
        let (day, inDay) = local.microseconds.flooredDivision(by: Self.perDay)
        guard inDay % unit == 0 else { return false }
        if bytes.isEmpty { bytes = Array(repeating: 0, count: Self.capacity) }
        let isSameDay = day == self.day
        self.day = day
        // One look at whether the bytes are shared, not one a byte.
        var words = bytes.mutableSpan
        if !isSameDay { words.write(CivilDate(daysSinceEpoch: Int(day))) }
        var end = 10
        if precision != .day { end = words.write(timeOfDay: inDay / Timestamp.perSecond, precision, at: end) }
        if let offsetMinutes { end = words.write(offset: offsetMinutes, at: end) }
        if isApproximate || isUncertain {
            words[end] = UInt8(ascii: isApproximate ? isUncertain ? "%" : "~" : "?")
            end += 1
        }
        count = end
        return true
    }
}

extension MutableSpan<UInt8> {
    /// Writes a day in ten bytes from the beginning on.
    @_lifetime(self: copy self)
    fileprivate mutating func write(_ date: CivilDate) {
        write(date.year / 100, at: 0)
        write(date.year % 100, at: 2)
        self[4] = UInt8(ascii: "-")
        write(date.month, at: 5)
        self[7] = UInt8(ascii: "-")
        write(date.day, at: 8)
    }

    @_lifetime(self: copy self)
    fileprivate mutating func write(
        timeOfDay seconds: Int64, _ precision: Occurrence.Precision, at start: Int
    ) -> Int {
        let second = Int(seconds)
        self[start] = UInt8(ascii: "T")
        write(second / 3600, at: start + 1)
        self[start + 3] = UInt8(ascii: ":")
        write(second / 60 % 60, at: start + 4)
        guard precision == .second else { return start + 6 }
        self[start + 6] = UInt8(ascii: ":")
        write(second % 60, at: start + 7)
        return start + 9
    }

    @_lifetime(self: copy self)
    fileprivate mutating func write(offset minutes: Int, at start: Int) -> Int {
        guard minutes != 0 else {
            self[start] = UInt8(ascii: "Z")
            return start + 1
        }
        self[start] = UInt8(ascii: minutes < 0 ? "-" : "+")
        write(abs(minutes) / 60, at: start + 1)
        self[start + 3] = UInt8(ascii: ":")
        write(abs(minutes) % 60, at: start + 4)
        return start + 6
    }

    /// Writes a number of two digits.
    @_lifetime(self: copy self)
    private mutating func write(_ number: Int, at place: Int) {
        self[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10)
        self[place + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
    }
}
