import EventSourcing
import Incidents
import TimelineRendering

/// Chooses entries of a timeline by what the address of the page asks for, and shows the form that asks for it.
struct EntryFilter {
    private let query: IncidentQuery
    private let search: TextSearch?

    init(_ query: IncidentQuery) {
        self.query = query
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
        let kept = query.items.filter { $0.name == "asOf" || $0.name == "clock" }
        let hidden = kept.map { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as Markup }
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
            query.isFiltering ? "<a href=\"\(query.unfiltered.address(of: incident))\">Show all</a>" : ""
        return """
            <details class="filters" id="filters"\(query.isFiltering ? " open" : "" as Markup)><summary>\(summary)</summary>
            <form method="get" action="\(PagePaths.incident(incident))" id="filter" role="search">
            \(Markup.joined(hidden))<fieldset><legend>Kind</legend><div class="checks">\(Markup.joined(kinds))</div></fieldset>
            <div class="field"><label for="filter-text">Text</label>\
            <input type="search" id="filter-text" name="text" value="\(query.text ?? "")"></div>
            \(Choice("source", "Source", sources, chosen: query.source).markup)
            \(Choice("unit", "Unit", units, chosen: query.unit).markup)
            <p class="send"><button>Show</button> \(reset)</p>
            </form></details>
            """
    }
}

/// A list of names of which one can be chosen.
private struct Choice {
    let markup: Markup

    init(_ field: Markup, _ label: Markup, _ names: [String], chosen: String?) {
        var seen: Set<String> = []
        let all = (names + [chosen].compactMap { $0 }).filter { seen.insert($0).inserted }
        guard !all.isEmpty else {
            markup = ""
            return
        }
        let options = all.sorted().map { name -> Markup in
            "<option value=\"\(name)\"\(name == chosen ? " selected" : "" as Markup)>\(name)</option>"
        }
        markup = """
            <div class="field"><label for="filter-\(field)">\(label)</label>\
            <select id="filter-\(field)" name="\(field)"><option value="">any</option>\(Markup.joined(options))</select></div>
            """
    }
}
