import Incidents
import TimelineRendering

/// The form that chooses incidents. It is sent as an address.
struct ListFilter {
    private let query: ListQuery

    init(_ query: ListQuery) { self.query = query }

    var markup: Markup {
        let statuses = IncidentStatus.allCases.map { status -> Markup in
            let chosen: Markup = status == query.status ? " selected" : ""
            return "<option value=\"\(status.rawValue)\"\(chosen)>\(status.rawValue)</option>"
        }
        let reset: Markup = query.isFiltering ? "<a href=\"\(PagePaths.list)\">Show all</a>" : ""
        return """
            <form class="list-filter" id="filter" method="get" action="\(PagePaths.list)" role="search">
            \(field("text", "Text", query.text, type: "search"))
            <div class="field"><label for="filter-status">Status</label><select id="filter-status" name="status">\
            <option value="">any</option>\(Markup.joined(statuses))</select></div>
            \(field("tag", "Tag", query.tag, type: "text", example: "unit:E39"))
            \(field("since", "Changed since", query.since, type: "text", example: "yesterday 14:00"))
            <p class="send"><button>Show</button> \(reset)</p>
            </form>
            """
    }

    private func field(
        _ name: Markup, _ label: Markup, _ value: String?, type: Markup, example: Markup? = nil
    ) -> Markup {
        let problem = query.problem(name.text)
        let error: Markup =
            problem.map { "<p class=\"error\" id=\"filter-\(name)-error\" dir=\"auto\">\($0)</p>" } ?? ""
        let wrong: Markup =
            problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"filter-\(name)-error\""
        let placeholder: Markup = example.map { " placeholder=\"\($0)\"" } ?? ""
        return """
            <div class="field"><label for="filter-\(name)">\(label)</label>\
            <input type="\(type)" id="filter-\(name)" name="\(name)" value="\(value ?? "")"\(placeholder)\(wrong)>\(error)</div>
            """
    }
}
