public import EventSourcing

/// A store that passes on to another what it does not do in its own way: for tests of what happens when something goes
/// otherwise, or that count.
///
/// A visit is made of pages, and prepared events become requests, so that both come by the store's own way.
public protocol StoreAround: EventStore {
    /// The store that it stands around.
    associatedtype Inner: EventStore

    /// The store that does the rest.
    var inner: Inner { get }
}

extension StoreAround {
    /// What the inner store does.
    public func append(
        _ requests: [AppendRequest]
    ) async throws(EventStoreError) -> [Result<AppendReceipt, EventStoreError>] {
        try await inner.append(requests)
    }

    /// What the inner store does.
    public func page(of selection: ReadSelection) async throws(EventStoreError) -> EventPage {
        try await inner.page(of: selection)
    }

    /// What the inner store does.
    public func head() async throws(EventStoreError) -> LogHead { try await inner.head() }

    /// What the inner store does.
    public func revision(of stream: StreamID) async throws(EventStoreError) -> Revision {
        try await inner.revision(of: stream)
    }

    /// What the inner store does.
    public func streams(after name: StreamID?, limit: Int) async throws(EventStoreError) -> [StreamHead] {
        try await inner.streams(after: name, limit: limit)
    }

    /// What the inner store does.
    public func position(asOf moment: Timestamp) async throws(EventStoreError) -> Position {
        try await inner.position(asOf: moment)
    }
}

extension StoreAround where Inner: ProjectionStore {
    /// What the inner store does.
    public func checkpoint(
        of projection: StoredProjection
    ) async throws(EventStoreError) -> ProjectionCheckpoint? {
        try await inner.checkpoint(of: projection)
    }

    /// What the inner store does.
    public func rows(
        of projection: StoredProjection, after row: ProjectionRow?, limit: Int
    ) async throws(EventStoreError) -> ProjectionRows? {
        try await inner.rows(of: projection, after: row, limit: limit)
    }

    /// What the inner store does.
    public func rows(
        of projection: StoredProjection, streams: [StreamID]
    ) async throws(EventStoreError) -> ProjectionRows? {
        try await inner.rows(of: projection, streams: streams)
    }

    /// What the inner store does.
    public func beginAnew(_ projection: StoredProjection) async throws(EventStoreError) -> ProjectionCheckpoint {
        try await inner.beginAnew(projection)
    }

    /// What the inner store does.
    public func put(
        _ rows: [ProjectionRow], of projection: StoredProjection, after checkpoint: ProjectionCheckpoint,
        reaching position: Position?
    ) async throws(EventStoreError) -> ProjectionCheckpoint? {
        try await inner.put(rows, of: projection, after: checkpoint, reaching: position)
    }
}

extension StoreAround where Inner: ScanningStore {
    /// What the inner store does.
    public func scan(
        after position: Position, upTo last: Position, _ share: StreamShare, _ take: (borrowing ScannedEvent) -> Void
    ) async throws(EventStoreError) {
        try await inner.scan(after: position, upTo: last, share, take)
    }
}
