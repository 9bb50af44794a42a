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
        if snapshot.isExercise {
            page.add(Flow.lines([Piece("*** \(Self.exercise) ***", [.bold, .yellow])], width: width), indent: 0)
        }
        let facts = facts(snapshot, leftOut: leftOut, zoneMoments: zoneMoments)
        let name = Piece(snapshot.incident.text.uppercased(), .bold)
        let lines = Flow.lines([name] + facts, width: width - 2, gap: 3, keepsWhole: true)
        page.add(Array(lines.prefix(1)), indent: 0)
        page.add(Array(lines.dropFirst()), indent: 2)
        if let title = snapshot.title { page.add(Flow.lines([Piece(title)], width: width), indent: 0) }
        for link in links(snapshot) { page.add(hanging: Piece(link), width: width) }
    }

    /// What a drill says of itself.
    static let exercise = "EXERCISE: not the real thing"

    /// How the incident stands, on which clock, as of when, how much of it.
    func facts(_ snapshot: IncidentSnapshot, leftOut: Int, zoneMoments: [Timestamp]) -> [Piece] {
        let known = snapshot.eventCount
        let count =
            leftOut > 0 ? "\(known) of \(known + leftOut) events known" : known == 1 ? "1 event" : "\(known) events"
        let asOf = snapshot.asOf
        let remarks = [asOf.clock == .published ? "published" : nil, asOf.moment >= now ? "now" : nil].compactMap { $0 }
        let remark = remarks.isEmpty ? "" : " (\(remarks.joined(separator: ", ")))"
        return [
            Piece(snapshot.status?.rawValue ?? "status unknown", snapshot.status == nil ? .dim : .bold),
            Piece("times \(times.zoneName(at: zoneMoments))"),
            Piece("as of \(times.moment(asOf.moment))\(remark)"),
            Piece(count),
        ]
    }

    /// Which other incidents belong to it; of many only the first few are named.
    func links(_ snapshot: IncidentSnapshot) -> [String] {
        var links = snapshot.links.prefix(Self.namedLinks).map { link in
            let text = link.kind == .mergesInto ? "was merged into this one" : "belongs to this one"
            return "the incident \(link.reference.stream) \(text) by \(link.reference)"
        }
        let more = snapshot.links.count - Self.namedLinks
        if more > 0 { links.append("and \(more) more \(more == 1 ? "incident" : "incidents")") }
        return links
    }

    /// How many of the incidents are named that belong to one.
    private static let namedLinks = 8
}
