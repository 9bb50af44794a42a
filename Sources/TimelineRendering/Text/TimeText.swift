import Chronology
import EventSourcing
import Incidents

/// Writes times for people, on the clock of one zone.
struct TimeText {
    let zone: Zone

    /// Which end of an interval a point is.
    enum End { case first, last }

    /// The days, months and years of the zone.
    var calendar: ZoneCalendar { ZoneCalendar(zone: zone) }

    /// `25 Mar 2024 20:00`.
    func moment(_ moment: Timestamp) -> String { zone.civilTime(at: moment).dayAndMinuteText }

    /// The first moment that something may mean. Where a day of the zone begins with it that is named and no midnight,
    /// since what is known to the day begins so.
    func first(_ moment: Timestamp) -> String {
        calendar.isStartOfDay(moment) ? zone.civilTime(at: moment).dayText : self.moment(moment)
    }

    /// The last moment that something may mean, in the same manner.
    func last(_ moment: Timestamp) -> String {
        calendar.isEndOfDay(moment) ? zone.civilTime(at: moment).dayText : self.moment(moment)
    }

    /// The first moment that an interval may mean, no finer than the interval is: `May 2025`, `3 May 2025`,
    /// `3 May 2025 20:00`.
    func first(of span: TimeSpan) -> String? { (span.earliest ?? span.latest).map { end($0, of: span, .first) } }

    /// The last moment that an interval may mean, in the same manner.
    func last(of span: TimeSpan) -> String? { (span.latest ?? span.earliest).map { end($0, of: span, .last) } }

    private func end(_ moment: Timestamp, of span: TimeSpan, _ end: End) -> String {
        if let unit = unit(of: span, on: nil) ?? unitOfUTC(of: span, on: nil) { return unit }
        let isOfDays =
            span.earliest.map(calendar.isStartOfDay) ?? true && span.latest.map(calendar.isEndOfDay) ?? true
        guard isOfDays else { return self.moment(moment) }
        return end == .first ? first(moment) : last(moment)
    }

    /// `25 Mar 20:00`; with the year where it is not that of another moment.
    func moment(_ moment: Timestamp, near other: Timestamp) -> String {
        let time = zone.civilTime(at: moment)
        return "\(day(time, near: zone.civilTime(at: other).date)) \(time.minuteText)"
    }

    /// `25 Mar`, with the year where it is not that of another moment; with the time of day, `25 Mar 20:00`, on the day of
    /// a third.
    func day(_ moment: Timestamp, near other: Timestamp, withTimeOn third: Timestamp) -> String {
        let time = zone.civilTime(at: moment)
        guard time.date != zone.civilTime(at: third).date else { return self.moment(moment, near: other) }
        return day(time, near: zone.civilTime(at: other).date)
    }

    /// `MSK (UTC+3)`, `UTC+3`, `UTC`; all the offsets that hold at some of the moments, in the order of first use.
    func zoneName(at moments: some Sequence<Timestamp>) -> String {
        var offsets: [ZoneOffset] = []
        for moment in moments {
            let offset = zone.offset(at: moment)
            if offset != offsets.last, !offsets.contains(offset) { offsets.append(offset) }
        }
        return offsets.map(Self.name).joined(separator: " and ")
    }

    /// `MSK (UTC+3)`, or `UTC+3` where the offset has no other name.
    static func name(_ offset: ZoneOffset) -> String {
        offset.abbreviation == offset.utcText ? offset.utcText : "\(offset.abbreviation) (\(offset.utcText))"
    }

    /// What a point says, seen from a day: `20:45`, `22 Mar 20:45`, `all day`, `22 Mar`, `Mar 2024`, `2024`.
    ///
    /// A day is never given in hours. One that is no day of the zone is named with its offset, `22 Mar UTC+3`; one that
    /// was written without an offset, only where it would stand below another day. Of a day that ends an interval only
    /// that end counts: where the clocks change within it, the words carry the offset of that end alone.
    func point(_ point: TimePoint, on day: CivilDate?, end: End? = nil) -> String {
        let offset = (point.offsetMinutes ?? 0) * 60
        let own = CivilTime(point.earliest, offsetSeconds: offset)
        switch point.precision {
        case .year: return own.yearText
        case .month: return own.monthText
        case .day:
            let isOfZone =
                switch end {
                case .first: calendar.isStartOfDay(point.earliest)
                case .last: calendar.isEndOfDay(point.latest)
                case nil: calendar.unit(of: TimeSpan(earliest: point.earliest, latest: point.latest)) == .day
                }
            guard isOfZone else {
                let isPlain = point.offsetMinutes == nil && (end != nil || own.date == day)
                return self.day(own, near: day) + (isPlain ? "" : " \(ZoneOffset(seconds: offset).utcText)")
            }
            let time = zone.civilTime(at: end == .last ? point.latest : point.earliest)
            return time.date == day && end == nil ? "all day" : self.day(time, near: day)
        case .none, .minute, .second, .fraction:
            let time = zone.civilTime(at: point.earliest)
            let text = clock(time, on: day, withSeconds: point.precision > .minute)
            return point.precision == .fraction ? text + time.fractionText : text
        }
    }

