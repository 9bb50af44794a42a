public import EventSourcing

/// Reads what concerns an incident from a store and folds it: the bridge between the log and the projections.
public struct IncidentReader<Store: EventStore>: Sendable {
    let store: Store

    /// A reader of this store.
    public init(_ store: Store) { self.store = store }

    /// The timeline of an incident as of a moment; nil where there is no such incident.
    ///
    /// - Parameters:
    ///   - incident: the incident.
    ///   - moment: the last moment to know of, cut at now; nil means now.
    ///   - clock: what "known" means.
    ///   - window: shows only entries whose effective time may lie in it.
    ///   - options: for whom it is told, and how its figures are headed.
    ///   - now: the time of day.
    public func timeline(
        of incident: StreamID, asOf moment: Timestamp? = nil, clock: AsOf.Clock = .recorded,
        window: TimeSpan = .unknown, options: TimelineOptions = TimelineOptions(), now: Timestamp
    ) async throws(EventStoreError) -> Timeline? {
        let revision = try await store.revision(of: incident)
        guard revision > .none else { return nil }
        let asOf = try await asOf(moment, clock: clock, now: now)
        let linked = try await incidents(linkedTo: incident, upTo: asOf.position)
        let events = try await events(concerning: linked.union([incident]), upTo: asOf.position)
        let seen = events.count { $0.stream == incident }
        return TimelineProjection(incident: incident, asOf: asOf).applying(events)
            .timeline(in: window, later: max(0, Int(clamping: revision.rawValue) - seen), options: options)
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
    /// a change still stands; of those in which stands what they say again; and of those in which their relative times
    /// are anchored. Each of these incidents is read whole, once. In log order.
    ///
    /// One incident is read after the other, because a store goes through the indexes of a query side by side, and there
    /// may be thousands of incidents.
    public func events(
        concerning incidents: Set<StreamID>, upTo position: Position
    ) async throws(EventStoreError) -> [RecordedEvent] {
        var found: [RecordedEvent] = []
        var known = incidents
        var waiting = Array(incidents)
        while let incident = waiting.popLast() {
            let query = Query([Query.Item(streams: [incident]), Query.Item(referringTo: [incident])])
            let isShown = incidents.contains(incident)
            for event in try await store.read(ReadSelection(query, upTo: position)) {
                var needed: [StreamID] = []
                if event.stream == incident {
                    found.append(event)
                    if event.occurred.form == .relative { needed = event.references.map(\.stream) }
                    if isShown { needed += Self.originals(of: event) }
                } else if !known.contains(event.stream), Self.changes(event, incident, isShown: isShown) {
                    needed = [event.stream]
                }
                for stream in needed where known.insert(stream).inserted { waiting.append(stream) }
            }
        }
        return found.sorted { $0.position < $1.position }
    }

    /// The other incidents in which stands what an event says again: whether it counts hangs on what became of that.
    private static func originals(of event: RecordedEvent) -> [StreamID] {
        guard event.flags.contains(.hasRelation), event.references.contains(where: { $0.stream != event.stream }) else {
            return []
        }
        return EventBody.read(event)?.relations.filter { $0.kind == .duplicates }.map(\.target.stream) ?? []
    }

    /// Whether an event of another incident does something to entries of an incident that can be seen. What is shown
    /// names everything that was done to it; of what is only needed for that, it matters when it was and whether it
    /// stands.
    private static func changes(_ event: RecordedEvent, _ incident: StreamID, isShown: Bool) -> Bool {
        guard event.flags.contains(.hasRelation) else { return false }
        return EventBody.read(event)?.relations.contains { relation in
            guard relation.target.stream == incident else { return false }
            return isShown ? !relation.kind.isAboutIncident : relation.kind == .retracts || relation.kind == .corrects
        } ?? false
    }
}
