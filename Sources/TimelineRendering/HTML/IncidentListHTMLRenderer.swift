public import Chronology
public import EventSourcing
public import Incidents

/// Prints a list of incidents as one HTML file with a table. The page is made as ``TimelineHTMLRenderer`` makes its own.
public struct IncidentListHTMLRenderer: Sendable {
    private let times: TimeText

    /// Prints on the clock of a zone.
    public init(zone: Zone) { times = TimeText(zone: zone) }

    /// The page with the rows in the order in which they are given, and notes below.
    public func render(_ rows: [IncidentSummary], notes: [String] = []) -> String {
        render(rows, clock: .recorded, heading: "", notes: notes)
    }

    /// The list of a moment: as of when it is, and how much of the log was known then, stands above it.
    public func render(_ list: IncidentList, now: Timestamp, notes: [String] = []) -> String {
        let heading = times.heading(list, now: now).joined(separator: " · ")
        return render(list.rows, clock: list.asOf.clock, heading: "<p class=\"over\">\(heading)</p>\n", notes: notes)
    }

    private func render(
        _ rows: [IncidentSummary], clock: AsOf.Clock, heading: Markup, notes: [String]
    ) -> String {
        var page = HTMLPage(title: "Incidents")
        page.add("<header>\n<p class=\"over\">Blotter</p>\n<h1>Incidents</h1>\n\(heading)</header>\n<main>")
        if rows.isEmpty {
            page.add("<p class=\"none\">There is no such incident.</p>")
        } else {
            let cells = rows.map { row -> [Markup] in
                let exercise: Markup = row.isExercise ? "<strong class=\"drill\">EXERCISE</strong> " : ""
                let title: Markup =
                    row.summary.isEmpty ? "<span class=\"none\">no text can be read</span>" : "\(row.summary)"
                return [
                    "\(exercise)<strong>\(title)</strong>", "<span class=\"ref\">\(row.incident.text)</span>",
                    row.mergedInto.map { "merged into \($0.text)" } ?? "\(row.status?.rawValue ?? "")", "\(row.events)",
                    row.firstOccurred.map { .time(times.first($0), $0.description) } ?? "",
                    .time(times.moment(row.last(on: clock)), row.last(on: clock).description),
                ]
            }
            page.add(
                .table(["title", "incident", "status", "events", "first occurred", "last \(clock.rawValue)"], cells))
        }
        page.add("</main>")
        let notes = notes.map { "<p>\($0)</p>" as Markup }
        if !notes.isEmpty { page.add("<footer>\(Markup.joined(notes))</footer>") }
        page.end()
        var text = ""
        page.handOver(to: { text += $0 }, always: true)
        return text
    }
}
