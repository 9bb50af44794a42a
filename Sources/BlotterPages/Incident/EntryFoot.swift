import EventSourcing
import Incidents
import TimelineRendering

/// What stands below an entry on a live page only: when it became known, by whom it was entered, what became of it
/// later, and what can be done about it.
struct EntryFoot {
    let parts: TimelineParts
    let setting: PageSetting
    /// What became since of entries that were known at the moment that is shown.
    let later: [Reference: EntryDiff]

    func markup(_ entry: TimelineEntry) -> Markup {
        let (event, words) = (entry.event, parts.words)
        let near = setting.now
        var facts: [Markup] = [
            "published \(Markup.time(words.moment(event.published, near: near), event.published.description))",
            "recorded \(Markup.time(words.moment(event.recorded, near: near), event.recorded.description))",
        ]
        if let by = words.author(event) { facts.append("by <span dir=\"auto\">\(by)</span>") }
        var act: Markup = ""
        if setting.visitor.canAppend {
            let address = setting.address(
                PagePaths.write(event.stream), [("kind", "updated"), ("target", event.revision.description)])
            act = """
                <span class="act"> · <a href="\(address)">Correct or answer<span class="hidden"> \(event.revision.description)</span></a></span>
                """
        }
        return "\(turned(later[event.reference]))\n<p class=\"foot-line\">\(Markup.joined(facts, by: " · "))\(act)</p>"
    }

    /// That an entry as it was known then did not stay so.
    private func turned(_ diff: EntryDiff?) -> Markup {
        guard let diff else { return "" }
        let words = parts.words
        let kinds = diff.kinds.map { words.heading($0).lowercased() }.joined(separator: ", ")
        let by = diff.news.map { "\($0.event.reference.revision.description)" }
        let named = by.isEmpty ? "" : " by \(by.joined(separator: ", "))"
        let isGood = diff.kinds.allSatisfy { $0 == .confirmed || $0 == .restored }
        return "\n<p class=\"later\(isGood ? " good" : "" as Markup)\">Since then: \(kinds)\(named)</p>"
    }
}
