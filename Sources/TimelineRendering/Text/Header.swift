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
            timeline.snapshot, leftOut: timeline.leftOut, way: timeline.way, isAlone: timeline.isAlone,
            zoneMoments: zoneMoments, to: &page)
    }

    func write(
        _ snapshot: IncidentSnapshot, leftOut: Int, way: [IncidentMerge] = [], isAlone: Bool = false,
        zoneMoments: [Timestamp], to page: inout Page
    ) {
        let known = snapshot.eventCount
        let count =
            leftOut > 0 ? "\(known) of \(known + leftOut) events known" : known == 1 ? "1 event" : "\(known) events"
        if snapshot.isExercise {
            let warning = Piece("*** EXERCISE: not the real thing ***", [.bold, .yellow])
            page.add(Flow.lines([warning], width: width), indent: 0)
        }
        let asOf = snapshot.asOf
        let parts = [
            Piece(snapshot.incident.text.uppercased(), .bold),
            Piece(snapshot.status?.rawValue ?? "status unknown", snapshot.status == nil ? .dim : .bold),
            Piece("times \(times.zoneName(at: zoneMoments))"),
            Piece("as of \(times.moment(asOf, now: now, in: snapshot.incident))"),
            Piece(count),
        ]
        let lines = Flow.lines(parts, width: width - 2, gap: 3, keepsWhole: true)
        page.add(Array(lines.prefix(1)), indent: 0)
        page.add(Array(lines.dropFirst()), indent: 2)
        if let title = snapshot.title { page.add(Flow.lines([Piece(title)], width: width), indent: 0) }
        if isAlone, !way.isEmpty { page.add(hanging: Piece("only its own entries are shown"), width: width) }
        for merge in way { page.add(hanging: Piece(times.text(merge)), width: width) }
        // Those on the way have been named; what belongs to this one is shown as an entry.
        let named = Set(way.map(\.event.reference))
        let links = snapshot.links.filter { $0.kind == .mergesInto && !named.contains($0.reference) }
        for link in links.prefix(Self.namedLinks) {
            let text = "the incident \(link.reference.stream) was merged into this one by \(link.reference)"
            page.add(hanging: Piece(text), width: width)
        }
        let more = links.count - Self.namedLinks
        if more > 0 {
            page.add(hanging: Piece("and \(more) more \(more == 1 ? "incident" : "incidents")"), width: width)
        }
    }

    /// How many of the incidents are named that were merged into one.
    private static let namedLinks = 8
}

extension TimeText {
    /// `22 Mar 2024 20:45`, `harbour-fire#12 at 22 Mar 2024 20:45 (published)`, `25 Mar 2024 20:00 (now)`.
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

    /// `harbour-fire was merged into quay-fire by harbour-fire#9: "one fire", desk, 22 Mar 2024 20:45`.
    func text(_ merge: IncidentMerge) -> String {
        let told = [
            merge.reason.map { #""\#($0)""# }, merge.event.by.name, moment(merge.event.recorded),
        ]
        return "the incident \(merge.incident) was merged into \(merge.into) by \(merge.event.reference): "
            + told.compactMap { $0 }.joined(separator: ", ")
    }
}
