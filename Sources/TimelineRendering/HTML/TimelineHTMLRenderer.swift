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
    private let zone: Zone
    private let now: Timestamp

    /// Prints on the clock of a zone; `now` is the time of day.
    public init(zone: Zone, now: Timestamp) {
        self.zone = zone
        self.now = now
    }

    /// Hands over the timeline in pieces, each of whole lines, as they are made. What `write` throws ends it.
    public func render<Failure: Error>(
        _ timeline: Timeline, to write: (String) throws(Failure) -> Void
    ) throws(Failure) {
        let parts = TimelineParts(timeline, zone: zone, now: now)
        var page = HTMLPage(title: "\(timeline.snapshot.title ?? timeline.incident.text): timeline")
        page.add(parts.masthead(over: "Timeline"))
        page.add(parts.days)
        page.add("<main>")
        try parts.forEachPiece { piece throws(Failure) in
            page.add(piece)
            try page.handOver(to: write)
        }
        if let nothing = parts.nothing { page.add("<p class=\"none\">\(nothing)</p>") }
        for section in [parts.figures, parts.units, parts.claims] { page.add(section) }
        page.add("</main>")
        let notes = parts.notes.map { "<p>\($0)</p>" as Markup }
        if !notes.isEmpty { page.add("<footer>\(Markup.joined(notes))</footer>") }
        page.end()
        try page.handOver(to: write, always: true)
    }
}
