import EventSourcing

/// The rows of projections of an ``InMemoryEventStore``.
struct MemoryRows {
    private struct Kept {
        let version: UInt64
        var checkpoint: ProjectionCheckpoint
        var rows: [StreamID: ProjectionRow] = [:]
    }

    private var projections: [String: Kept] = [:]
    private var generations: UInt64 = 0

    func checkpoint(of projection: StoredProjection) -> ProjectionCheckpoint? { kept(projection)?.checkpoint }

    private func kept(_ projection: StoredProjection) -> Kept? {
        projections[projection.name].flatMap { $0.version == projection.version ? $0 : nil }
    }

    func rows(of projection: StoredProjection, after row: ProjectionRow?, limit: Int) -> ProjectionRows? {
        guard let kept = kept(projection) else { return nil }
        let behind = kept.rows.values.sorted(by: ProjectionRow.comesBefore).drop { next in
            row.map { !ProjectionRow.comesBefore($0, next) } ?? false
        }
        let rows = behind.prefix(max(0, min(limit, EventPage.maximumCount)))
        return ProjectionRows(checkpoint: kept.checkpoint, rows: Array(rows), isEnd: rows.count == behind.count)
    }

    func rows(of projection: StoredProjection, streams: [StreamID]) -> ProjectionRows? {
        guard let kept = kept(projection) else { return nil }
        return ProjectionRows(checkpoint: kept.checkpoint, rows: streams.compactMap { kept.rows[$0] }, isEnd: true)
    }

    mutating func beginAnew(_ projection: StoredProjection) -> ProjectionCheckpoint {
        generations += 1
        let checkpoint = ProjectionCheckpoint(position: .beforeFirst, generation: generations, changes: 0)
        projections[projection.name] = Kept(version: projection.version, checkpoint: checkpoint)
        return checkpoint
    }

    mutating func put(
        _ rows: [ProjectionRow], of projection: StoredProjection, after checkpoint: ProjectionCheckpoint,
        reaching position: Position?
    ) -> ProjectionCheckpoint? {
        guard var kept = kept(projection), kept.checkpoint.generation == checkpoint.generation else { return nil }
        for row in rows {
            if let old = kept.rows[row.stream], old.position > row.position { continue }
            kept.rows[row.stream] = row
        }
        let now = kept.checkpoint
        kept.checkpoint = ProjectionCheckpoint(
            position: max(now.position, position ?? now.position), generation: now.generation,
            changes: now.changes + 1)
        projections[projection.name] = kept
        return kept.checkpoint
    }
}
