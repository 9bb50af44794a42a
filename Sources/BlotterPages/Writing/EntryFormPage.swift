import EventSourcing
import Incidents
import TimelineRendering

/// The page on which an entry is written: reported, responded or updated, with what it does to another one.
///
/// What was typed is kept where something is refused; what is wrong stands at its field, and all of it on top with links.
public struct EntryFormPage: Sendable {
    private let form: EntryForm
    private let isNew: Bool
    private let incidentZone: IncidentZone?
    private let setting: PageSetting

    /// A form for an entry.
    ///
    /// - Parameters:
    ///   - form: what was typed, or nothing yet.
    ///   - isNew: whether it opens a new incident, so that its name is asked for.
    ///   - incidentZone: the zone in which the times of the incident were written.
    ///   - setting: with what the page is made.
    public init(form: EntryForm, isNew: Bool, incidentZone: IncidentZone? = nil, setting: PageSetting) {
        self.form = form
        self.isNew = isNew
        self.incidentZone = incidentZone
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
            \(Markup.hidden([("csrf", setting.visitor.csrf), ("id", form.id), ("expectedRevision", form.expectedRevision)]))
            \(fields.markup)
            <p class="send"><button class="main">Write it down</button> <a href="\(back)">Cancel</a></p>
            </form>
            """)
    }

    private var fields: EntryFormFields {
        EntryFormFields(form, isNew: isNew, zones: ZoneChoice(setting, incident: incidentZone))
    }

    private var stream: StreamID? { isNew ? nil : try? StreamID(form.incident) }
    private var action: String { stream.map(PagePaths.incident) ?? PagePaths.incidents }
    private var back: String { setting.address(stream.map(PagePaths.incident) ?? PagePaths.list) }

    /// All that is wrong, on top.
    private var summary: Markup {
        guard form.isRefused else { return "" }
        var items = form.refusals.map { "<li dir=\"auto\">\($0)</li>" as Markup }
        for field in fields.order {
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
}
