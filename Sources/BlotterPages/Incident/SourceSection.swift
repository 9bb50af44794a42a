import EventSourcing
import Incidents
import TimelineRendering

/// Who told something of the incident: with their grades, whom they quote, and how much of it no longer holds.
struct SourceSection {
    private let timeline: Timeline
    private let parts: TimelineParts

    init(_ timeline: Timeline, parts: TimelineParts) {
        self.timeline = timeline
        self.parts = parts
    }

    /// One source as the timeline knows it.
    private struct Told {
        var kinds: [String] = []
        var grades: [String] = []
        var origins: [String] = []
        var url: String?
        var entries: [Reference] = []
        var struck = 0

        mutating func add(_ source: Source, _ entry: TimelineEntry) {
            func add(_ text: String?, to list: inout [String]) {
                if let text, !list.contains(text) { list.append(text) }
            }
            add(source.kind?.rawValue, to: &kinds)
            add(source.grade?.description, to: &grades)
            add(source.origin, to: &origins)
            url = url ?? source.url
            entries.append(entry.event.reference)
            struck += entry.isStruck ? 1 : 0
        }
    }

    /// More entries than this are counted, not named.
    private static let namedEntries = 12

    var markup: Markup {
        var order: [String] = []
        var sources: [String: Told] = [:]
        var unnamed = 0
        let entries = (timeline.entries + timeline.undated).sorted { $0.event.position < $1.event.position }
        for entry in entries {
            guard let source = entry.body?.source, let name = source.name ?? parts.words.source(source) else {
                unnamed += 1
                continue
            }
            if sources[name] == nil { order.append(name) }
            sources[name, default: Told()].add(source, entry)
        }
        guard !order.isEmpty else { return "" }
        let rows = order.map { name -> [Markup] in
            let told = sources[name] ?? Told()
            let more = told.entries.count - Self.namedEntries
            let links = Markup.joined(told.entries.prefix(Self.namedEntries).map(parts.link), by: " ")
            return [
                "<strong>\(Markup.link(name, to: told.url))</strong>", "\(told.kinds.joined(separator: ", "))",
                "\(told.grades.joined(separator: ", "))", "\(told.origins.joined(separator: ", "))",
                "\(told.entries.count)", told.struck == 0 ? "" : "\(told.struck)",
                "\(links)\(more > 0 ? " and \(more) more" : "")",
            ]
        }
        let names: [Markup] = ["source", "kind", "grades", "quotes", "entries", "no longer hold", "which"]
        let note: Markup =
            unnamed == 0
            ? "" : "<p class=\"source\">\(unnamed) \(unnamed == 1 ? "entry names" : "entries name") no source.</p>\n"
        return """
            <section id="sources">
            <h2>Sources</h2>
            \(note)\(.table(names, rows))
            </section>
            """
    }
}
