import EventSourcing
import EventStoreTesting
import Synchronization

@testable import BlotterService

/// A store that keeps what it has and takes nothing more, as long as its disk is said to be full.
final class RefusingStore: StoreAround, ServedStore {
    /// How it says that it cannot take anything.
    enum Way: CaseIterable, Sendable {
        /// Nothing could be tried.
        case throwing
        /// Each request was tried, and failed.
        case failing
    }

    /// What it says then: where the log lies, which is nothing for whoever asks.
    static let refusal = EventStoreError(.unavailable, "cannot make /srv/desk/data.mdb larger: No space left on device")

    let inner: InMemoryEventStore
    private let way: Way
    private let full = Mutex(false)

    init(_ store: InMemoryEventStore, refusingBy way: Way) {
        inner = store
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
        return try await inner.append(requests)
    }

    func metrics() -> [Metric] { inner.metrics() }

    func beginAnew(_ projection: StoredProjection) async throws(EventStoreError) -> ProjectionCheckpoint {
        try checkRoom()
        return try await inner.beginAnew(projection)
    }

    func put(
        _ rows: [ProjectionRow], of projection: StoredProjection, after checkpoint: ProjectionCheckpoint,
        reaching position: Position?
    ) async throws(EventStoreError) -> ProjectionCheckpoint? {
        try checkRoom()
        return try await inner.put(rows, of: projection, after: checkpoint, reaching: position)
    }
}
