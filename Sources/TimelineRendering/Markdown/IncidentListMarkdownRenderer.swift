public import Chronology
public import EventSourcing
public import Incidents

/// Prints a list of incidents as a table in Markdown. Whatever people wrote has passed ``MarkdownText``.
public struct IncidentListMarkdownRenderer: Sendable {
    private let times: TimeText

    /// Prints on the clock of a zone.
    public init(zone: Zone) { times = TimeText(zone: zone) }

    /// The rows in the order in which they are given, with notes below; empty where there is none of either.
    public func render(_ rows: [IncidentSummary], notes: [String] = []) -> String {
        guard !rows.isEmpty || !notes.isEmpty else { return "" }
        var page = MarkdownPage()
        return render(rows, notes: notes, to: &page)
    }

    /// The list of an earlier moment: as of when it is, and how much of the log was known then, stands above it.
    public func render(_ list: IncidentList, now: Timestamp, notes: [String] = []) -> String {
        var page = MarkdownPage()
        page.addParagraph(Markdown.joined(times.heading(list, now: now).map { Markdown($0) }, by: " · "))
        return render(list.rows, notes: notes, to: &page)
    }

    private func render(_ rows: [IncidentSummary], notes: [String], to page: inout MarkdownPage) -> String {
        if !rows.isEmpty { page.addTable(Self.names, rows.map(cells)) }
        for note in notes { page.addParagraph("*\(note)*") }
        var text = ""
        page.handOver(to: { text += $0 }, always: true)
        return text
    }

    private static let names: [Markdown] = ["recorded", "status", "events", "incident", "title"]

    private func cells(_ row: IncidentSummary) -> [Markdown] {
        let exercise: Markdown = row.isExercise ? "**EXERCISE**" : ""
        var title: Markdown = row.summary.isEmpty ? "*no text can be read*" : "\(row.summary)"
        if let root = row.mergedInto { title = "*merged into \(root.text)*" }
        return [
            "\(times.moment(row.lastRecorded))", row.mergedInto == nil ? "\(row.status?.rawValue ?? "")" : "merged",
            "\(row.events)", "\(row.incident.text)", Markdown.joined([exercise, title], by: " "),
        ]
    }
}
