public import Chronology
public import EventSourcing
public import Incidents

/// Prints as one HTML file how an incident stands: status, place, figures by source, units, claims, and plots of both.
/// The page is made as ``TimelineHTMLRenderer`` makes its own.
public struct SnapshotHTMLRenderer: Sendable {
    private let times: TimeText
    private let now: Timestamp

    /// Prints on the clock of a zone; `now` is the time of day.
    public init(zone: Zone, now: Timestamp) {
        times = TimeText(zone: zone)
        self.now = now
    }

    /// The page; `leftOut` tells how many events were not known at the moment of the snapshot, `way` by which merges the
    /// incident that was asked for leads to this one.
    public func render(_ snapshot: IncidentSnapshot, leftOut: Int = 0, way: [IncidentMerge] = []) -> String {
        let parts = SnapshotMarkup(
            snapshot: snapshot, times: times, now: now, links: EntryLinks(incident: snapshot.incident, shown: []))
        var page = HTMLPage(title: "\(snapshot.title ?? snapshot.incident.text): snapshot")
        page.add(
            parts.masthead(
                over: "Snapshot", leftOut: leftOut, merged: Header.Merged(way: way), zoneMoments: [snapshot.asOf.moment]
            ))
        page.add("<main>")
        if snapshot.eventCount == 0 {
            let nothing = snapshot.notPublic > 0 ? "Nothing of it is public." : "Nothing was known yet."
            page.add("<p class=\"none\">\(nothing)</p>")
        }
        for section in [parts.figures, parts.units, parts.claims] { page.add(section) }
        page.add("</main>")
        if let note = snapshot.audienceNote { page.add("<footer><p>\(note)</p></footer>") }
        page.end()
        var text = ""
        page.handOver(to: { text += $0 }, always: true)
        return text
    }
}
