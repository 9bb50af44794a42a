import Incidents
import TimelineRendering

/// The form that chooses incidents. It is sent as an address.
struct ListFilter {
    private let query: ListQuery
    private let setting: PageSetting

    init(_ query: ListQuery, setting: PageSetting) {
        self.query = query
        self.setting = setting
    }

    var markup: Markup {
        let statuses = IncidentStatus.allCases.map(\.rawValue)
        let reset: Markup =
            query.isFiltering ? "<a href=\"\(query.unfiltered.address(in: setting))\">Show all</a>" : ""
        return """
            <form class="list-filter" id="filter" method="get" action="\(PagePaths.list)" role="search">\
            \(Markup.hidden(query.asked(asOf: nil).moment))
            <div class="asked">\(control("text").line(query.text ?? "", type: "search"))
            \(control("status").list(none: "any", .options(statuses, chosen: query.status?.rawValue)))
            <p class="send"><button>Show</button> \(reset)</p></div>
            <details id="filter-more"\(isOpen ? " open" : "" as Markup)><summary>Tag, time, zone</summary>
            <div class="asked">\(control("tag").line(query.tag ?? "", more: " placeholder=\"unit:E39\""))
            \(control("since").line(query.since ?? "", more: " placeholder=\"yesterday 14:00\""))
            \(control("asOf").line(query.asOf ?? "", more: " placeholder=\"2024-03-22 20:45\""))
            \(ZoneChoice(setting, incident: nil).list(id: "filter-zone"))</div></details>
            </form>
            """
    }

    /// What incidents are chosen by is in sight, and so is what is wrong. Of the moment and the zone the page tells
    /// anyhow.
    private var isOpen: Bool { query.tag != nil || query.since != nil || query.problem("asOf") != nil }

    /// What its fields are called.
    static let labels = [
        "text": "Text", "status": "Status", "tag": "Tag", "since": "Changed since", "asOf": "As of",
    ]

    private func control(_ name: String) -> FormControl {
        FormControl(
            id: "filter-\(name)", name: name, label: Self.labels[name] ?? name, problem: query.problem(name))
    }
}
