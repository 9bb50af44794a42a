import EventSourcing

/// Events of a log, and behind them those that are to be appended, as they will stand there.
struct ForeseenEvents {
    private struct Key: Hashable {
        let stream: StreamID
        let id: EventID
    }

    private(set) var known = KnownEvents()
    private var ids: Set<Key> = []
    private var heads: [StreamID: Revision] = [:]
    private var position = Position.beforeFirst
    private var recorded = Timestamp.minimum

    /// Starts with events of the log, in log order: all those of each incident to which any will be appended.
    init(_ events: [RecordedEvent]) {
        for event in events { take(event) }
    }

    /// Takes in an event that is to be appended; none that is there already, since nothing will be appended for it.
    mutating func take(_ event: NewEvent, author: Author) {
        guard !holds(event) else { return }
        let position = Position(position.rawValue + 1)
        take(
            RecordedEvent(
                event, position: position, revision: (heads[event.stream] ?? .none).next, recorded: recorded,
                id: event.id ?? .minted(at: recorded, random: (0, position.rawValue)), author: author))
    }

    /// Whether there is an event with this id already.
    func holds(_ event: NewEvent) -> Bool {
        event.id.map { ids.contains(Key(stream: event.stream, id: $0)) } ?? false
    }

    private mutating func take(_ event: RecordedEvent) {
        known.append(event)
        ids.insert(Key(stream: event.stream, id: event.id))
        heads[event.stream] = max(event.revision, heads[event.stream] ?? .none)
        position = event.position
        recorded = event.recorded
    }
}
