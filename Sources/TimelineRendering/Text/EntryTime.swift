import Chronology
import EventSourcing
import Incidents

/// The heading under which an entry stands: a day, or the month or year where nothing finer is known.
enum Heading: Hashable {
    case day(CivilDate)
    case month(year: Int, month: Int)
    case year(Int)

    /// The day from which the times below the heading are seen.
    var day: CivilDate? {
        if case .day(let date) = self { return date }
        return nil
    }
}

/// When an entry happened, ready to be shown.
struct EntryTime {
    let heading: Heading
    /// What the clock shows by which the heading is told.
    private let civil: CivilTime
    /// What stands in the column of times.
    let text: String
    /// The moment from which the next entry's distance is counted; nil where the time is no time of day. Of an entry
    /// that no longer holds it is where its line stands, of any other what now holds as its time.
    let start: Timestamp?
    /// Whether it is a time of day, and no whole day, month or year.
    let isTimeOfDay: Bool
    /// Whether seconds are known.
    let hasSeconds: Bool
    /// The first moment, or the last one of an interval without a beginning.
    let moment: Timestamp

    private static let day = 86_400 * Timestamp.perSecond

    /// Nil where nobody says when.
    ///
    /// - Parameter incident: the incident whose timeline it is; nil where all entries are its own.
    init?(_ entry: TimelineEntry, times: TimeText, in incident: StreamID? = nil) {
        guard let moment = entry.place.earliest ?? entry.place.latest else { return nil }
        self.moment = moment
        let expression = entry.expression
        let points = expression.map(Self.points) ?? []
        // The clock of the zone, except for a year or a month, which only make sense on their own one.
        let unit = times.calendar.unit(of: entry.place)
        let precision = unit ?? points.first?.precision ?? Self.precision(of: entry.place)
        var civil = times.zone.civilTime(at: moment)
        if let point = points.first, precision < .day, unit == nil {
            civil = CivilTime(point.earliest, offsetSeconds: (point.offsetMinutes ?? 0) * 60)
        }
        switch precision {
        case .year: heading = .year(civil.date.year)
        case .month: heading = .month(year: civil.date.year, month: civil.date.month)
        default: heading = .day(civil.date)
        }
        self.civil = civil
        isTimeOfDay = precision > .day && entry.event.occurred.form != .undated
        let span = entry.isStruck ? entry.place : entry.effective
        start = isTimeOfDay ? span.earliest : nil
        hasSeconds = !points.isEmpty && points.allSatisfy { $0.precision > .minute }
        text = Self.text(entry, expression, in: incident ?? entry.event.stream, on: heading.day, times: times)
    }

    /// `Fri 22 Mar 2024`, `Mar 2024`, `2024`: made where it is asked for, since many entries share a heading.
    var headingText: String {
        switch heading {
        case .day: civil.dayHeading
        case .month: civil.monthText
        case .year: civil.yearText
        }
    }

    /// The ends that words name.
    private static func points(_ expression: TimeExpression) -> [TimePoint] {
        switch expression {
        case .point(let point): [point]
        case .interval(let from, let to): [from, to].compactMap { $0 }
        case .relative: []
        }
    }

    /// How fine a time is whose words name no unit, by its length.
    private static func precision(of span: TimeSpan) -> Occurrence.Precision {
        guard let earliest = span.earliest, let latest = span.latest else { return .minute }
        switch latest.microseconds - earliest.microseconds {
        case ..<(day - 1): return .minute
        case ..<(28 * day - 1): return .day
        case ..<(365 * day - 1): return .month
        default: return .year
        }
    }

    /// When an entry of an incident happened, seen from a day; nil stands for none, so that the day is told.
    static func text(
        _ entry: TimelineEntry, in incident: StreamID, on day: CivilDate?, times: TimeText
    ) -> String {
        text(entry, entry.expression, in: incident, on: day, times: times)
    }

    private static func text(
        _ entry: TimelineEntry, _ expression: TimeExpression?, in incident: StreamID, on day: CivilDate?,
        times: TimeText
    ) -> String {
        switch expression {
        case .point(let point): return slotted(times.point(point, on: day), point)
        case .interval(let from, let to):
            if let from, let to, let text = unit(entry, from, to, on: day, times: times) { return slotted(text, from) }
            let first = from.map { marked(times.point($0, on: day, end: .first), $0) } ?? ""
            let dayOfFirst = from.map { times.zone.civilTime(at: $0.earliest).date } ?? day
            let last = to.map { marked(times.point($0, on: dayOfFirst, end: .last), $0) } ?? ""
            return "\(first)..\(last)"
        case .relative:
            let text = times.span(entry.place, on: day)
            let sign = entry.event.occurred.isApproximate ? "~" : ""
            return text.contains("..") ? sign + text : (sign.isEmpty ? " " : sign) + text + " "
        case nil:
            // A change without a time of its own stands where the entry stands that it changes.
            return entry.shownAt.map { "at \($0.text(in: incident)) " } ?? times.span(entry.place, on: day)
        }
    }

    /// An interval that reads like one day, month or year: because it is one of the zone, or because both of its ends
    /// name the same one on clocks of their own. A day on which the clocks change is written as such an interval.
    private static func unit(
        _ entry: TimelineEntry, _ from: TimePoint, _ to: TimePoint, on day: CivilDate?, times: TimeText
    ) -> String? {
        guard from.isApproximate == to.isApproximate, from.isUncertain == to.isUncertain else { return nil }
        if let unit = times.unit(of: entry.place, on: day) { return unit }
        guard from.precision < .day, from.precision == to.precision else { return nil }
        let text = times.point(from, on: day)
        return text == times.point(to, on: day) ? text : nil
    }

    /// The signs of doubt in front and behind; a blank where there is none, so that times stand below each other.
    private static func slotted(_ text: String, _ point: TimePoint) -> String {
        (point.isApproximate ? "~" : " ") + text + (point.isUncertain ? "?" : " ")
    }

    private static func marked(_ text: String, _ point: TimePoint) -> String {
        (point.isApproximate ? "~" : "") + text + (point.isUncertain ? "?" : "")
    }
}
