public import EventSourcing
import StrictJSON

/// Refuses corrections that would close a circle of times.
///
/// The effective time of an event hangs on that of its anchor, if it is relative, and on that of its newest standing
/// correction that carries a time, if there is one (``TimeLinks``). A new event is nobody's anchor yet, so it can only
/// close a circle if it corrects something and has a relative time: the target's time would follow from the
/// correction's, the correction's from its anchor's, and that, through however many events, from the target's.
///
///     #1  20:00
///     #2  10 min after #1
///     #3  corrects #1: 5 min before #2       closes the circle #3 → #2 → #1 → #3
///
/// Only what stands is looked at, so that whoever corrected in the wrong direction can retract that and correct in the
/// other. The price: taking back a retraction, or a correction that had replaced another, can make an old link stand
/// again and so close a circle later, and a look at an earlier moment can meet one. ``EffectiveTimes`` copes: the events
/// of such a circle count as undated until one of them is corrected to a time of its own.
public struct AnchorCircle {
    private var known = KnownEvents()

    /// The events that the answer depends on, in log order: those of ``IncidentReader/events(concerning:upTo:)``.
    init(known events: some Sequence<RecordedEvent>) {
        for event in events { known.append(event) }
    }

    /// Whether an event could close a circle at all. Its body is read only where its header leaves that open.
    public static func needsCheck(_ event: NewEvent) -> Bool {
        guard event.occurred.form == .relative, event.flags.contains(.hasRelation) else { return false }
        let body = try? EventBody(decoding: JSONValue.root(of: event.body), in: event.stream)
        return body?.relations.contains { $0.kind == .corrects } ?? false
    }

    /// Refuses an event that would close a circle.
    ///
    /// - Parameters:
    ///   - event: the event, not yet appended.
    ///   - known: the events that concern its incident, its targets and its anchor, in log order.
    /// - Throws: an error about `occurred`.
    public static func check(_ event: NewEvent, given known: [RecordedEvent]) throws(InvalidEvent) {
        guard needsCheck(event), let last = known.last else { return }
        let revision = known.last { $0.stream == event.stream }?.revision ?? .none
        let id = event.id ?? .minted(at: last.recorded, random: (0, last.position.rawValue))
        var circle = AnchorCircle(known: known)
        try circle.take(
            RecordedEvent(
                event, position: last.position.next, revision: revision.next, recorded: last.recorded, id: id,
                author: last.by))
    }

    /// Takes in the next event, unless it would close a circle.
    mutating func take(_ event: RecordedEvent) throws(InvalidEvent) {
        known.append(event)
        guard event.occurred.form == .relative, event.flags.contains(.hasRelation) else { return }
        let new = known.all.count - 1
        let links = TimeLinks(known, retracted: known.retracted())
        var seen: Set<Int> = []
        var way = [new]
        while let next = links.next(way[way.count - 1]), seen.insert(next).inserted {
            if next == new { throw refusal(of: way, in: event.stream) }
            way.append(next)
        }
    }

    /// The way leads from the event over its anchor to the target that it corrects.
    private func refusal(of way: [Int], in incident: StreamID) -> InvalidEvent {
        let names = way.map { index in
            let reference = known.all[index].event.reference
            return reference.stream == incident ? "\(reference.revision)" : "\(reference)"
        }
        let target = names[names.count - 1]
        let hangs =
            names.count < 3 ? "\(target), whose time" : "\(names[1]), whose time follows from that of \(target), which"
        return InvalidEvent(
            field: "occurred",
            problem:
                "would close a circle: it hangs on \(hangs) this event corrects; give the correction a time of its own")
    }
}
