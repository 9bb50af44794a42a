public import EventSourcing
public import Incidents
import TimelineRendering

/// The page with the list of incidents: how each stands, when it last changed, its figures.
public struct IncidentListPage: Sendable {
    /// One incident.
    public struct Row: Sendable {
        let summary: IncidentSummary
        let snapshot: IncidentSnapshot?

        /// A row; figures and place are those of the snapshot, where there is one.
        public init(_ summary: IncidentSummary, snapshot: IncidentSnapshot?) {
            self.summary = summary
            self.snapshot = snapshot
        }

        /// About how many bytes it takes.
        public var size: Int {
            guard let snapshot else { return 1024 }
            let points = snapshot.figures.reduce(0) { $0 + 1 + $1.points.count }
            return 1024 + 512 * (points + snapshot.units.count + snapshot.claims.count + snapshot.links.count)
        }
    }

    /// So many incidents are shown on a page.
    public static let pageSize = 25

    private let rows: [Row]
    private let hasMore: Bool
    private let asOf: AsOf
    private let position: Position
    private let query: ListQuery
    private let setting: PageSetting

    /// A page of the list.
    ///
    /// - Parameters:
    ///   - rows: the incidents from the offset of the query on, at most ``pageSize``.
    ///   - hasMore: whether there are more behind them.
    ///   - asOf: the moment as of which they are.
    ///   - position: the end of the log: from here on the stream tells what is new.
    ///   - query: what was asked for.
    ///   - setting: with what the page is made.
    public init(
        rows: [Row], hasMore: Bool, asOf: AsOf, position: Position, query: ListQuery, setting: PageSetting
    ) {
        self.rows = rows
        self.hasMore = hasMore
        self.asOf = asOf
        self.position = position
        self.query = query
        self.setting = setting
    }

    /// The whole document.
    public func html() -> String {
        var page = LivePage(title: "\(wrong)Incidents · Blotter", setting: setting)
        page.live = (PagePaths.listFragment, PagePaths.stream(of: nil, after: position, related: false))
        page.skip = ("Skip to the incidents", "incidents")
        return page.html(content)
    }

    /// What of the filter was not understood, for those to whom the title is read before they come to the field.
    private var wrong: String {
        let fields = query.problems.map { ListFilter.labels[$0.field] ?? $0.field }
        return fields.isEmpty ? "" : "Not understood: \(fields.joined(separator: ", ")) · "
    }

    /// What changes.
    public func fragment() -> String { content.text + "\n" }

    private var content: Markup {
        if position == .beforeFirst { return EmptyBlotter(setting: setting).markup }
        let items = rows.map {
            IncidentCard($0.summary, $0.snapshot, asOf: asOf, moment: moment, setting: setting).markup
        }
        let list: Markup =
            items.isEmpty
            ? "<p class=\"none\">\(nothing)</p>"
            : "<ol class=\"incidents\">\n\(Markup.joined(items, by: "\n"))\n</ol>"
        return """
            <header class="list-head"><p class="over">\(over)</p>
            <h1>Incidents</h1></header>
            \(ListFilter(query, setting: setting).markup)
            <div id="incidents" tabindex="-1">
            \(list)
            </div>
            \(pages)
            <p class="zone">Times are \(setting.words.zone(at: asOf.moment)).</p>
            \(ListDock(asOf: asOf, head: position, query: query, setting: setting).markup)
            """
    }

    /// The moment of the list as the address of an incident asks for it; a position of the log stays one.
    private var moment: [(name: String, value: String)] {
        guard query.isPast, let words = query.asOf else { return query.asked(asOf: nil).moment }
        return query.asked(asOf: words.hasPrefix("@") ? words : asOf.moment.description).moment
    }

    /// As of when it is; on paper nothing else says so.
    private var over: Markup {
        guard query.isPast else { return "Blotter" }
        let clock: Markup = query.clock == .published ? " (published)" : ""
        return "As it was known on \(setting.words.time(asOf.moment))\(clock)"
    }

    /// What is said where there is no incident.
    private var nothing: Markup {
        if query.offset > 0 { return "There are no more." }
        if query.isFiltering { return "No incident matches." }
        return query.isPast ? "Nothing was known yet." : "There is nothing that you may see."
    }

    private var pages: Markup {
        guard query.offset > 0 || hasMore else { return "" }
        let before: Markup =
            query.offset > 0
            ? "<a rel=\"prev\" href=\"\(query.asked(offset: max(0, query.offset - Self.pageSize)).address(in: setting))\">Newer</a>"
            : "<span></span>"
        let after: Markup =
            hasMore
            ? "<a rel=\"next\" href=\"\(query.asked(offset: query.offset + Self.pageSize).address(in: setting))\">Older</a>"
            : ""
        let place: Markup =
            rows.isEmpty ? "" : "<span>\(query.offset + 1)–\(query.offset + rows.count)</span>"
        return "<nav class=\"pages\" aria-label=\"Pages\">\(before)\(place)\(after)</nav>"
    }
}
