import EventSourcing
import Incidents
import TimelineRendering

/// What stands below a page at all times: as of when it is shown, and the way to every other moment.
///
/// Without a script it is a form and links; with one, the slider shows each moment as it is passed.
struct Dock {
    /// As of when the page is shown.
    let asOf: AsOf
    /// Whether that is another moment than now.
    let isPast: Bool
    /// How much is known, as it is shown; and as it is spoken, in full.
    let count: (shown: Markup, spoken: String)
    /// The path of the page.
    let path: String
    /// What its address asks for beside the moment.
    let kept: [(name: String, value: String)]
    /// The address of the page as of other words, nil for now, on a clock.
    let address: (_ asOf: String?, _ clock: AsOf.Clock) -> String
    /// The words as of which it is shown; nil for now.
    let words: String?
    /// Through what one can step; nil where it is only gone by the hour.
    let course: Course?
    /// What stands above everything else in it.
    var above: Markup = ""
    let setting: PageSetting

    /// The moments at which something became known, in order, as many as there are, and how many of them were.
    struct Course {
        /// Where it begins.
        let first: Int
        let count: Int
        let known: Int
        /// The words that name the moment at which so many were known; nil for now.
        let words: (Int) -> String?
        /// What is drawn above the slider.
        var marks: Markup = ""
        /// Where days begin, for the slider to mark.
        var days: Markup = ""
    }

    /// How an address names a moment.
    static func items(asOf: String?, clock: AsOf.Clock) -> [(name: String, value: String)] {
        (asOf.map { [("asOf", $0)] } ?? []) + (clock == .recorded ? [] : [("clock", clock.rawValue)])
    }

    var markup: Markup {
        let words = setting.words
        let moment: Markup = isPast ? words.time(asOf.moment) : "Now"
        let told: Markup = count.shown.isEmpty ? "" : "<p class=\"count\">\(count.shown)</p>"
        return """
            <section class="dock\(isPast ? " past" : "" as Markup)" id="dock" aria-label="As of" \
            data-permalink="\(address(self.words, asOf.clock))" data-spoken="\(spoken)">
            \(above)
            <div class="moment"><p class="asof"><span class="hidden">As of </span>\(moment)</p>\(told)</div>
            <div class="transport">\(transport)</div>
            \(slider)
            <div class="clock" role="group" aria-label="Clock">\(clock(.recorded))\(clock(.published))</div>
            </section>
            """
    }

    private var spoken: String {
        "\(isPast ? setting.words.moment(asOf.moment) : "now")\(count.spoken.isEmpty ? "" : ", \(count.spoken)")"
    }

    /// One event, or one hour, back and forward, and back to now. Where there is no way the signs stay, so that nothing
    /// moves.
    private var transport: Markup {
        let now: Markup =
            isPast
            ? "<a class=\"key wide\" id=\"now\" href=\"\(address(nil, asOf.clock))\"\(step(course?.count))>Now</a>"
            : "<span class=\"key wide\" aria-hidden=\"true\">Now</span>"
        guard let course else {
            let next = asOf.moment.advanced(byMicroseconds: Self.hour)
            let isLast = !isPast || next >= setting.now
            let before = asOf.moment.advanced(byMicroseconds: -Self.hour)
            return .joined([
                key("back", "−1 h", "One hour back", .some(before.description)),
                key("forward", "+1 h", "One hour forward", isLast ? nil : .some(next.description)), now,
            ])
        }
        let play: Markup = """
            <button type="button" class="key scripted" id="play" aria-pressed="false"><span aria-hidden="true">▶</span>\
            <span class="hidden">Play</span></button>
            """
        func one(_ name: Markup, _ sign: Markup, _ what: Markup, _ number: Int) -> Markup {
            guard (course.first...course.count).contains(number) else { return key(name, sign, what, nil) }
            return key(name, sign, what, .some(course.words(number)), step: number)
        }
        return .joined([
            one("back", "‹", "One event back", course.known - 1), play,
            one("forward", "›", "One event forward", course.known + 1), now,
        ])
    }

    private static let hour = 3600 * Timestamp.perSecond

    /// A key that leads to a moment; where `asOf` is nil it leads nowhere, where it holds nil to now.
    private func key(_ name: Markup, _ sign: Markup, _ what: Markup, _ asOf: String??, step number: Int? = nil)
        -> Markup
    {
        let look: Markup = course == nil ? "key" : "key sign"
        guard let asOf else { return "<span class=\"\(look)\" aria-hidden=\"true\">\(sign)</span>" }
        return """
            <a class="\(look)" id="\(name)" href="\(address(asOf, self.asOf.clock))"\(step(number))>\
            <span aria-hidden="true">\(sign)</span><span class="hidden">\(what)</span></a>
            """
    }

    private func step(_ number: Int?) -> Markup { number.map { " data-step=\"\($0)\"" } ?? "" }

    private var slider: Markup {
        guard let course, course.count > 0 else { return "" }
        let days: Markup = course.days.isEmpty ? "" : "\n<datalist id=\"days\">\(course.days)</datalist>"
        let list: Markup = course.days.isEmpty ? "" : " list=\"days\""
        return """
            <form method="get" action="\(path)" class="slide" id="slide">\(Markup.hidden(kept))
            <label class="hidden" for="step">As of which event</label>
            <div class="track">\(course.marks)
            <input type="range" id="step" name="step" min="\(course.first)" max="\(course.count)" step="1" \
            value="\(course.known)"\(list) aria-valuetext="\(spoken)"></div>\(days)
            <button class="unscripted">Show</button></form>
            """
    }

    private func clock(_ clock: AsOf.Clock) -> Markup {
        let title: Markup =
            clock == .recorded ? "What stood in the blotter by then" : "What the sources had said by then"
        guard clock != asOf.clock else {
            return "<span class=\"choice\" aria-current=\"true\" title=\"\(title)\">\(clock.rawValue)</span>"
        }
        // A moment of one clock is seldom one of the other, but it is the moment that was asked for.
        return "<a class=\"choice\" href=\"\(address(words, clock))\" title=\"\(title)\">\(clock.rawValue)</a>"
    }
}
