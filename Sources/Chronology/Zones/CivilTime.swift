public import EventSourcing

/// A day and a time of day as a clock on the wall shows them; which moment that is depends on the zone.
public struct CivilTime: Hashable, Sendable {
    /// The day.
    public let date: CivilDate
    /// Hour, 0 to 23.
    public let hour: Int
    /// Minute, 0 to 59.
    public let minute: Int
    /// Second, 0 to 59.
    public let second: Int
    /// Microsecond, 0 to 999,999.
    public let microsecond: Int

    /// The time with these numbers. They are not checked.
    public init(date: CivilDate, hour: Int = 0, minute: Int = 0, second: Int = 0, microsecond: Int = 0) {
        self.date = date
        self.hour = hour
        self.minute = minute
        self.second = second
        self.microsecond = microsecond
    }

    /// What a clock shows that runs `offsetSeconds` east of UTC. A moment outside the range of ``Timestamp`` counts as
    /// the nearest one inside.
    public init(_ moment: Timestamp, offsetSeconds: Int) {
        let kept = min(max(moment, .minimum), .maximum).microseconds + Int64(offsetSeconds) * Timestamp.perSecond
        let (days, inDay) = kept.flooredDivision(by: microsecondsPerDay)
        let seconds = Int(inDay / Timestamp.perSecond)
        self.init(
            date: CivilDate(daysSinceEpoch: Int(days)), hour: seconds / 3600, minute: seconds / 60 % 60,
            second: seconds % 60, microsecond: Int(inDay % Timestamp.perSecond))
    }

    /// Day of the week: 0 is Sunday, 6 is Saturday.
    public var weekday: Int { date.weekday }

    /// The microseconds from 1970-01-01T00:00 on the same clock.
    var localMicroseconds: Int64 {
        let seconds = date.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second
        return Int64(seconds) * Timestamp.perSecond + Int64(microsecond)
    }

    /// The moment at which a clock that runs `offsetSeconds` east of UTC shows this time. It may lie up to a day
    /// outside ``Timestamp/minimum`` and ``Timestamp/maximum``.
    public func moment(offsetSeconds: Int) -> Timestamp {
        Timestamp(microseconds: localMicroseconds - Int64(offsetSeconds) * Timestamp.perSecond)
    }
}

let microsecondsPerDay = 86_400 * Timestamp.perSecond