    /// The day, month or year of the zone that an interval is exactly, seen from a day: `all day`, `22 Mar`, `Mar 2024`,
    /// `2024`; nil where it is none.
    ///
    /// - Parameter near: the day by whose year a date leaves out its own; nil where that is the day too.
    func unit(of span: TimeSpan, on day: CivilDate?, near: CivilDate? = nil) -> String? {
        guard let earliest = span.earliest, let unit = calendar.unit(of: span) else { return nil }
        let first = zone.civilTime(at: earliest)
        switch unit {
        case .year: return first.yearText
        case .month: return first.monthText
        default: return first.date == day ? "all day" : self.day(first, near: near ?? day)
        }
    }

    /// `22 Mar UTC`: the same of a day, month or year of UTC, which is what one without an offset means.
    private func unitOfUTC(of span: TimeSpan, on day: CivilDate?, near: CivilDate? = nil) -> String? {
        TimeText(zone: .utc).unit(of: span, on: nil, near: near ?? day).map { "\($0) UTC" }
    }

    /// An interval with its day, in the same manner; with the year where it is not that of another moment.
    func span(_ span: TimeSpan, near other: Timestamp) -> String {
        self.span(span, on: nil, near: zone.civilTime(at: other).date)
    }

    /// What an interval says that no words name: the whole minute, second, day, month or year that it is, else from its
    /// first moment to its last.
    func span(_ span: TimeSpan, on day: CivilDate?, near: CivilDate? = nil) -> String {
        guard let earliest = span.earliest, let latest = span.latest else {
            let from = span.earliest.map { start(of: $0, on: day, near: near) } ?? ""
            let to = span.latest.map { end(of: $0, on: day, near: near) } ?? ""
            return "\(from)..\(to)"
        }
        if let unit = unit(of: span, on: day, near: near) ?? unitOfUTC(of: span, on: day, near: near) { return unit }
        // Both ends are told alike: in minutes where these are whole ones, else in seconds.
        let (first, last) = (zone.civilTime(at: earliest), zone.civilTime(at: latest))
        let withSeconds =
            first.second != 0 || first.microsecond != 0 || last.second != 59 || last.microsecond != 999_999
        let from = clock(first, on: day, near: near, withSeconds: withSeconds)
        let to = clock(last, on: first.date, withSeconds: withSeconds)
        return clock(last, on: day, near: near, withSeconds: withSeconds) == from ? from : "\(from)..\(to)"
    }

    private func start(of moment: Timestamp, on day: CivilDate?, near: CivilDate?) -> String {
        let time = zone.civilTime(at: moment)
        return clock(time, on: day, near: near, withSeconds: time.second != 0 || time.microsecond != 0)
    }

    /// The last moment that is included: of a whole minute it is the minute that counts.
    private func end(of moment: Timestamp, on day: CivilDate?, near: CivilDate?) -> String {
        let time = zone.civilTime(at: moment)
        return clock(time, on: day, near: near, withSeconds: time.second != 59 || time.microsecond != 999_999)
    }

    private func clock(
        _ time: CivilTime, on day: CivilDate?, near: CivilDate? = nil, withSeconds: Bool
    ) -> String {
        let text = withSeconds ? time.secondText : time.minuteText
        return time.date == day ? text : "\(self.day(time, near: near ?? day)) \(text)"
    }

    /// `22 Mar`; with the year where it is another one.
    private func day(_ time: CivilTime, near other: CivilDate?) -> String {
        time.date.year == other?.year ? time.shortDayText : time.dayText
    }
}

extension CivilTime {
    /// `22 Mar`.
    var shortDayText: String { dayText.split(separator: " ").prefix(2).joined(separator: " ") }
    /// `Mar 2024`.
    var monthText: String { dayText.split(separator: " ").dropFirst().joined(separator: " ") }
    /// `.25`: what follows the second, in as few digits as say it.
    var fractionText: String {
        var digits = String(String(1_000_000 + microsecond).dropFirst())
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        return ".\(digits)"
    }
    /// `2024`.
    var yearText: String { dayText.split(separator: " ").last.map(String.init) ?? "" }
}
