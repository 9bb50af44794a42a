import Chronology
import EventSourcing
import Incidents

/// The days, months and years of a zone. A day goes from one change of the date to the next, be that 23, 24 or 25 hours
/// later, and whether or not the clock ever shows midnight.
struct ZoneCalendar {
    let zone: Zone

    /// The unit that an interval is exactly: `.day`, `.month` or `.year`; nil where it is none of them.
    func unit(of span: TimeSpan) -> Occurrence.Precision? {
        guard let earliest = span.earliest, let latest = span.latest, isStartOfDay(earliest), isEndOfDay(latest) else {
            return nil
        }
        let first = zone.civilTime(at: earliest).date
        let last = zone.civilTime(at: latest).date
        if first == last { return .day }
        let endsMonth = last.day == CivilDate.daysInMonth(last.month, year: last.year)
        guard first.year == last.year, first.day == 1, endsMonth else { return nil }
        if first.month == last.month { return .month }
        return first.month == 1 && last.month == 12 ? .year : nil
    }

    /// Whether the date changes to the next one at a moment.
    func isStartOfDay(_ moment: Timestamp) -> Bool {
        // The first day that can be written has none before it, the last one none after it.
        guard moment > .minimum else { return true }
        return day(moment.advanced(byMicroseconds: -1)) < day(moment)
    }

    /// Whether a moment is the last of its day.
    func isEndOfDay(_ moment: Timestamp) -> Bool {
        moment >= .maximum || isStartOfDay(moment.advanced(byMicroseconds: 1))
    }

    private func day(_ moment: Timestamp) -> Int { zone.civilTime(at: moment).date.daysSinceEpoch }
}
