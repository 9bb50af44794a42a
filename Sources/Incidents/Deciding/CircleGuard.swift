import EventSourcing

/// Refuses corrections that would close a circle of times, on what a store holds.
///
/// It keeps what it has read, so that whoever appends many corrections has each event read once: an incident when a way
/// first leads to it, and from then on what is new in the log.
struct CircleGuard<Store: EventStore> {
    private let store: Store
    private var graph = TimeGraph()
    private var head: LogHead?
    /// How many events are foreseen to be appended behind the head.
    private var foreseen: UInt64 = 0

    init(_ store: Store) { self.store = store }

    /// Checks events that are to be appended together, each on what the log holds and the events before it.
    ///
    /// - Parameter corrections: for each event what it is, where it can close a circle at all.
    /// - Returns: the condition under which the answer still holds; nil where nothing had to be looked at.
    mutating func check(
        _ events: [NewEvent], _ corrections: [RelativeCorrection?], author: Author
    ) async throws(AppendRefusal) -> AppendCondition? {
        guard let last = corrections.lastIndex(where: { $0 != nil }) else { return nil }
        let head = try await catchUp()
        guard events.count > 1 else {
            guard let correction = corrections[last] else { return nil }
            return Self.condition(try await check(events[last], at: last, correction), after: head)
        }
        var looked = Set(events.prefix(last + 1).map(\.stream))
        for stream in looked { try await takeIn(stream) }
        // What comes behind the last correction has no bearing on any. What is only foreseen is not kept.
        var ahead = self
        for (index, event) in events.prefix(last + 1).enumerated() where !ahead.graph.holds(event) {
            if let correction = corrections[index] {
                looked.formUnion(try await ahead.check(event, at: index, correction))
            }
            ahead.foresee(event, author: author)
        }
        return Self.condition(looked, after: head)
    }

    /// Checks one event.
    ///
    /// - Returns: the incidents on which the answer depends.
    private mutating func check(
        _ event: NewEvent, at index: Int, _ correction: RelativeCorrection
    ) async throws(AppendRefusal) -> Set<StreamID> {
        while true {
            var walk = TimeWalk(from: correction)
            switch walk.end(in: graph) {
            case .open: return walk.looked
            case .unknown(let incident): try await takeIn(incident)
            case .circle(let way):
                // A repeat is answered with the place it has, whatever came to stand since.
                try await takeIn(event.stream)
                guard graph.holds(event) else { throw .invalid(.circle(way, in: event.stream), index: index) }
                return walk.looked
            }
        }
    }

    /// Takes in what has been appended since the last time.
    private mutating func catchUp() async throws(AppendRefusal) -> LogHead {
        do throws(EventStoreError) {
            let now = try await store.head()
            if let head, !graph.whole.isEmpty, now.position > head.position {
                try await take(ReadSelection(after: head.position, upTo: now.position))
            }
            head = now
            return now
        } catch {
            throw .store(error)
        }
    }

    /// Takes in an incident with what others say of it, unless that is done.
    private mutating func takeIn(_ incident: StreamID) async throws(AppendRefusal) {
        guard graph.whole.insert(incident).inserted else { return }
        let query = Query([Query.Item(streams: [incident]), Query.Item(referringTo: [incident])])
        do throws(EventStoreError) {
            try await take(ReadSelection(query, upTo: head?.position))
        } catch {
            throw .store(error)
        }
    }

    private mutating func take(_ selection: ReadSelection) async throws(EventStoreError) {
        var rest: ReadSelection? = selection
        while let selection = rest {
            let page = try await store.page(of: selection)
            for event in page.events where graph.concerns(event) { graph.take(event) }
            rest = page.next
        }
    }

    /// Takes in an event as it will stand in the log once it is appended.
    private mutating func foresee(_ event: NewEvent, author: Author) {
        foreseen += 1
        let position = Position((head?.position ?? .beforeFirst).rawValue + foreseen)
        let recorded = head?.recorded ?? .minimum
        graph.take(
            RecordedEvent(
                event, position: position, revision: graph.head(of: event.stream).next, recorded: recorded,
                id: event.id ?? .minted(at: recorded, random: (0, position.rawValue)), author: author))
    }

    private static func condition(_ looked: Set<StreamID>, after head: LogHead) -> AppendCondition {
        let query = Query([Query.Item(streams: looked), Query.Item(referringTo: looked)])
        return AppendCondition(failIfEventsMatch: query, after: head.position)
    }
}

extension InvalidEvent {
    /// The way leads from the anchor of an event to the target that it corrects.
    fileprivate static func circle(_ way: [Reference], in incident: StreamID) -> InvalidEvent {
        let names = way.map { $0.stream == incident ? "\($0.revision)" : "\($0)" }
        let target = names[names.count - 1]
        let hangs =
            names.count < 2 ? "\(target), whose time" : "\(names[0]), whose time follows from that of \(target), which"
        return InvalidEvent(
            field: "occurred",
            problem:
                "would close a circle: it hangs on \(hangs) this event corrects; give the correction a time of its own")
    }
}
