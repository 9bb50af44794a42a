import EventSourcing
import Incidents
import TimelineRendering

/// One incident in the list.
struct IncidentCard {
    private let summary: IncidentSummary
    private let snapshot: IncidentSnapshot?
    private let asOf: AsOf
    private let moment: [(name: String, value: String)]
    private let setting: PageSetting

    /// More figures than this are told on the incident's own page.
    private static let mostFigures = 4

    /// A card of an incident as of a moment, which the items name in an address.
    init(
        _ summary: IncidentSummary, _ snapshot: IncidentSnapshot?, asOf: AsOf,
        moment: [(name: String, value: String)], setting: PageSetting
    ) {
        self.summary = summary
        self.snapshot = snapshot
        self.asOf = asOf
        self.moment = moment
        self.setting = setting
    }

    var markup: Markup {
        let words = setting.words
        let exercise: Markup = summary.isExercise ? "<strong class=\"drill\">EXERCISE</strong> " : ""
        let headline: Markup =
            summary.summary.isEmpty
            ? "<span class=\"none\">no text can be read</span>" : "<span dir=\"auto\">\(summary.summary)</span>"
        let status = summary.mergedInto == nil ? summary.status?.rawValue : "merged"
        let look: Markup =
            switch summary.status {
            case .open, .active, .reopened: "is-going"
            case .contained: "is-held"
            case .resolved, .closed, nil: "is-over"
            }
        var facts: [Markup] = ["<span class=\"id\">\(summary.incident.text)</span>"]
        if let root = summary.mergedInto {
            facts.append("merged into <a href=\"\(address(root))\">\(root.text)</a>")
        } else {
            facts.append("\(summary.events) \(summary.events == 1 ? "event" : "events")")
        }
        if let place = snapshot?.place { facts.append("<span dir=\"auto\">\(words.place(place))</span>") }
        if let first = summary.firstOccurred {
            facts.append("began \(Markup.time(words.first(first), first.description))")
        }
        return """
            <li class="incident \(look)" id="i.\(summary.incident.text)"><article>
            <p class="state-of">\(status ?? "status unknown")</p>
            <div class="what">
            <h2>\(exercise)<a href="\(address(summary.incident))">\(headline)</a></h2>
            <p class="facts">\(Markup.joined(facts.map { "<span>\($0)</span>" }))</p>
            \(figures)</div>
            <p class="changed"><span>last entry</span> \(changed)</p>
            </article></li>
            """
    }

    private func address(_ incident: StreamID) -> String { setting.address(PagePaths.incident(incident), moment) }

    /// When something last became known, and how long ago that is, or was then.
    private var changed: Markup {
        let last = summary.last(on: asOf.clock)
        let age = asOf.moment.microseconds - last.microseconds
        let ago: Markup =
            age >= 60 * Timestamp.perSecond
            ? "<small>\(setting.words.length(age)) ago</small>" : "<small>just now</small>"
        return "\(setting.words.time(last)) \(ago)"
    }

    private var figures: Markup {
        let told = FigureSeries.peopleFirst(snapshot?.figures.filter { $0.headline != nil } ?? [])
        guard !told.isEmpty else { return "" }
        let items = told.prefix(Self.mostFigures).map { series -> Markup in
            let number = series.headline.map { setting.words.short($0.figure) } ?? "–"
            let range: Markup =
                series.toldBetween.map { range in
                    range.lowerBound == range.upperBound
                        ? "" : " <small>told \(range.lowerBound)–\(range.upperBound)</small>"
                } ?? ""
            return "<li><b>\(number)</b> <span dir=\"auto\">\(setting.words.measure(series))</span>\(range)</li>"
        }
        let more = told.count - Self.mostFigures
        let rest: Markup = more > 0 ? "<li><small>and \(more) more</small></li>" : ""
        return "<ul class=\"numbers\">\(Markup.joined(items))\(rest)</ul>\n"
    }
}
