import EventSourcing
import Incidents
import TimelineRendering

/// Chooses entries of a timeline by what the address of the page asks for, and shows the form that asks for it.
struct EntryFilter {
    private let query: IncidentQuery
    private let setting: PageSetting
    private let search: TextSearch?

    init(_ query: IncidentQuery, setting: PageSetting) {
        self.query = query
        self.setting = setting
        search = query.text.map { TextSearch($0) }
    }

    /// The timeline with these entries alone; how the incident stands is told of all of them.
    func applied(to timeline: Timeline) -> Timeline {
        guard query.isFiltering else { return timeline }
        return Timeline(
            incident: timeline.incident, asOf: timeline.asOf, entries: timeline.entries.filter(matches),
            undated: timeline.undated.filter(matches), leftOut: timeline.leftOut,
            outsideWindow: timeline.outsideWindow, snapshot: timeline.snapshot, way: timeline.way,
            isAlone: timeline.isAlone)
    }

    private func matches(_ entry: TimelineEntry) -> Bool {
        if !query.kinds.isEmpty {
            guard let kind = IncidentKind(entry.event.kind), query.kinds.contains(kind) else { return false }
        }
        if let wanted = query.source {
            let source = entry.body?.source
            guard source?.name == wanted || source?.origin == wanted else { return false }
        }
        if let unit = query.unit, entry.body?.unit?.id != unit { return false }
        return search?.matches(entry.event) ?? true
    }

    /// The form, closed where nothing is chosen. It is sent as an address, so what was chosen can be passed on.
    func form(_ timeline: Timeline, incident: StreamID, told: Int) -> Markup {
        let all = timeline.entries.count + timeline.undated.count
        guard all > 0 else { return "" }
        let entries = timeline.entries + timeline.undated
        var sources: [String] = []
        var units: [String] = []
        for entry in entries {
            sources += [entry.body?.source?.name, entry.body?.source?.origin].compactMap { $0 }
            units += [entry.body?.unit?.id].compactMap { $0 }
        }
        let kept = query.moment + setting.items
        let kinds = IncidentKind.allCases.map { kind -> Markup in
            let checked: Markup = query.kinds.contains(kind) ? " checked" : ""
            return """
                <label class="check"><input type="checkbox" name="kind" value="\(kind.rawValue)"\(checked)> \
                <span>\(kind.rawValue)</span></label>
                """
        }
        let summary: Markup =
            query.isFiltering
            ? "Filter: \(told) of \(all) entries" : "Filter \(all) \(all == 1 ? "entry" : "entries")"
        let reset: Markup =
            query.isFiltering ? "<a href=\"\(query.unfiltered.address(of: incident, in: setting))\">Show all</a>" : ""
        return """
            <details class="filters" id="filters"\(query.isFiltering ? " open" : "" as Markup)><summary>\(summary)</summary>
            <form method="get" action="\(PagePaths.incident(incident))" id="filter" role="search">
            \(Markup.hidden(kept))<fieldset><legend>Kind</legend><div class="checks">\(Markup.joined(kinds))</div></fieldset>
            \(FormControl(id: "filter-text", name: "text", label: "Text").line(query.text ?? "", type: "search"))
            \(choice("source", "Source", sources, chosen: query.source))
            \(choice("unit", "Unit", units, chosen: query.unit))
            <p class="send"><button>Show</button> \(reset)</p>
            </form></details>
            """
    }

    /// A list of names of which one can be chosen; nothing where there is none.
    private func choice(_ field: String, _ label: String, _ names: [String], chosen: String?) -> Markup {
        let all = Set(names + [chosen].compactMap { $0 }).sorted()
        guard !all.isEmpty else { return "" }
        return FormControl(id: "filter-\(field)", name: field, label: label)
            .list(none: "any", .options(all, chosen: chosen))
    }
}
