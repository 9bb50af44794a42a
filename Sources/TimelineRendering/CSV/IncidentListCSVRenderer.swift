import EventSourcing
public import Incidents

/// Prints a list of incidents as CSV (RFC 4180), with a row of names above. Moments are RFC 3339 in UTC, as in JSON.
/// Whatever people wrote has passed ``CSVCell``.
public struct IncidentListCSVRenderer: Sendable {
    /// The names of the columns.
    public static let columns = [
        "incident", "status", "events", "firstOccurred", "lastRecorded", "title", "summary", "exercise", "mergedInto",
    ]

    /// A renderer; there is nothing to choose.
    public init() {}

    /// The rows in the order in which they are given.
    public func render(_ rows: [IncidentSummary]) -> String {
        var names = CSVRow()
        for name in Self.columns { names.add(name) }
        return names.line + rows.map(line).joined()
    }

    private func line(_ summary: IncidentSummary) -> String {
        var row = CSVRow()
        row.add(summary.incident.text)
        row.add(summary.status?.rawValue)
        row.add(summary.events)
        row.add(summary.firstOccurred?.description)
        row.add(summary.lastRecorded.description)
        row.add(summary.title)
        row.add(summary.summary)
        row.add(summary.isExercise ? "true" : nil)
        row.add(summary.mergedInto?.text)
        return row.line
    }
}
