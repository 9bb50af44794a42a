import EventSourcing
import Incidents
import TimelineRendering

/// The page on which an entry is written: reported, responded or updated, with what it does to another one.
///
/// What was typed is kept where something is refused; what is wrong stands at its field, and all of it on top with links.
public struct EntryFormPage: Sendable {
    private let form: EntryForm
    private let isNew: Bool
    private let setting: PageSetting

    /// A form for an entry.
    ///
    /// - Parameters:
    ///   - form: what was typed, or nothing yet.
    ///   - isNew: whether it opens a new incident, so that its name is asked for.
    ///   - setting: with what the page is made.
    public init(form: EntryForm, isNew: Bool, setting: PageSetting) {
        self.form = form
        self.isNew = isNew
        self.setting = setting
    }

    /// The whole document.
    public func html() -> String {
        let name = isNew ? "New incident" : "Write an entry"
        var page = LivePage(title: form.isRefused ? "Not written yet: \(name)" : name, setting: setting)
        page.skip = ("Skip to the form", "form")
        return page.html(
            """
            <header><p class="over">\(isNew ? "Blotter" : form.incident)</p>
            <h1>\(name)</h1></header>
            \(summary)
            <form class="entry-form" id="form" method="post" action="\(action)" tabindex="-1">
            <input type="hidden" name="csrf" value="\(setting.visitor.csrf)">
            <input type="hidden" name="id" value="\(form.id)">
            <input type="hidden" name="expectedRevision" value="\(form.expectedRevision)">
            \(fields)
            <p class="send"><button class="main">Write it down</button> <a href="\(back)">Cancel</a></p>
            </form>
            """)
    }

    private var stream: StreamID? { isNew ? nil : try? StreamID(form.incident) }
    private var action: String { stream.map(PagePaths.incident) ?? PagePaths.incidents }
    private var back: String { stream.map(PagePaths.incident) ?? PagePaths.list }

    /// All that is wrong, on top.
    private var summary: Markup {
        guard form.isRefused else { return "" }
        var items = form.refusals.map { "<li dir=\"auto\">\($0)</li>" as Markup }
        for field in EntryForm.Field.allCases {
            guard let problem = form.problems[field] else { continue }
            let label = FormField.labels[field] ?? field.rawValue
            items.append(
                FormField.labels[field] == nil
                    ? "<li dir=\"auto\">\(label) \(problem)</li>"
                    : "<li dir=\"auto\"><a href=\"#f-\(field.rawValue)\">\(label)</a> \(problem)</li>")
        }
        let again: Markup =
            form.problems[.expectedRevision] == nil && form.refusals.isEmpty
            ? "" : "<p>What you wrote is still here.</p>"
        return """
            <div class="errors" role="alert" tabindex="-1" id="errors"><h2>It was not written down</h2>
            <ul>\(Markup.joined(items))</ul>\(again)</div>
            """
    }

    private var relation: Markup {
        let fields = FormField(form)
        return """
            <fieldset><legend>What it does to an earlier entry</legend><div class="row">
            \(fields.list(.relation, Self.relations.map(\.rawValue), none: "nothing"))
            \(fields.line(.target, hint: isNew ? "other-fire#3" : "#3"))</div>
            \(fields.line(.reason, hint: "required where it corrects, retracts or disputes"))</fieldset>
            """
    }

    /// Whether somebody came here from an entry, so that it is asked first what is to be done to it.
    private var isAbout: Bool { !isNew && !form[.target].isEmpty }

    private var fields: Markup {
        let fields = FormField(form)
        let incident: Markup =
            isNew
            ? fields.line(
                .incident, hint: "A short name for it, as it will stand in addresses: harbour-fire", isRequired: true)
            : "<input type=\"hidden\" name=\"incident\" value=\"\(form.incident)\">"
        let title: Markup = isNew ? fields.line(.title, hint: "Its headline") : ""
        return """
            \(fields.radios(.kind, IncidentKind.allCases.map(\.rawValue), hints: ["someone says that something happened", "someone acted", "what is known changed"]))
            \(incident)\(title)\(isAbout ? relation : "")
            \(fields.area(.summary, rows: 2, hint: "What happened, in one line", isRequired: true))
            <div class="row">\(fields.line(.at, hint: "now, 20:45, ~20:45, -10m, 20:33..20:45"))
            \(fields.line(.place))</div>
            <fieldset><legend>Who says so</legend><div class="row">
            \(fields.line(.source))
            \(fields.list(.sourceKind, Source.Kind.allCases.map(\.rawValue), none: "not said"))
            \(fields.line(.grade, hint: "A1 to F6"))
            \(fields.line(.origin, hint: "whom it quotes"))
            \(fields.line(.url, hint: "where it stands"))
            \(fields.line(.published, hint: "when it was said"))</div></fieldset>
            \(isNew || isAbout ? "" : relation)
            <fieldset><legend>Numbers, units, status</legend><div class="row">
            \(fields.area(.figures, rows: 2, hint: "one a line: killed=40..60"))
            \(fields.line(.unit, hint: "E39"))
            \(fields.list(.status, IncidentStatus.allCases.map(\.rawValue), second: ("of the unit", UnitReport.Status.allCases.map(\.rawValue)), none: "as it is"))
            \(fields.list(.severity, Severity.allCases.map(\.rawValue), none: "not said"))</div></fieldset>
            <details class="more"\(hasMore ? " open" : "" as Markup)><summary>More</summary>
            \(isNew ? relation : fields.line(.title, hint: "a new headline for the incident"))
            \(fields.area(.detail, rows: 4, hint: "the long version"))
            <div class="row">\(fields.line(.lat, hint: "degrees"))\(fields.line(.lon, hint: "degrees"))</div>
            \(fields.area(.tags, rows: 2, hint: "one a line: topic:fire"))</details>
            \(fields.radios(.audience, Audience.allCases.map(\.rawValue), hints: ["only this desk", "everyone may see it"]))
            """
    }

    private static let relations: [Relation.Kind] = [.corrects, .revises, .retracts, .confirms, .disputes, .respondsTo]

    private var hasMore: Bool {
        let fields: [EntryForm.Field] =
            [.title, .detail, .lat, .lon, .tags] + (isNew ? [.relation, .target, .reason] : [])
        return fields.contains { !form[$0].isEmpty || form.problems[$0] != nil }
    }
}
