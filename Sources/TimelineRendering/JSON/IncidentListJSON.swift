import EventSourcing
public import Incidents
public import StrictJSON

/// Prints a list of incidents for programs: one JSON object on one line for each incident.
///
/// Always there, `null` where there is no value: `incident`, `status`, `events`, `firstOccurred`, `lastRecorded`,
/// `summary` (the title, else what the first entry says), `title`, `exercise`, `notPublic` (how many of its known
/// events are not for the audience of the list). Only where it says something: `mergedInto`, of an
/// incident whose entries count in another one; its `status` is then `null` and its `events` 0.
public struct IncidentListJSON: Sendable {
    private let style: JSONStringStyle

    /// Prints strings in this style.
    public init(style: JSONStringStyle = .minimal) { self.style = style }

    /// One row as UTF-8 that ends with a line break.
    ///
    /// - Parameter list: the list to which it belongs, where it is one of an earlier moment: as of when that is, and how
    ///   many events of the log it leaves out, are then told too.
    public func render(_ row: IncidentSummary, of list: IncidentList? = nil) -> [UInt8] {
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
        writer.member("notPublic", row.notPublic)
        writer.ifAny("mergedInto", row.mergedInto?.text)
        if let list {
            writer.asOf(list.asOf)
            writer.member("leftOut", list.leftOut)
        }
        writer.endObject()
        return writer.takeLine()
    }
}
