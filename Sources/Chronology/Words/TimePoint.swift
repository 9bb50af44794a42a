public import EventSourcing

/// One point in time as people write it, which is never a point: it is the whole interval that its words name.
///
///     2024    2024-03    2024-03-22    2024-03-22+03:00    2024-03-22T20:45+03:00    2024-03-22T17:45:10.5Z~
///
/// The forms are those of RFC 3339, or the first part of one. A year, a month and a date may carry an offset and mean
/// UTC without one (a year and a month only an offset east of UTC or `Z`, since `2024-03:00` would be read in two
/// ways); a time of day must carry one. Digits of a fraction beyond microseconds are cut off.
///
/// A leap second (`23:59:60` at the end of a month in UTC) is read as the last second of its minute, `23:59:59`, since
/// ``Timestamp`` does not count leap seconds; anywhere else the second 60 is refused.
public struct TimePoint: Hashable, Sendable {
    /// The words, without any change.
    public let words: String
    /// The first microsecond that the words name.
    public let earliest: Timestamp
    /// The last microsecond that the words name, included.
    public let latest: Timestamp
    /// The finest unit that the words name.
    public let precision: Occurrence.Precision
    /// Minutes east of UTC, within ±1439; nil where the words carry no offset, or `-00:00`, which says that the local
    /// one is unknown (RFC 3339, 4.3). `Z` is 0.
    public let offsetMinutes: Int?
    /// `~` or `%`: about then.
    public let isApproximate: Bool
    /// `?` or `%`: the source is not sure.
    public let isUncertain: Bool

    /// Reads a point.
    ///
    /// - Throws: for any other form, dates that the calendar does not have, a time of day without an offset, and what
    ///   reaches beyond the years 0000 to 9999 in UTC.
    public init(words: String) throws(TimeError) {
        var parser = PointParser(words)
        try self.init(try parser.point(), words: words)
    }

    /// The point that the parts name; `words` is how people wrote it.
    init(_ point: WrittenPoint, words: String) throws(TimeError) {
        switch point.offset {
        case .minutes(let minutes): offsetMinutes = minutes
        case .zulu: offsetMinutes = 0
        case .unknown: offsetMinutes = nil
        case nil:
            guard point.time == nil else {
                throw TimeError(
                    "the time \(quoted(words)) needs its offset from UTC; add Z, or an offset such as +03:00")
            }
            offsetMinutes = nil
        }
        let first = point.firstTime.moment(offsetSeconds: (offsetMinutes ?? 0) * 60)
        let last = Timestamp(microseconds: first.microseconds + point.length - 1)
        guard (0...9999).contains(point.year), first >= .minimum, last <= .maximum else {
            throw TimeError(
                "the time \(quoted(words)) reaches beyond the years 0000 to 9999 in UTC, which are all that is kept")
        }
        guard point.time?.second != 60 || Self.mayBeLeapSecond(first) else {
            throw TimeError(
                "the time \(quoted(words)) names second 60, which only a leap second has: 23:59:60 in UTC on the last "
                    + "day of a month")
        }
        self.words = words
        earliest = first
        latest = last
        precision = point.precision
        isApproximate = point.sign == .approximate || point.sign == .both
        isUncertain = point.sign == .uncertain || point.sign == .both
    }

    /// RFC 3339, 5.7: leap seconds come at the end of a month, in UTC.
    private static func mayBeLeapSecond(_ secondBefore: Timestamp) -> Bool {
        let time = CivilTime(secondBefore, offsetSeconds: 0)
        return time.hour == 23 && time.minute == 59
            && time.date.day == CivilDate.daysInMonth(time.date.month, year: time.date.year)
    }
}
