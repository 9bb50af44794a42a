import Chronology
import EventSourcing
import Incidents

/// Writes times for people, on the clock of one zone.
struct TimeText {
    let zone: Zone

    /// `25 Mar 2024 20:00`.
    func moment(_ moment: Timestamp) -> String { zone.civilTime(at: moment).dayAndMinuteText }

    /// `25 Mar 20:00`; with the year where it is not that of another moment.
    func moment(_ moment: Timestamp, near other: Timestamp) -> String {
        let time = zone.civilTime(at: moment)
        return "\(day(time, near: zone.civilTime(at: other).date)) \(time.minuteText)"
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
    /// was written without an offset, only where it would stand below another day.
    func point(_ point: TimePoint, on day: CivilDate?, isEnd: Bool = false) -> String {
        let offset = (point.offsetMinutes ?? 0) * 60
        let own = CivilTime(point.earliest, offsetSeconds: offset)
        switch point.precision {
        case .year: return own.yearText
        case .month: return own.monthText
        case .day:
            guard isWholeDay(TimeSpan(earliest: point.earliest, latest: point.latest)) else {
                let isPlain = point.offsetMinutes == nil && (isEnd || own.date == day)
                return self.day(own, near: day) + (isPlain ? "" : " \(ZoneOffset(seconds: offset).utcText)")
            }
            return own.date == day && !isEnd ? "all day" : self.day(own, near: day)
        case .none, .minute, .second, .fraction:
            let time = zone.civilTime(at: point.earliest)
            return clock(time, on: day, withSeconds: point.precision > .minute)
        }
    }

    /// What an interval says that no words name: the whole minute, second or day that it is, else from its first moment
    /// to its last.
    func span(_ span: TimeSpan, on day: CivilDate?) -> String {
        guard let earliest = span.earliest, let latest = span.latest else {
            let from = span.earliest.map { start(of: $0, on: day) } ?? ""
            let to = span.latest.map { end(of: $0, on: day) } ?? ""
            return "\(from)..\(to)"
        }
        let first = zone.civilTime(at: earliest)
        if isWholeDay(span) { return first.date == day ? "all day" : self.day(first, near: day) }
        let from = start(of: earliest, on: day)
        let to = end(of: latest, on: first.date)
        return end(of: latest, on: day) == from ? from : "\(from)..\(to)"
    }

    /// Whether the interval is just one day of the zone's calendar.
    func isWholeDay(_ span: TimeSpan) -> Bool {
        guard let earliest = span.earliest, let latest = span.latest else { return false }
        let first = zone.civilTime(at: earliest)
        let next = zone.civilTime(at: latest.advanced(byMicroseconds: 1))
        // The last day that can be written has no next one.
        let isEnded = next.isMidnight && next.date.daysSinceEpoch == first.date.daysSinceEpoch + 1
        return first.isMidnight && (isEnded || latest == .maximum)
    }

    private func start(of moment: Timestamp, on day: CivilDate?) -> String {
        let time = zone.civilTime(at: moment)
        return clock(time, on: day, withSeconds: time.second != 0 || time.microsecond != 0)
    }

    /// The last moment that is included: of a whole minute it is the minute that counts.
    private func end(of moment: Timestamp, on day: CivilDate?) -> String {
        let time = zone.civilTime(at: moment)
        return clock(time, on: day, withSeconds: time.second != 59 || time.microsecond != 999_999)
    }

    private func clock(_ time: CivilTime, on day: CivilDate?, withSeconds: Bool) -> String {
        let text = withSeconds ? time.secondText : time.minuteText
        return time.date == day ? text : "\(self.day(time, near: day)) \(text)"
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
    /// `2024`.
    var yearText: String { dayText.split(separator: " ").last.map(String.init) ?? "" }

    fileprivate var isMidnight: Bool { hour == 0 && minute == 0 && second == 0 && microsecond == 0 }
}
