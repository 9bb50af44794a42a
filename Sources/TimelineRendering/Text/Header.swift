import Chronology
import EventSourcing
import Incidents

/// The lines above a timeline and a snapshot: which incident, how it stands, on which clock, as of when.
struct Header {
    let times: TimeText
    let width: Int
    let now: Timestamp

    func write(_ timeline: Timeline, zoneMoments: [Timestamp], to page: inout Page) {
        write(
            timeline.snapshot, leftOut: timeline.leftOut, merged: Merged(timeline), zoneMoments: zoneMoments, to: &page)
    }

    func write(
        _ snapshot: IncidentSnapshot, leftOut: Int, merged: Merged = Merged(), zoneMoments: [Timestamp],
        to page: inout Page
    ) {
        if snapshot.isExercise {
            page.add(Flow.lines([Piece("*** \(Self.exercise) ***", [.bold, .yellow])], width: width), indent: 0)
        }
        let facts = facts(snapshot, leftOut: leftOut, zoneMoments: zoneMoments)
        let name = Piece(snapshot.incident.text.uppercased(), .bold)
        let lines = Flow.lines([name] + facts, width: width - 2, gap: 3, keepsWhole: true)
        page.add(Array(lines.prefix(1)), indent: 0)
        page.add(Array(lines.dropFirst()), indent: 2)
        if let title = snapshot.title { page.add(Flow.lines([Piece(title)], width: width), indent: 0) }
        for link in links(snapshot, merged) { page.add(hanging: Piece(link), width: width) }
    }

    /// What a drill says of itself.
    static let exercise = "EXERCISE: not the real thing"

    /// How the incident stands, on which clock, as of when, how much of it.
    func facts(_ snapshot: IncidentSnapshot, leftOut: Int, zoneMoments: [Timestamp]) -> [Piece] {
        let known = snapshot.eventCount
        let count =
            leftOut > 0 ? "\(known) of \(known + leftOut) events known" : known == 1 ? "1 event" : "\(known) events"
        let asOf = snapshot.asOf
        return [
            Piece(snapshot.status?.rawValue ?? "status unknown", snapshot.status == nil ? .dim : .bold),
            Piece("times \(times.zoneName(at: zoneMoments))"),
            Piece("as of \(times.moment(asOf, now: now, in: snapshot.incident))"),
            Piece(count),
        ] + (snapshot.audience == .public ? [Piece(Self.forPublic(snapshot.notPublic))] : [])
    }

    /// `for the public, 8 entries left out`.
    static func forPublic(_ leftOut: Int) -> String {
        switch leftOut {
        case 0: "for the public, all of it"
        case 1: "for the public, 1 entry left out"
        default: "for the public, \(leftOut) entries left out"
        }
    }

    /// By which merges the incident that was asked for leads to the one that is shown.
    struct Merged {
        var way: [IncidentMerge] = []
        var isAlone = false

        init(way: [IncidentMerge] = []) { self.way = way }

        init(_ timeline: Timeline) { (way, isAlone) = (timeline.way, timeline.isAlone) }
    }

    /// Which incidents are one with it; of many only the first few are named. What else belongs to it is shown as an
    /// entry.
    func links(_ snapshot: IncidentSnapshot, _ merged: Merged) -> [String] {
        var lines = merged.isAlone && !merged.way.isEmpty ? ["only its own entries are shown"] : []
        lines += merged.way.map(times.text)
        let named = Set(merged.way.map(\.event.reference))
        let links = snapshot.links.filter { $0.kind == .mergesInto && !named.contains($0.reference) }
        lines += links.prefix(Self.namedLinks).map { link in
            "the incident \(link.reference.stream) was merged into this one by \(link.reference)"
        }
        let more = links.count - Self.namedLinks
        if more > 0 { lines.append("and \(more) more \(more == 1 ? "incident" : "incidents")") }
        return lines
    }

    /// How many of the incidents are named that were merged into one.
    private static let namedLinks = 8
}

extension TimeText {
    /// `22 Mar 2024 20:45`, `#12 at 22 Mar 2024 20:45 (published)`, `25 Mar 2024 20:00 (now)`.
    func moment(_ asOf: AsOf, now: Timestamp, in incident: StreamID?) -> String {
        var name = ""
        switch asOf.name {
        case .event(let reference): name = "\(incident.map(reference.text) ?? "\(reference)") at "
        case .position(let position): name = "\(position) at "
        case .moment, nil: break
        }
        let remarks = [asOf.clock == .published ? "published" : nil, asOf.moment >= now ? "now" : nil].compactMap { $0 }
        return name + moment(asOf.moment) + (remarks.isEmpty ? "" : " (\(remarks.joined(separator: ", ")))")
    }

    /// `the incident quay-smoke was merged into harbour-fire by quay-smoke#9: "one fire", desk, 22 Mar 2024 20:45`.
    func text(_ merge: IncidentMerge) -> String {
        let told = [merge.reason.map { #""\#($0)""# }, merge.event.by.text, moment(merge.event.recorded)]
        return "the incident \(merge.incident) was merged into \(merge.into) by \(merge.event.reference): "
            + told.compactMap { $0 }.joined(separator: ", ")
    }
}
