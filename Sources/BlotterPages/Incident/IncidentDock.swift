import Chronology
import EventSourcing
import Incidents
import TimelineRendering

/// The dock of an incident: the slider goes over its life, and above it stands what turned since.
struct IncidentDock {
    private let shown: Timeline
    private let incident: StreamID
    private let query: IncidentQuery
    private let parts: TimelineParts
    private let setting: PageSetting
    private let life: IncidentLife
    private let known: Int
    private let since: IncidentDiff?

    init(
        shown: Timeline, current: Timeline, incident: StreamID, query: IncidentQuery, parts: TimelineParts,
        setting: PageSetting
    ) {
        self.shown = shown
        self.incident = incident
        self.query = query
        self.parts = parts
        self.setting = setting
        life = IncidentLife(current)
        known = query.asOf == nil ? life.steps.count : life.known(at: shown.asOf)
        since = query.asOf == nil ? nil : IncidentDiff(of: incident, from: shown, to: current)
    }

    /// Whether another moment than now is shown.
    var isPast: Bool { query.asOf != nil }

    /// What became since of the entries that are shown.
    var later: [Reference: EntryDiff] {
        var later: [Reference: EntryDiff] = [:]
        for diff in since?.changed ?? [] { later[diff.entry.event.reference] = diff }
        return later
    }

    var markup: Markup {
        let unknown = life.entries(after: known)
        let count: Markup =
            unknown == 0
            ? "all \(shown.knownCount) known"
            : "\(shown.knownCount) known, \(unknown) not yet"
        return Dock(
            asOf: shown.asOf, isPast: isPast,
            count: (count, "\(shown.knownCount) entries known, \(unknown) not yet"),
            path: PagePaths.incident(incident), kept: query.asked(asOf: nil).items + setting.items,
            address: { query.asked(asOf: $0).asked(on: $1).address(of: incident, in: setting) },
            words: query.asOf,
            course: Dock.Course(
                first: 0, count: life.steps.count, known: known, words: life.words(ofStep:),
                marks: LifeStrip(life, known: known).markup, days: days),
            above: SinceMarkup(since, parts: parts).markup, setting: setting
        ).markup
    }

    private var days: Markup {
        var options: [Markup] = []
        var day: CivilDate?
        for (index, step) in life.steps.enumerated() where options.count < Self.mostDays {
            let time = setting.zone.civilTime(at: step.moment)
            guard time.date != day else { continue }
            day = time.date
            options.append("<option value=\"\(index + 1)\" label=\"\(time.dayText)\"></option>")
        }
        return .joined(options)
    }

    /// More marks than this cannot be told apart.
    private static let mostDays = 60
}
