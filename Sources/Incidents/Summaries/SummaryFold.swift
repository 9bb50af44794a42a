import EventSourcing

/// Folds the events of a share of a log's incidents into one row each, without reading more of them than a row needs.
struct SummaryFold: Sendable {
    private(set) var states: [SummaryState] = []
    /// Where events stand that may tie rows to each other or to the rules of corrections; see ``EventTies``.
    private(set) var ties: [Position] = []
    /// False where an incident's events do not follow on each other, or on what was known of it.
    private(set) var isSound = true
    /// Where the event stands by which the last of the incidents has begun.
    private(set) var lastBegun = Position.beforeFirst

    private let share: StreamShare
    /// Where the state of an incident stands, one more than that, by its number within the share; 0 where it has none yet.
    private var slots: [Int32] = []
    /// The same, where few of many incidents are meant.
    private var sparse: [UInt64: Int32] = [:]
    private let isSparse: Bool
    /// Incidents that were known before their first event is seen here.
    private var known: [StreamID: SummaryState]

    /// A fold of a share of the incidents from the beginning of the log on.
    init(_ share: StreamShare) {
        self.share = share
        isSparse = false
        known = [:]
    }

    /// A fold that goes on from what is known of incidents.
    init(continuing known: [StreamID: SummaryState]) {
        share = .all
        isSparse = true
        self.known = known
    }

    /// Takes in the next event of the share. What is known already of its incident is passed over.
    mutating func take(_ event: borrowing ScannedEvent) {
        if EventTies.mayTie(event.flags, event.form) { ties.append(event.position) }
        guard let index = index(of: event) else {
            isSound = false
            return
        }
        let revision = event.revision.rawValue
        guard revision > states[index].revision else { return }
        if revision != states[index].revision + 1 { isSound = false }
        states[index].take(event)
    }

    private mutating func index(of event: borrowing ScannedEvent) -> Int? {
        let number = event.streamNumber
        if isSparse {
            if let slot = sparse[number] { return Int(slot) - 1 }
            guard let slot = begin(event) else { return nil }
            sparse[number] = slot
            return Int(slot) - 1
        }
        let place = Int((number - share.numbers.lowerBound) / share.stride)
        if place < slots.count, slots[place] > 0 { return Int(slots[place]) - 1 }
        guard let slot = begin(event) else { return nil }
        while slots.count <= place { slots.append(0) }
        slots[place] = slot
        return Int(slot) - 1
    }

    private mutating func begin(_ event: borrowing ScannedEvent) -> Int32? {
        let name = String(decoding: event.stream.copy(0..<event.stream.count), as: UTF8.self)
        guard let incident = try? StreamID(name) else { return nil }
        lastBegun = event.position
        states.append(known.removeValue(forKey: incident) ?? SummaryState(incident))
        return Int32(exactly: states.count)
    }
}
