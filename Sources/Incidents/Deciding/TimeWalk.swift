import EventSourcing

/// The one way that leads from a new correction over its anchor to whatever its time hangs on, and what was looked at to
/// find it: should nothing be appended to these incidents, the answer stays the same.
struct TimeWalk {
    /// Where the way leads.
    enum End {
        /// To a time, or to where no more is said.
        case open
        /// To an event that the new one corrects. The events on the way, the anchor first.
        case circle([Reference])
        /// To an incident that has not been taken in as a whole.
        case unknown(StreamID)
    }

    /// The incidents that the answer depends on.
    private(set) var looked: Set<StreamID> = []
    private let correction: RelativeCorrection
    /// Whether events are taken back, as far as that was asked for.
    private var retracted: [Int: Bool] = [:]
    private var missing: StreamID?

    init(from correction: RelativeCorrection) { self.correction = correction }

    /// Goes the way to its end.
    mutating func end(in graph: TimeGraph) -> End {
        guard look(at: correction.anchor, in: graph) else { return .unknown(correction.anchor.stream) }
        var way: [Reference] = []
        var seen: Set<Int> = []
        var current = graph.find(correction.anchor)
        while let index = current, seen.insert(index).inserted {
            let node = graph.nodes[index]
            way.append(node.reference)
            // It would be the newest correction of its target.
            if correction.corrected.contains(node.reference) { return .circle(way) }
            guard look(at: node.reference, in: graph) else { break }
            current = node.corrections.last { !isRetracted($0, in: graph) } ?? node.anchor
            if missing != nil { break }
        }
        return missing.map(End.unknown) ?? .open
    }

    private mutating func look(at reference: Reference, in graph: TimeGraph) -> Bool {
        looked.insert(reference.stream)
        if graph.whole.contains(reference.stream) { return true }
        missing = reference.stream
        return false
    }

    /// Whether an event is taken back by a retraction that stands itself. Retractions of retractions may be many, so
    /// those that are not judged yet wait on a stack of their own. A retraction comes after what it takes back, so there
    /// is an end to them.
    private mutating func isRetracted(_ start: Int, in graph: TimeGraph) -> Bool {
        var waiting = [start]
        while let index = waiting.last {
            let node = graph.nodes[index]
            guard look(at: node.reference, in: graph) else { return true }
            let position = node.position ?? .beforeFirst
            let later = node.retractions.filter { (graph.nodes[$0].position ?? .beforeFirst) > position }
            if correction.retracted.contains(node.reference) || later.contains(where: { retracted[$0] == false }) {
                retracted[index] = true
            } else if let unjudged = later.first(where: { retracted[$0] == nil }) {
                waiting.append(unjudged)
                continue
            } else {
                retracted[index] = false
            }
            waiting.removeLast()
        }
        return retracted[start] ?? false
    }
}
