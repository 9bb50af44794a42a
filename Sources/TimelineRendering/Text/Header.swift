import Chronology
import EventSourcing
import Incidents

/// The lines above a timeline and a snapshot: which incident, how it stands, on which clock, as of when.
struct Header {
    let times: TimeText
    let width: Int
    let now: Timestamp

    func write(_ timeline: Timeline, zoneMoments: [Timestamp], to page: inout Page) {
        write(timeline.snapshot, leftOut: timeline.leftOut, zoneMoments: zoneMoments, to: &page)
    }

    func write(_ snapshot: IncidentSnapshot, leftOut: Int, zoneMoments: [Timestamp], to page: inout Page) {
        let known = snapshot.eventCount
        let count =
            leftOut > 0 ? "\(known) of \(known + leftOut) events known" : known == 1 ? "1 event" : "\(known) events"
        if snapshot.isExercise {
            let warning = Piece("*** EXERCISE: not the real thing ***", [.bold, .yellow])
            page.add(Flow.lines([warning], width: width), indent: 0)
        }
        let asOf = snapshot.asOf
        let remarks = [asOf.clock == .published ? "published" : nil, asOf.moment >= now ? "now" : nil].compactMap { $0 }
        let remark = remarks.isEmpty ? "" : " (\(remarks.joined(separator: ", ")))"
        let parts = [
            Piece(snapshot.incident.text.uppercased(), .bold),
            Piece(snapshot.status?.rawValue ?? "status unknown", snapshot.status == nil ? .dim : .bold),
            Piece("times \(times.zoneName(at: zoneMoments))"),
            Piece("as of \(times.moment(asOf.moment))\(remark)"),
            Piece(count),
        ]
        let lines = Flow.lines(parts, width: width - 2, gap: 3, keepsWhole: true)
        page.add(Array(lines.prefix(1)), indent: 0)
        page.add(Array(lines.dropFirst()), indent: 2)
        if let title = snapshot.title { page.add(Flow.lines([Piece(title)], width: width), indent: 0) }
        for link in snapshot.links.prefix(Self.namedLinks) {
            let other = link.reference.stream
            let text = link.kind == .mergesInto ? "was merged into this one" : "belongs to this one"
            page.add(hanging: Piece("the incident \(other) \(text) by \(link.reference)"), width: width)
        }
        let more = snapshot.links.count - Self.namedLinks
        if more > 0 {
            page.add(hanging: Piece("and \(more) more \(more == 1 ? "incident" : "incidents")"), width: width)
        }
    }

    /// How many of the incidents are named that belong to one.
    private static let namedLinks = 8
}
