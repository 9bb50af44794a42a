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
        try await timeline(
            of: incident, asOf: asOf(moment, clock: clock, now: now), window: window, options: options)
    }

    /// The timeline of an incident as of a moment of this store; nil where there is no such incident. Where it was merged
    /// into another by then, it is that of the other.
    ///
    /// - Parameters:
    ///   - incident: the incident.
    ///   - asOf: what counts as known; see ``asOf(_:clock:now:)``.
    ///   - window: shows only entries whose effective time may lie in it.
    ///   - alone: shows only the incident's own entries, whatever was merged.
    ///   - options: for whom it is told, and how its figures are headed.
    public func timeline(
        of incident: StreamID, asOf: AsOf, window: TimeSpan = .unknown, alone: Bool = false,
        options: TimelineOptions = TimelineOptions()
    ) async throws(EventStoreError) -> Timeline? {
        guard try await store.revision(of: incident) > .none else { return nil }
        let known = try await known(concerning: incident, asOf: asOf)
        let folded = FoldedEvents(known, options: options)
        let leftOut = try await leftOut(of: alone ? [incident] : folded.family(of: folded.root(of: incident)), known)
        return folded.timeline(of: incident, asOf: asOf, in: window, leftOut: leftOut, alone: alone)
    }

    /// What was known at a moment of all that concerns an incident and those with which it may be one.
    func known(concerning incident: StreamID, asOf: AsOf) async throws(EventStoreError) -> KnownEvents {
        var events = try await events(concerning: [incident], upTo: asOf.position, followingMerges: true)
        events.removeAll { !asOf.includes($0) }
        var known = KnownEvents()
        known.reserve(events.count)
        for item in await KnownEvent.reading(consume events) { known.append(item) }
        return known
    }

    /// How many events of incidents are not among those that were known.
    func leftOut(of incidents: [StreamID], _ known: KnownEvents) async throws(EventStoreError) -> Int {
        try await leftOut(of: incidents, known.counts())
    }

    /// The same where it was counted how many of each incident were known, for who asks of many incidents.
    func leftOut(of incidents: [StreamID], _ counts: [StreamID: Int]) async throws(EventStoreError) -> Int {
        var count = 0
        for incident in incidents {
            count += Int(clamping: try await store.revision(of: incident).rawValue) - (counts[incident] ?? 0)
        }
        return max(0, count)
    }
}
