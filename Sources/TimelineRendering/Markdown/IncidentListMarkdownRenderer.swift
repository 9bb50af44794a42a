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
        return render(rows, clock: .recorded, notes: notes, to: &page)
    }

    /// The list of a moment: as of when it is, and how much of the log was known then, stands above it.
    public func render(_ list: IncidentList, now: Timestamp, notes: [String] = []) -> String {
        var page = MarkdownPage()
        page.addParagraph(Markdown.joined(times.heading(list, now: now).map { Markdown($0) }, by: " · "))
        return render(list.rows, clock: list.asOf.clock, notes: notes, to: &page)
    }

    private func render(
        _ rows: [IncidentSummary], clock: AsOf.Clock, notes: [String], to page: inout MarkdownPage
    ) -> String {
        let names: [Markdown] = ["\(clock.rawValue)", "status", "events", "incident", "title"]
        if !rows.isEmpty { page.addTable(names, rows.map { cells($0, clock) }) }
        for note in notes { page.addParagraph("*\(note)*") }
        var text = ""
        page.handOver(to: { text += $0 }, always: true)
        return text
    }

    private func cells(_ row: IncidentSummary, _ clock: AsOf.Clock) -> [Markdown] {
        let exercise: Markdown = row.isExercise ? "**EXERCISE**" : ""
        var title: Markdown = row.summary.isEmpty ? "*no text can be read*" : "\(row.summary)"
        if let root = row.mergedInto { title = "*merged into \(root.text)*" }
        return [
            "\(times.moment(row.last(on: clock)))", row.mergedInto == nil ? "\(row.status?.rawValue ?? "")" : "merged",
            "\(row.events)", "\(row.incident.text)", Markdown.joined([exercise, title], by: " "),
        ]
    }
}
