public import Chronology
public import EventSourcing
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
        return render(rows, to: &page)
    }

    /// The list of an earlier moment: as of when it is, and how much of the log was known then, stands above it.
    public func render(_ list: IncidentList, now: Timestamp) -> String {
        var page = MarkdownPage()
        page.addParagraph(Markdown.joined(times.heading(list, now: now).map { Markdown($0) }, by: " · "))
        return render(list.rows, to: &page)
    }

    private func render(_ rows: [IncidentSummary], to page: inout MarkdownPage) -> String {
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
