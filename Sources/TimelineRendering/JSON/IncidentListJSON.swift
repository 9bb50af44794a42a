import EventSourcing
public import Incidents
public import StrictJSON

/// Prints a list of incidents for programs: one JSON object on one line for each incident.
///
/// Always there, `null` where there is no value: `incident`, `status`, `events`, `firstOccurred`, `lastRecorded`,
/// `summary` (the title, else what the first entry says), `title`, `exercise`.
public struct IncidentListJSON: Sendable {
    private let style: JSONStringStyle

    /// Prints strings in this style.
    public init(style: JSONStringStyle = .minimal) { self.style = style }

    /// One row as UTF-8 that ends with a line break.
    public func render(_ row: IncidentSummary) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.beginObject()
        writer.member("incident", row.incident.text)
        writer.member("status", row.status?.rawValue)
        writer.member("events", row.events)
        writer.member("firstOccurred", row.firstOccurred)
        writer.member("lastRecorded", row.lastRecorded)
        writer.member("summary", row.summary)
        writer.member("title", row.title)
        writer.member("exercise", row.isExercise)
        writer.endObject()
        return writer.line()
    }
}
