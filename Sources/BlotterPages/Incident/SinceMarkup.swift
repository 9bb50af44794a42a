import EventSourcing
import Incidents
import TimelineRendering

/// What turned since the moment that is shown: at a glance, and opened, entry by entry.
struct SinceMarkup {
    private let diff: IncidentDiff?
    private let parts: TimelineParts

    init(_ diff: IncidentDiff?, parts: TimelineParts) {
        self.diff = diff
        self.parts = parts
    }

    /// At a glance no more than these are told.
    private static let mostFigures = 3

    var markup: Markup {
        guard let diff, !diff.isEmpty else { return "" }
        let entries = diff.changed.map(item)
        let list: Markup =
            entries.isEmpty ? "" : "<ul>\n\(Markup.joined(entries, by: "\n"))\n</ul>"
        let facts = shifts(diff, most: .max).map { "<li>\($0)</li>" as Markup }
        let shifted: Markup = facts.isEmpty ? "" : "<ul class=\"shifts\">\(Markup.joined(facts))</ul>"
        return """
            <details class="since" id="since"><summary><b>Since then</b> \(glance(diff))</summary>
            <div class="turned" tabindex="0" role="region" aria-label="What turned since then">\(shifted)\(list)</div></details>
            """
    }

    /// `5 corrected · 2 revised · killed 40 → 145 · 31 new`.
    private func glance(_ diff: IncidentDiff) -> Markup {
        var told: [Markup] = shifts(diff, most: Self.mostFigures)
        for kind in EntryDiff.Kind.allCases {
            let count = diff.changed.count { $0.kinds.first == kind }
            if count > 0 { told.append("\(count) \(parts.words.heading(kind).lowercased())") }
        }
        if !diff.added.isEmpty { told.append("\(diff.added.count) new") }
        return .joined(told, by: " · ")
    }

    private func shifts(_ diff: IncidentDiff, most: Int) -> [Markup] {
        let words = parts.words
        var told: [Markup] = []
        if let status = diff.status {
            told.append("\(status.from?.rawValue ?? "status unknown") → \(status.to?.rawValue ?? "unknown")")
        }
        for figure in diff.figures.filter({ $0.headline != nil }).prefix(most) {
            guard let headline = figure.headline else { continue }
            let (from, to) = (headline.from.map(words.short) ?? "–", headline.to.map(words.short) ?? "–")
            told.append("<span dir=\"auto\">\(figure.measure) \(from) → \(to)</span>")
        }
        return told
    }

    private func item(_ changed: EntryDiff) -> Markup {
        let words = parts.words
        let entry = changed.entry
        let kinds = changed.kinds.map { words.heading($0) }.joined(separator: ", ")
        let news = changed.news.map { change -> Markup in
            let reason: Markup = change.reason.map { " “\($0)”" } ?? ""
            return """
                <span class="news">\(words.done(change.kind)) \(change.event.reference.revision.description): \
                <span dir="auto">\(change.summary)</span>\(reason)</span>
                """
        }
        return """
            <li><b>\(kinds)</b> \(parts.link(entry.event.reference)) <span dir="auto">\(entry.body?.summary ?? "")</span> \
            \(Markup.joined(news, by: " "))</li>
            """
    }
}
