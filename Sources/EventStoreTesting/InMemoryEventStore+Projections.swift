public import EventSourcing
import Synchronization

extension InMemoryEventStore: ProjectionStore {
    /// How far the rows have come.
    public func checkpoint(
        of projection: StoredProjection
    ) async throws(EventStoreError) -> ProjectionCheckpoint? {
        kept.withLock { $0.checkpoint(of: projection) }
    }

    /// Rows in their order.
    public func rows(
        of projection: StoredProjection, after row: ProjectionRow?, limit: Int
    ) async throws(EventStoreError) -> ProjectionRows? {
        kept.withLock { $0.rows(of: projection, after: row, limit: limit) }
    }

    /// The rows of some streams.
    public func rows(
        of projection: StoredProjection, streams: [StreamID]
    ) async throws(EventStoreError) -> ProjectionRows? {
        kept.withLock { $0.rows(of: projection, streams: streams) }
    }

    /// Takes away all rows and begins anew.
    public func beginAnew(_ projection: StoredProjection) async throws(EventStoreError) -> ProjectionCheckpoint {
        kept.withLock { $0.beginAnew(projection) }
    }

    /// Puts rows.
    public func put(
        _ rows: [ProjectionRow], of projection: StoredProjection, after checkpoint: ProjectionCheckpoint,
        reaching position: Position?
    ) async throws(EventStoreError) -> ProjectionCheckpoint? {
        kept.withLock { $0.put(rows, of: projection, after: checkpoint, reaching: position) }
    }
}

extension InMemoryEventStore: ScanningStore {
    /// Shows the events of some streams.
    public func scan(
        after position: Position, upTo last: Position, _ share: StreamShare,
        _ take: (borrowing ScannedEvent) -> Void
    ) async throws(EventStoreError) {
        var numbers: [StreamID: UInt64] = [:]
        for event in try await read(ReadSelection(upTo: last)) {
            let number = numbers[event.stream] ?? UInt64(numbers.count) + 1
            numbers[event.stream] = number
            guard event.position > position, share.contains(number) else { continue }
            let name = Array(event.stream.text.utf8)
            take(
                ScannedEvent(
                    position: event.position, revision: event.revision, streamNumber: number,
                    recorded: event.recorded, published: event.published, flags: event.flags,
                    bodyVersion: event.bodyVersion, form: event.occurred.form, earliest: event.occurred.earliest,
                    latest: event.occurred.latest, stream: name.span, body: event.body.span))
        }
    }
}
