public import Chronology
public import EventSourcing
public import Incidents

/// Prints a timeline as one HTML file, with how the incident stands and plots of its figures and responders.
///
/// The file stands alone: no script, nothing loaded from anywhere. It reads in light and dark, on a phone and on paper.
/// An entry is an `article` with the anchor `r` and its revision; what no longer holds is a `del` with links to and from
/// what took its place. Whatever people wrote has passed ``HTMLText``; links lead to entries of the page and, by
/// ``WebLink``, to `source.url` and media.
public struct TimelineHTMLRenderer: TimelinePrinter, Sendable {
    private let times: TimeText
    private let now: Timestamp

    /// Prints on the clock of a zone; `now` is the time of day.
    public init(zone: Zone, now: Timestamp) {
        times = TimeText(zone: zone)
        self.now = now
    }

    /// So many days are named above the timeline; more would be in the way.
    private static let mostDays = 31

    /// Hands over the timeline in pieces, each of whole lines, as they are made. What `write` throws ends it.
    public func render<Failure: Error>(
        _ timeline: Timeline, to write: (String) throws(Failure) -> Void
    ) throws(Failure) {
        let outline = TimelineOutline(timeline: timeline, times: times)
        let shown = Set((timeline.entries + timeline.undated).map(\.event.reference))
        let links = EntryLinks(incident: timeline.incident, shown: shown)
        let entries = EntryMarkup(
            text: EntryText(
                incident: timeline.incident, times: times, asOf: timeline.asOf.moment, shown: shown),
            links: links)
        let snapshot = SnapshotMarkup(snapshot: timeline.snapshot, times: times, now: now, links: links)
        var page = HTMLPage(title: "\(timeline.snapshot.title ?? timeline.incident.text): timeline")
        page.add(
            snapshot.masthead(
                over: "Timeline", leftOut: timeline.leftOut, merged: Header.Merged(timeline),
                zoneMoments: outline.zoneMoments))
        page.add(days(outline))
        page.add("<main>")
        var isOpen = false
        try outline.forEach { part throws(Failure) in
            switch part {
            case .heading(let time):
                if isOpen { page.add("</ol></section>") }
                let heading = Markup.time(time.headingText, time.heading.machineText)
                page.add(
                    "<section class=\"day\"><h2 id=\"d\(time.heading.machineText)\">\(heading)</h2>\n<ol>")
                isOpen = true
            case .gap(let gap): page.add("<li class=\"gap\"><span>\(gap)</span></li>")
            case .clocks(let offset):
                page.add("<li class=\"gap\"><span>from here on \(TimeText.name(offset))</span></li>")
            case .entry(let index, let time, let delta):
                page.add(entries.item(timeline.entries[index], time: time, delta: delta))
                try page.handOver(to: write)
            }
        }
        if isOpen { page.add("</ol></section>") }
        if !timeline.undated.isEmpty { page.add("<section class=\"day\"><h2 id=\"undated\">Undated</h2>\n<ol>") }
        for entry in timeline.undated {
            page.add(entries.item(entry, time: nil, delta: ""))
            try page.handOver(to: write)
        }
        if !timeline.undated.isEmpty { page.add("</ol></section>") }
        if let nothing = outline.nothing { page.add("<p class=\"none\">\(nothing)</p>") }
        for section in [snapshot.figures, snapshot.units, snapshot.claims] { page.add(section) }
        page.add("</main>")
        let notes = outline.notes.map { "<p>\($0)</p>" as Markup }
        if !notes.isEmpty { page.add("<footer>\(Markup.joined(notes))</footer>") }
        page.end()
        try page.handOver(to: write, always: true)
    }

    /// Links to the days, where there are several but not too many.
    private func days(_ outline: TimelineOutline) -> Markup {
        var days: [Markup] = []
        var last: Heading?
        for entry in outline.timeline.entries where days.count <= Self.mostDays {
            guard let time = EntryTime(entry, times: times, in: outline.timeline.incident), time.heading != last else {
                continue
            }
            last = time.heading
            days.append("<a href=\"#d\(time.heading.machineText)\">\(time.headingText)</a>")
        }
        if !outline.timeline.undated.isEmpty { days.append("<a href=\"#undated\">undated</a>") }
        guard (2...Self.mostDays).contains(days.count) else { return "" }
        return "<nav class=\"days\" aria-label=\"Days\">\(Markup.joined(days, by: "\n"))</nav>"
    }
}
