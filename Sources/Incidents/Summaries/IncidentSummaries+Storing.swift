public import EventSourcing

extension IncidentSummaries {
    /// Is told how many events have been folded, and of how many.
    public typealias Progress = @Sendable (_ done: UInt64, _ total: UInt64) -> Void

    /// Folds what the log has got since the rows were stored, and stores it; all rows are made anew where there are none,
    /// where they are not what was stored, or where most of the log is new to them.
    ///
    /// Rows and checkpoint change in small steps, each of which is durable or not done at all. Stopped between two of them,
    /// nothing is lost: each row tells up to where it was folded.
    ///
    /// - Returns: up to where the rows have come.
    /// - Throws: what the store refuses, such as to be written to; nothing of the log has changed then.
    @discardableResult
    public func catchUp(progress: @escaping Progress = { _, _ in }) async throws(EventStoreError) -> Position {
        let head = try await store.head().position
        guard let checkpoint = try await store.checkpoint(of: IncidentRows.projection),
            checkpoint.position.rawValue >= head.rawValue / 2
        else { return try await rebuild(progress: progress) }
        do throws(EventStoreError) {
            if let reached = try await followLog(from: checkpoint, upTo: head, progress) { return reached }
        } catch {
            // Where it is the log that is damaged, making them anew will tell.
            guard error.code == .damaged else { throw error }
        }
        return try await rebuild(progress: progress)
    }

    /// Goes on from a checkpoint, piece by piece; nil where the rows are not what was stored.
    private func followLog(
        from first: ProjectionCheckpoint, upTo head: Position, _ progress: Progress
    ) async throws(EventStoreError) -> Position? {
        var checkpoint = first
        while checkpoint.position < head {
            let end = Position(min(head.rawValue, checkpoint.position.rawValue + Self.caughtUpAtOnce))
            switch try await tail(after: checkpoint.position, upTo: end) {
            case .states(let states):
                let rows = states.values.map { $0.row(at: end) }
                guard let reached = try await put(rows, after: checkpoint, reaching: end) else {
                    // Somebody else makes them anew.
                    return checkpoint.position
                }
                checkpoint = reached
            case .overtaken: return checkpoint.position
            case .unsound: return nil
            }
            progress(
                checkpoint.position.rawValue - min(first.position, checkpoint.position).rawValue,
                head.rawValue - first.position.rawValue)
        }
        return checkpoint.position
    }

    /// Puts rows in small steps; with the last one the checkpoint moves. Nil where somebody has begun anew.
    func put(
        _ rows: [ProjectionRow], after checkpoint: ProjectionCheckpoint, reaching position: Position?
    ) async throws(EventStoreError) -> ProjectionCheckpoint? {
        // In the order in which they come to stand, so that neighbours are put together.
        var rest = rows.sorted(by: ProjectionRow.comesBefore)[...]
        var checkpoint = checkpoint
        repeat {
            var size = 0
            let some = rest.prefix { row in
                size += row.value.count + 128
                return size <= 4 << 20
            }
            .prefix(Self.putAtOnce)
            let step = some.isEmpty ? rest.prefix(1) : some
            rest = rest.dropFirst(step.count)
            guard
                let reached = try await store.put(
                    Array(step), of: IncidentRows.projection, after: checkpoint,
                    reaching: rest.isEmpty ? position : nil)
            else { return nil }
            checkpoint = reached
        } while !rest.isEmpty
        return checkpoint
    }
}
