public import EventSourcing

/// Reads what concerns an incident from a store and folds it: the bridge between the log and the projections.
public struct IncidentReader<Store: EventStore>: Sendable {
    private let store: Store

    /// A reader of this store.
    public init(_ store: Store) { self.store = store }

    /// The timeline of an incident as of a moment; nil where there is no such incident.
    ///
    /// - Parameters:
    ///   - incident: the incident.
    ///   - moment: the last moment to know of, cut at now; nil means now.
    ///   - clock: what "known" means.
    ///   - window: shows only entries whose effective time may lie in it.
    ///   - now: the time of day.
    public func timeline(
        of incident: StreamID, asOf moment: Timestamp? = nil, clock: AsOf.Clock = .recorded,
        window: TimeSpan = .unknown, now: Timestamp
    ) async throws(EventStoreError) -> Timeline? {
        let revision = try await store.revision(of: incident)
        guard revision > .none else { return nil }
        let asOf = try await asOf(moment, clock: clock, now: now)
        let linked = try await incidents(linkedTo: incident, upTo: asOf.position)
        let events = try await events(concerning: linked.union([incident]), upTo: asOf.position)
        let seen = events.count { $0.stream == incident }
        return TimelineProjection(incident: incident, asOf: asOf).applying(events)
            .timeline(in: window, later: max(0, Int(clamping: revision.rawValue) - seen))
    }

    /// The incidents of which an event says that they belong to an incident or are one with it. They are read whole,
    /// because only that tells whether it still stands.
    private func incidents(
        linkedTo incident: StreamID, upTo position: Position
    ) async throws(EventStoreError) -> Set<StreamID> {
        let query = Query([Query.Item(referringTo: [incident])])
        let events = try await store.read(ReadSelection(query, upTo: position))
        let whole = Reference(stream: incident)
        return Set(events.filter { $0.flags.contains(.hasRelation) && $0.references.contains(whole) }.map(\.stream))
    }

    /// The moment to know of, with the position that it means in this store.
    ///
    /// On the recorded clock "as of T" is a prefix of the log; on the published clock it is not, so everything is looked
    /// at. The log's own time counts as now where it is ahead of the clock.
    public func asOf(
        _ moment: Timestamp?, clock: AsOf.Clock, now: Timestamp
    ) async throws(EventStoreError) -> AsOf {
        let head = try await store.head()
        let now = max(now, head.recorded ?? now)
        guard let moment, moment < now else { return AsOf(clock: clock, moment: now, position: head.position) }
        switch clock {
        case .recorded:
            return AsOf(clock: clock, moment: moment, position: try await store.position(asOf: moment))
        case .published:
            return AsOf(clock: clock, moment: moment, position: head.position)
        }
    }

    /// The events of incidents; those of others whose entries change theirs, because only all of these tell whether such
    /// a change still stands; and of those in which their relative times are anchored. Each of these incidents is read
    /// whole, once. In log order.
    public func events(
        concerning incidents: Set<StreamID>, upTo position: Position
    ) async throws(EventStoreError) -> [RecordedEvent] {
        var found: [RecordedEvent] = []
        var known: Set<StreamID> = []
        var frontier = incidents
        while !frontier.isEmpty {
            known.formUnion(frontier)
            let query = Query([Query.Item(streams: frontier), Query.Item(referringTo: frontier)])
            var next: Set<StreamID> = []
            for event in try await store.read(ReadSelection(query, upTo: position)) {
                if frontier.contains(event.stream) {
                    found.append(event)
                    if event.occurred.form == .relative { next.formUnion(event.references.map(\.stream)) }
                } else if event.flags.contains(.hasRelation) {
                    // Who only belongs to an incident, or hangs a time on it, changes nothing in it.
                    let changes = event.references.contains { $0.revision > .none && frontier.contains($0.stream) }
                    if changes { next.insert(event.stream) }
                }
            }
            frontier = next.subtracting(known)
        }
        return found.sorted { $0.position < $1.position }
    }
}

extension IncidentReader {
    /// All incidents, the one with the newest event first.
    ///
    /// One pass over the log; incidents whose entries change each other, or whose times hang on others, are then folded
    /// one by one.
    ///
    /// - Parameters:
    ///   - now: the time of day.
    ///   - filter: only incidents with at least one event of which this is true.
    public func incidents(
        now: Timestamp, havingEvent filter: (RecordedEvent) -> Bool = { _ in true }
    ) async throws(EventStoreError) -> [IncidentSummary] {
        var projection = IncidentListProjection()
        var matching: Set<StreamID> = []
        var rest: ReadSelection? = ReadSelection()
        while let selection = rest {
            let page = try await store.page(of: selection)
            for event in page.events {
                projection.apply(event)
                if !matching.contains(event.stream), filter(event) { matching.insert(event.stream) }
            }
            rest = page.next
        }
        for incident in projection.entangled where matching.contains(incident) {
            let timeline = try await timeline(of: incident, now: now)
            if let summary = timeline.flatMap(IncidentSummary.init) { projection.replace(summary) }
        }
        return projection.summaries().filter { matching.contains($0.incident) }
    }
}
