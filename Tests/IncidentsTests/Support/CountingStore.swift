import EventSourcing
import Synchronization

/// A store that counts how many events it hands out and how often it is asked to append: what costs too much shows in
/// that, whatever the machine.
final class CountingStore<Store: EventStore>: EventStore {
    private let store: Store
    private let counted = Mutex(0)

    private let appended = Mutex(0)

    init(_ store: Store) { self.store = store }

    /// How many events were read since this was asked last.
    func eventsRead() -> Int {
        counted.withLock { counted in
            defer { counted = 0 }
            return counted
        }
    }

    /// How often it was asked to append.
    var appends: Int { appended.withLock { $0 } }

    func append(_ requests: [AppendRequest]) async throws(EventStoreError) -> [Result<AppendReceipt, EventStoreError>] {
        appended.withLock { $0 += 1 }
        return try await store.append(requests)
    }

    func page(of selection: ReadSelection) async throws(EventStoreError) -> EventPage {
        let page = try await store.page(of: selection)
        counted.withLock { $0 += page.events.count }
        return page
    }

    func head() async throws(EventStoreError) -> LogHead { try await store.head() }

    func revision(of stream: StreamID) async throws(EventStoreError) -> Revision {
        try await store.revision(of: stream)
    }

    func streams(after name: StreamID?, limit: Int) async throws(EventStoreError) -> [StreamHead] {
        try await store.streams(after: name, limit: limit)
    }

    func position(asOf moment: Timestamp) async throws(EventStoreError) -> Position {
        try await store.position(asOf: moment)
    }
}

extension CountingStore: ProjectionStore where Store: ProjectionStore {
    func checkpoint(of projection: StoredProjection) async throws(EventStoreError) -> ProjectionCheckpoint? {
        try await store.checkpoint(of: projection)
    }

    func rows(
        of projection: StoredProjection, after row: ProjectionRow?, limit: Int
    ) async throws(EventStoreError) -> ProjectionRows? {
        try await store.rows(of: projection, after: row, limit: limit)
    }

    func rows(of projection: StoredProjection, streams: [StreamID]) async throws(EventStoreError) -> ProjectionRows? {
        try await store.rows(of: projection, streams: streams)
    }

    func beginAnew(_ projection: StoredProjection) async throws(EventStoreError) -> ProjectionCheckpoint {
        try await store.beginAnew(projection)
    }

    func put(
        _ rows: [ProjectionRow], of projection: StoredProjection, after checkpoint: ProjectionCheckpoint,
        reaching position: Position?
    ) async throws(EventStoreError) -> ProjectionCheckpoint? {
        try await store.put(rows, of: projection, after: checkpoint, reaching: position)
    }
}

extension CountingStore: ScanningStore where Store: ScanningStore {
    func scan(
        after position: Position, upTo last: Position, _ share: StreamShare, _ take: (borrowing ScannedEvent) -> Void
    ) async throws(EventStoreError) {
        try await store.scan(after: position, upTo: last, share, take)
    }
}
