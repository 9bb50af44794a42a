public import Chronology
import EventSourcing
public import Incidents

/// Prints a list of incidents as a table in Markdown. Whatever people wrote has passed ``MarkdownText``.
public struct IncidentListMarkdownRenderer: Sendable {
    private let times: TimeText

    /// Prints on the clock of a zone.
    public init(zone: Zone) { times = TimeText(zone: zone) }

    /// The rows in the order in which they are given; empty where there is none.
    public func render(_ rows: [IncidentSummary]) -> String {
        guard !rows.isEmpty else { return "" }
        var page = MarkdownPage()
        page.addTable(
            ["recorded", "status", "events", "incident", "title"],
            rows.map { row in
                let exercise: Markdown = row.isExercise ? "**EXERCISE**" : ""
                var title: Markdown = row.summary.isEmpty ? "*no text can be read*" : "\(row.summary)"
                if let root = row.mergedInto { title = "*merged into \(root.text)*" }
                return [
                    "\(times.moment(row.lastRecorded))",
                    row.mergedInto == nil ? "\(row.status?.rawValue ?? "")" : "merged", "\(row.events)",
                    "\(row.incident.text)", Markdown.joined([exercise, title], by: " "),
                ]
            })
        var text = ""
        page.handOver(to: { text += $0 }, always: true)
        return text
    }
}
