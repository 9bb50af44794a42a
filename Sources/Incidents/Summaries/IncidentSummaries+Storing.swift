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
    /// - Returns: up to where the rows have come; nil where somebody else makes them anew.
    /// - Throws: what the store refuses, such as to be written to; nothing of the log has changed then.
    @discardableResult
    public func catchUp(progress: @escaping Progress = { _, _ in }) async throws(EventStoreError) -> Position? {
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
                let touched = Array(states.values)
                guard let reached = try await put(touched, foldedUpTo: end, after: checkpoint, reaching: end) else {
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

    /// Puts the rows of incidents in small steps; with the last one the checkpoint moves. Nil where somebody has begun anew.
    ///
    /// - Parameters:
    ///   - states: the rows, folded up to `end`.
    ///   - position: where the checkpoint moves; nil where there are more to come.
    func put(
        _ states: [SummaryState], foldedUpTo end: Position, after checkpoint: ProjectionCheckpoint,
        reaching position: Position?
    ) async throws(EventStoreError) -> ProjectionCheckpoint? {
        // In the order in which they come to stand, so that neighbours are put together.
        let ranks = states.map(\.rank)
        var rest = states.indices.sorted { left, right in
            ranks[left] != ranks[right]
                ? ranks[left] > ranks[right] : states[left].incident < states[right].incident
        }[...]
        var checkpoint = checkpoint
        repeat {
            var rows: [ProjectionRow] = []
            var size = 0
            while let index = rest.first, rows.count < Self.putAtOnce, size < Self.putBytesAtOnce {
                let row = states[index].row(at: end)
                size += row.value.count
                rows.append(row)
                rest.removeFirst()
            }
            guard
                let reached = try await store.put(
                    rows, of: IncidentRows.projection, after: checkpoint, reaching: rest.isEmpty ? position : nil)
            else { return nil }
            checkpoint = reached
        } while !rest.isEmpty
        return checkpoint
    }
}
