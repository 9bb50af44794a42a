public import EventSourcing
public import Incidents
import TimelineRendering

/// The page of one incident: its timeline as it grows, and as of any moment.
///
/// ``html()`` is the whole document; ``fragment()`` is what stands within it and changes, which the script fetches again
/// when something was appended or another moment is chosen. Both are linear in the entries.
public struct IncidentPage: Sendable {
    private let shown: Timeline
    private let current: Timeline
    private let findings: [LintFinding]
    private let position: Position
    private let query: IncidentQuery
    private let setting: PageSetting

    /// A page of an incident.
    ///
    /// - Parameters:
    ///   - shown: the incident as of the moment that was asked for, whole.
    ///   - current: the same as of now, on the same clock; the same value where no moment was asked for.
    ///   - findings: what lint asks about what is shown.
    ///   - position: the end of the log: from here on the stream tells what is new.
    ///   - query: what was asked for.
    ///   - setting: with what the page is made.
    public init(
        shown: Timeline, current: Timeline, findings: [LintFinding], position: Position, query: IncidentQuery,
        setting: PageSetting
    ) {
        self.shown = shown
        self.current = current
        self.findings = findings
        self.position = position
        self.query = query
        self.setting = setting
    }

    private var incident: StreamID { shown.asked }
    private var headline: String { current.snapshot.title ?? incident.text }

    /// The whole document.
    public func html() -> String {
        var page = LivePage(title: "\(headline) · Blotter", setting: setting)
        page.live = (
            PagePaths.fragment(incident),
            PagePaths.stream(
                of: incident, after: position, related: !setting.visitor.isPublic && !setting.visitor.isLimited)
        )
        page.skip = ("Skip to the timeline", "timeline")
        if setting.visitor.canAppend {
            page.actions = "<a class=\"main\" href=\"\(setting.address(PagePaths.write(incident)))\">Write an entry</a>"
        }
        return page.html(content)
    }

    /// What changes.
    public func fragment() -> String { content.text + "\n" }

    private var content: Markup {
        let filter = EntryFilter(query, setting: setting)
        let told = filter.applied(to: shown)
        let parts = TimelineParts(told, zone: setting.zone, now: setting.now)
        let dock = IncidentDock(
            shown: shown, current: current, incident: incident, query: query, parts: parts, setting: setting)
        let foot = EntryFoot(parts: parts, setting: setting, later: dock.later)
        let over: Markup =
            dock.isPast
            ? "As it was known at a moment<span class=\"act\"> · <a href=\"\(then)\">all incidents then</a></span>"
            : "Timeline"
        let sources = SourceSection(shown, parts: parts).markup
        let questions = QuestionSection(findings, parts: parts).markup
        let sections: [(name: Markup, anchor: Markup, markup: Markup)] = [
            ("Figures", "figures", parts.figures), ("Responders", "units", parts.units),
            ("Claims", "claims", parts.claims), ("Sources", "sources", sources),
            ("Questions", "questions", questions),
        ].filter { !$0.2.isEmpty }
        var pieces: [Markup] = [parts.masthead(over: over)]
        pieces.append(contents(sections.map { ($0.name, $0.anchor) }))
        let choice = filter.form(shown, incident: incident, told: told.entries.count + told.undated.count)
        pieces.append("<div class=\"tools\">\n\(choice)\(zones)\n</div>")
        pieces.append(parts.days)
        pieces.append("<div class=\"columns\">\n<div class=\"timeline\" id=\"timeline\" tabindex=\"-1\">")
        parts.forEachPiece(foot: foot.markup) { pieces.append($0) }
        if let nothing = parts.nothing {
            pieces.append("<p class=\"none\">\(query.isFiltering ? "No entry matches." : nothing)</p>")
        }
        let notes = parts.notes.map { "<p>\($0)</p>" as Markup }
        if !notes.isEmpty { pieces.append("<div class=\"notes-below\">\(Markup.joined(notes))</div>") }
        pieces.append("</div>\n<div class=\"standing\">")
        pieces += sections.map(\.markup)
        pieces.append("</div>\n</div>")
        pieces.append(dock.markup)
        return .joined(pieces.filter { !$0.isEmpty }, by: "\n")
    }

    /// The list as of the moment that is shown; only a position means the same there in its own words.
    private var then: String {
        let words = query.asOf.flatMap { $0.hasPrefix("@") ? $0 : nil } ?? shown.asOf.moment.description
        return setting.address(PagePaths.list, query.asked(asOf: words).moment)
    }

    /// In which zone times are told.
    private var zones: Markup {
        """
        <form class="zones" method="get" action="\(PagePaths.incident(incident))">\(Markup.hidden(query.items))\
        \(ZoneChoice(setting, incident: current.zone).list(id: "zone"))<button>Show</button></form>
        """
    }

    /// Links to what stands on the page.
    private func contents(_ sections: [(name: Markup, anchor: Markup)]) -> Markup {
        guard !sections.isEmpty else { return "" }
        let links = [("Timeline" as Markup, "timeline" as Markup)] + sections
        let items = links.map { "<a href=\"#\($0.1)\">\($0.0)</a>" as Markup }
        return "<nav class=\"contents\" aria-label=\"On this page\">\(Markup.joined(items, by: "\n"))</nav>"
    }
}
