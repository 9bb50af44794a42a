package import Chronology
package import EventSourcing
package import Incidents

/// A timeline as the parts of a page: the same pieces for a file that stands alone and for a page that lives.
///
/// Nothing here is a whole document; who puts the parts together decides what stands around them. Their look is
/// ``styleSheet``.
package struct TimelineParts {
    package let timeline: Timeline
    /// Writes times on the clock of the page.
    package let words: PageWords
    private let outline: TimelineOutline
    private let links: EntryLinks
    private let snapshot: SnapshotMarkup

    /// The parts on the clock of a zone; `now` is the time of day.
    package init(_ timeline: Timeline, zone: Zone, now: Timestamp) {
        self.timeline = timeline
        words = PageWords(zone: zone)
        let times = TimeText(zone: zone)
        outline = TimelineOutline(timeline: timeline, times: times)
        let shown = Set((timeline.entries + timeline.undated).map(\.event.reference))
        links = EntryLinks(incident: timeline.incident, shown: shown)
        snapshot = SnapshotMarkup(snapshot: timeline.snapshot, times: times, now: now, links: links)
    }

    /// How everything looks that is made here: light and dark, on a phone, on a desk and on paper.
    package static var styleSheet: String { HTMLPage.style.text + "\n" + Plot.style.text }

    /// So many days are named above the timeline; more would be in the way.
    private static let mostDays = 31

    /// What stands above everything else: headline, status, place, the figures at a glance.
    package func masthead(over: Markup) -> Markup {
        snapshot.masthead(
            over: over, leftOut: timeline.leftOut, merged: Header.Merged(timeline), zoneMoments: outline.zoneMoments)
    }

    /// Links to the days, where there are several but not too many.
    package var days: Markup {
        var days: [Markup] = []
        var named: Set<Heading> = []
        for entry in timeline.entries where days.count <= Self.mostDays {
            guard let time = EntryTime(entry, times: outline.times, in: timeline.incident),
                named.insert(time.heading).inserted
            else { continue }
            days.append("<a href=\"#d\(time.heading.machineText)\">\(time.headingText)</a>")
        }
        if !timeline.undated.isEmpty { days.append("<a href=\"#undated\">undated</a>") }
        guard (2...Self.mostDays).contains(days.count) else { return "" }
        return "<nav class=\"days\" aria-label=\"Days\">\(Markup.joined(days, by: "\n"))</nav>"
    }

    /// Hands over the entries under their days, with what lies between them, and those without a time behind them. Every
    /// day that is named has an anchor where it stands first.
    ///
    /// - Parameter foot: what stands below an entry.
    package func forEachPiece<Failure: Error>(
        foot: (TimelineEntry) -> Markup = { _ in "" }, _ take: (Markup) throws(Failure) -> Void
    ) throws(Failure) {
        let entries = EntryMarkup(
            text: EntryText(
                incident: timeline.incident, times: outline.times, asOf: timeline.asOf.moment, shown: links.shown),
            links: links)
        var isOpen = false
        var named: Set<Heading> = []
        try outline.forEach { part throws(Failure) in
            switch part {
            case .heading(let time):
                if isOpen { try take("</ol></section>") }
                let heading = Markup.time(time.headingText, time.heading.machineText)
                let anchor: Markup =
                    named.insert(time.heading).inserted ? " id=\"d\(time.heading.machineText)\"" : ""
                try take("<section class=\"day\"><h2\(anchor)>\(heading)</h2>\n<ol>")
                isOpen = true
            case .gap(let gap): try take("<li class=\"gap\"><span>\(gap)</span></li>")
            case .clocks(let offset):
                try take("<li class=\"gap\"><span>from here on \(TimeText.name(offset))</span></li>")
            case .entry(let index, let time, let delta):
                let entry = timeline.entries[index]
                try take(entries.item(entry, time: time, delta: delta, foot: foot(entry)))
            }
        }
        if isOpen { try take("</ol></section>") }
        guard !timeline.undated.isEmpty else { return }
        try take("<section class=\"day\"><h2 id=\"undated\">Undated</h2>\n<ol>")
        for entry in timeline.undated {
            try take(entries.item(entry, time: nil, delta: "", foot: foot(entry)))
        }
        try take("</ol></section>")
    }

    /// What is said where there is no entry; nil where there is one.
    package var nothing: String? { outline.nothing }
    /// The figures by source, with their plot; empty where there is none.
    package var figures: Markup { snapshot.figures }
    /// The units that acted, with their lanes; empty where there is none.
    package var units: Markup { snapshot.units }
    /// Who claims what, side by side; empty where nobody claims anything.
    package var claims: Markup { snapshot.claims }
    /// What there is beside that which is shown, each a sentence.
    package var notes: [String] { outline.notes }

    /// The name of an entry, as a link where it stands in the page.
    package func link(_ reference: Reference) -> Markup { links.link(reference) }
}
