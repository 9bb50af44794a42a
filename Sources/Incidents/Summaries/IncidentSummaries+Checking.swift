public import EventSourcing

extension IncidentSummaries {
    /// The incidents of which the stored row is not what the log makes of it; none where no rows are stored. Folds the whole
    /// log once. Where the rows lag behind, those are compared that the events since have not touched, as far as they do not
    /// hang on others; where somebody puts rows meanwhile, nothing can be told.
    public func wrongRows(
        progress: @escaping Progress = { _, _ in }
    ) async throws(EventStoreError) -> [StreamID] {
        guard let checkpoint = try await store.checkpoint(of: IncidentRows.projection) else { return [] }
        let head = try await store.head().position
        let isCurrent = checkpoint.position == head
        var wrong: Set<StreamID> = []
        _ = try await foldAll(upTo: head, progress) { (states, _) throws(EventStoreError) in
            let incidents = states.map(\.incident)
            guard case .states(let stored) = try await self.states(of: incidents, asOf: head) else {
                // Some of them cannot be read, or are of a time to come.
                wrong.formUnion(incidents)
                return true
            }
            for state in states {
                // What hangs on others comes a second time.
                wrong.remove(state.incident)
                let row = stored[state.incident]
                if !isCurrent {
                    if state.lastPosition > checkpoint.position || state.hangs || row?.hangs == true { continue }
                }
                if row != state { wrong.insert(state.incident) }
            }
            return true
        }
        guard try await store.checkpoint(of: IncidentRows.projection) == checkpoint else { return [] }
        return wrong.sorted()
    }
}
