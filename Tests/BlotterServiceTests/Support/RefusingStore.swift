import EventSourcing
import EventStoreTesting
import Synchronization

@testable import BlotterService

/// A store that keeps what it has and takes nothing more, as long as its disk is said to be full.
final class RefusingStore: ServedStore {
    /// How it says that it cannot take anything.
    enum Way: CaseIterable, Sendable {
        /// Nothing could be tried.
        case throwing
        /// Each request was tried, and failed.
        case failing
    }

    /// What it says then: where the log lies, which is nothing for whoever asks.
    static let refusal = EventStoreError(.unavailable, "cannot make /srv/desk/data.mdb larger: No space left on device")

    private let store: InMemoryEventStore
    private let way: Way
    private let full = Mutex(false)

    init(_ store: InMemoryEventStore, refusingBy way: Way) {
        self.store = store
        self.way = way
    }

    /// Whether nothing more is taken.
    var isFull: Bool {
        get { full.withLock { $0 } }
        set { full.withLock { $0 = newValue } }
    }

    private func checkRoom() throws(EventStoreError) {
        if isFull { throw Self.refusal }
    }

    func append(_ requests: [AppendRequest]) async throws(EventStoreError) -> [Result<AppendReceipt, EventStoreError>] {
        if isFull, way == .failing { return requests.map { _ in .failure(Self.refusal) } }
        try checkRoom()
        return try await store.append(requests)
    }

    func page(of selection: ReadSelection) async throws(EventStoreError) -> EventPage {
        try await store.page(of: selection)
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

    func scan(
        after position: Position, upTo last: Position, _ share: StreamShare, _ take: (borrowing ScannedEvent) -> Void
    ) async throws(EventStoreError) {
        try await store.scan(after: position, upTo: last, share, take)
    }

    func metrics() -> [Metric] { store.metrics() }

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
        try checkRoom()
        return try await store.beginAnew(projection)
    }

    func put(
        _ rows: [ProjectionRow], of projection: StoredProjection, after checkpoint: ProjectionCheckpoint,
        reaching position: Position?
    ) async throws(EventStoreError) -> ProjectionCheckpoint? {
        try checkRoom()
        return try await store.put(rows, of: projection, after: checkpoint, reaching: position)
    }
}
