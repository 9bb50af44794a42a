import EventSourcing
import Incidents

/// A store as it is read for one request: where nobody is there any more to take the answer it gives nothing more, so that
/// what is being folded ends with the piece at hand instead of at its end.
struct AttendedStore<Store: ProjectionStore & ScanningStore>: ProjectionStore, ScanningStore {
    typealias Prepared = Store.Prepared

    /// How many events are shown in one piece.
    private static var scannedAtOnce: UInt64 { 16_384 }

    private let store: Store
    private let source: RequestSource

    init(_ store: Store, for source: RequestSource) {
        self.store = store
        self.source = source
    }

    private func attend() throws(EventStoreError) {
        guard !source.isGone else { throw EventStoreError(.unavailable, Problem.gone.detail) }
    }

    func page(of selection: ReadSelection) async throws(EventStoreError) -> EventPage {
        try attend()
        return try await store.page(of: selection)
    }

    func visit(
        _ selection: ReadSelection, _ visitor: (borrowing EventView) -> Bool
    ) async throws(EventStoreError) -> ReadProgress {
        try attend()
        return try await store.visit(selection, visitor)
    }

    func scan(
        after position: Position, upTo last: Position, _ share: StreamShare, _ take: (borrowing ScannedEvent) -> Void
    ) async throws(EventStoreError) {
        var done = position
        while done < last {
            try attend()
            let end = min(last, Position(done.rawValue + min(Self.scannedAtOnce, last.rawValue - done.rawValue)))
            try await store.scan(after: done, upTo: end, share, take)
            done = end
        }
    }

    func rows(
        of projection: StoredProjection, after row: ProjectionRow?, limit: Int
    ) async throws(EventStoreError) -> ProjectionRows? {
        try attend()
        return try await store.rows(of: projection, after: row, limit: limit)
    }

    func rows(of projection: StoredProjection, streams: [StreamID]) async throws(EventStoreError) -> ProjectionRows? {
        try attend()
        return try await store.rows(of: projection, streams: streams)
    }

    func checkpoint(of projection: StoredProjection) async throws(EventStoreError) -> ProjectionCheckpoint? {
        try await store.checkpoint(of: projection)
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

    func append(_ requests: [AppendRequest]) async throws(EventStoreError) -> [Result<AppendReceipt, EventStoreError>] {
        try await store.append(requests)
    }

    func prepare(_ events: [NewEvent], author: Author) throws(EventStoreError) -> Store.Prepared {
        try store.prepare(events, author: author)
    }

    func append(
        _ prepared: Store.Prepared
    ) async throws(EventStoreError) -> [Result<AppendReceipt.Entry, EventStoreError>] {
        try await store.append(prepared)
    }
}

extension Desk {
    /// The store as it is read for a request.
    func store(for exchange: Exchange) -> AttendedStore<Store> { AttendedStore(store, for: exchange.source) }
}

extension Problem {
    /// Nobody is there to take the answer.
    static let gone = Problem(.gone, "who asked has gone")
}
