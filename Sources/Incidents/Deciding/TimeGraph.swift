import EventSourcing

/// On what the times of events hang, as far as incidents have been taken in: the links of ``TimeLinks``, kept so that
/// they can grow, incident by incident and with what is appended.
///
/// The effective time of an event hangs on that of its newest standing correction that carries a time, if there is one,
/// and else on that of its anchor, if it is relative. A new event is nobody's anchor yet, so it can only close a circle
/// if it corrects something and has a relative time: the target's time would follow from the correction's, the
/// correction's from its anchor's, and that, through however many events, from the target's.
///
///     #1  20:00
///     #2  10 min after #1
///     #3  corrects #1: 5 min before #2       closes the circle #3 → #2 → #1 → #3
///
/// Only what stands is looked at, so that whoever corrected in the wrong direction can retract that and correct in the
/// other. The price: taking back a retraction, or a correction that had replaced another, can make an old link stand
/// again and so close a circle later, and a look at an earlier moment can meet one. ``EffectiveTimes`` copes: the events
/// of such a circle count as undated until one of them is corrected to a time of its own.
struct TimeGraph {
    /// An event, or the place of one that others speak of.
    struct Node {
        let reference: Reference
        /// Nil where the event has not been taken in.
        var position: Position?
        var anchor: Int?
        /// The corrections of it that carry a time, in log order.
        var corrections: [Int] = []
        /// What takes it back.
        var retractions: [Int] = []
    }

    private struct Key: Hashable {
        let stream: StreamID
        let id: EventID
    }

    private(set) var nodes: [Node] = []
    private var indexes: [Reference: Int] = [:]
    private var ids: Set<Key> = []
    private var heads: [StreamID: Revision] = [:]
    /// The incidents of which everything has been taken in that bears on their times.
    var whole: Set<StreamID> = []

    /// Takes in an event. Those of several incidents may come in any order, and again.
    mutating func take(_ event: RecordedEvent) {
        let index = index(of: event.reference)
        guard nodes[index].position == nil else { return }
        nodes[index].position = event.position
        ids.insert(Key(stream: event.stream, id: event.id))
        heads[event.stream] = max(event.revision, heads[event.stream] ?? .none)
        if let anchor = try? event.occurred.anchor(in: event.stream) { nodes[index].anchor = self.index(of: anchor) }
        guard event.flags.contains(.hasRelation), let body = EventBody.read(event) else { return }
        for relation in body.relations where relation.target != event.reference {
            let target = self.index(of: relation.target)
            switch relation.kind {
            case .corrects where event.occurred.form != .undated: correct(target, by: index, at: event.position)
            case .retracts: nodes[target].retractions.append(index)
            default: break
            }
        }
    }

    /// Whether an event bears on the times of what has been taken in as a whole.
    func concerns(_ event: RecordedEvent) -> Bool {
        whole.contains(event.stream) || event.references.contains { whole.contains($0.stream) }
    }

    /// Whether there is an event with this id already, so that nothing will be appended for it.
    func holds(_ event: NewEvent) -> Bool {
        event.id.map { ids.contains(Key(stream: event.stream, id: $0)) } ?? false
    }

    /// The last revision of an incident that has been taken in as a whole.
    func head(of incident: StreamID) -> Revision { heads[incident] ?? .none }

    /// Where an event stands among the nodes; nil where nothing speaks of it.
    func find(_ reference: Reference) -> Int? { indexes[reference] }

    private mutating func index(of reference: Reference) -> Int {
        if let index = indexes[reference] { return index }
        nodes.append(Node(reference: reference))
        indexes[reference] = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func correct(_ target: Int, by index: Int, at position: Position) {
        // Nearly always the newest one comes last.
        let place = nodes[target].corrections.lastIndex { nodes[$0].position.map { $0 < position } ?? true }
        nodes[target].corrections.insert(index, at: place.map { $0 + 1 } ?? 0)
    }
}
