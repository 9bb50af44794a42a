import Chronology
import EventSourcing
import Incidents
import TimelineRendering

/// What stands below the page at all times: as of when it is shown, with the slider over the life of the incident, and
/// what turned since.
///
/// Without a script it is a form and links; with one, the slider shows each moment as it is passed.
struct AsOfDock {
    private let shown: Timeline
    private let incident: StreamID
    private let query: IncidentQuery
    private let parts: TimelineParts
    private let setting: PageSetting
    private let life: IncidentLife
    private let known: Int
    private let since: IncidentDiff?
    private let words: PageWords

    init(
        shown: Timeline, current: Timeline, incident: StreamID, query: IncidentQuery, parts: TimelineParts,
        setting: PageSetting
    ) {
        self.shown = shown
        self.incident = incident
        self.query = query
        self.parts = parts
        self.setting = setting
        words = parts.words
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
        let moment: Markup =
            isPast ? words.time(shown.asOf.moment) : "Now"
        let spoken =
            "\(isPast ? words.moment(shown.asOf.moment) : "now"), \(shown.knownCount) entries known, \(unknown) not yet"
        let permalink = query.asked(asOf: query.asOf).address(of: incident, in: setting)
        return """
            <section class="dock\(isPast ? " past" : "" as Markup)" id="dock" aria-label="As of" \
            data-permalink="\(permalink)" data-spoken="\(spoken)">
            \(SinceMarkup(since, parts: parts).markup)
            <div class="moment"><p class="asof"><span class="hidden">As of </span>\(moment)</p>\
            <p class="count">\(count)</p></div>
            <div class="transport">\(steps)</div>
            \(slider(spoken))
            <div class="clock" role="group" aria-label="Clock">\(clock(.recorded))\(clock(.published))</div>
            </section>
            """
    }

    /// One event back and forward, and back to now; where there is no way the words stay, so that nothing moves.
    private var steps: Markup {
        func link(_ name: Markup, _ sign: Markup, _ step: Int?, _ what: Markup) -> Markup {
            guard let step else { return "<span class=\"key\" aria-hidden=\"true\">\(sign)</span>" }
            let address = query.asked(asOf: life.words(ofStep: step)).address(of: incident, in: setting)
            return """
                <a class="key" id="\(name)" href="\(address)" data-step="\(step)"><span aria-hidden="true">\(sign)</span>\
                <span class="hidden">\(what)</span></a>
                """
        }
        let play: Markup = """
            <button type="button" class="key scripted" id="play" aria-pressed="false"><span aria-hidden="true">▶</span>\
            <span class="hidden">Play</span></button>
            """
        let now: Markup =
            isPast
            ? "<a class=\"key wide\" id=\"now\" href=\"\(query.asked(asOf: nil).address(of: incident, in: setting))\" data-step=\"\(life.steps.count)\">Now</a>"
            : "<span class=\"key wide\" aria-hidden=\"true\">Now</span>"
        return .joined([
            link("back", "‹", known > 0 ? known - 1 : nil, "One event back"), play,
            link("forward", "›", known < life.steps.count ? known + 1 : nil, "One event forward"), now,
        ])
    }

    private func slider(_ spoken: String) -> Markup {
        guard !life.steps.isEmpty else { return "" }
        let hidden = Markup.hidden(query.asked(asOf: nil).items + setting.items)
        return """
            <form method="get" action="\(PagePaths.incident(incident))" class="slide" id="slide">\(hidden)
            <label class="hidden" for="step">As of which event</label>
            <div class="track">\(LifeStrip(life, known: known).markup)
            <input type="range" id="step" name="step" min="0" max="\(life.steps.count)" step="1" value="\(known)" \
            list="days" aria-valuetext="\(spoken)"></div>
            \(days)
            <button class="unscripted">Show</button></form>
            """
    }

    /// Where days begin, for the slider to mark.
    private var days: Markup {
        var options: [Markup] = []
        var day: CivilDate?
        for (index, step) in life.steps.enumerated() where options.count < Self.mostDays {
            let time = setting.zone.civilTime(at: step.moment)
            guard time.date != day else { continue }
            day = time.date
            options.append("<option value=\"\(index + 1)\" label=\"\(time.dayText)\"></option>")
        }
        return "<datalist id=\"days\">\(Markup.joined(options))</datalist>"
    }

    /// More marks than this cannot be told apart.
    private static let mostDays = 60

    private func clock(_ clock: AsOf.Clock) -> Markup {
        let name: Markup = clock == .recorded ? "recorded" : "published"
        let title: Markup =
            clock == .recorded ? "What stood in the blotter by then" : "What the sources had said by then"
        guard clock != query.clock else {
            return "<span class=\"choice\" aria-current=\"true\" title=\"\(title)\">\(name)</span>"
        }
        // A moment of one clock is seldom one of the other, but it is the moment that was asked for.
        let address = query.asked(on: clock).address(of: incident, in: setting)
        return "<a class=\"choice\" href=\"\(address)\" title=\"\(title)\">\(name)</a>"
    }
}
