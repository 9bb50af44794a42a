public import EventSourcing

extension IncidentSummaries {
    /// The incidents of which the stored row is not what the log makes of it; none where no rows are stored. Folds the whole
    /// log once. Where the rows lag behind, those are compared that the events since have not touched, as far as they do not
    /// hang on others; where somebody puts rows meanwhile, nothing can be told.
    ///
    /// - Parameters:
    ///   - witness: has seen all events up to `end`, so that most of them need not be read again.
    ///   - end: up to where it has.
    public func wrongRows(
        seenBy witness: SummaryWitness? = nil, upTo end: Position = .beforeFirst,
        progress: @escaping Progress = { _, _ in }
    ) async throws(EventStoreError) -> [StreamID] {
        guard let checkpoint = try await store.checkpoint(of: IncidentRows.projection) else { return [] }
        // What was seen is of use where the rows go no further than that.
        let witness = checkpoint.position <= end ? witness : nil
        let head = witness == nil ? try await store.head().position : end
        var wrong: Set<StreamID> = []
        _ = try await foldAll(upTo: head, seenBy: witness, progress) { (states, _) throws(EventStoreError) in
            // Rows are looked up on two cores.
            async let second = wrongRows(among: states[(states.count / 2)...], at: checkpoint.position, head)
            let first = await wrongRows(among: states[..<(states.count / 2)], at: checkpoint.position, head)
            let found = [first, await second]
            // What hangs on others comes a second time.
            for state in states { wrong.remove(state.incident) }
            for half in found { wrong.formUnion(try half.get()) }
            return true
        }
        guard try await store.checkpoint(of: IncidentRows.projection) == checkpoint else { return [] }
        return wrong.sorted()
    }
    /// Which of some incidents have another stored row than what the log makes of them.
    private func wrongRows(
        among states: ArraySlice<SummaryState>, at checkpoint: Position, _ head: Position
    ) async -> Result<[StreamID], EventStoreError> {
        do throws(EventStoreError) {
            let incidents = states.map(\.incident)
            guard case .states(let stored) = try await self.states(of: incidents, asOf: head) else {
                // Some of them cannot be read, or are of a time to come.
                return .success(incidents)
            }
            let isCurrent = checkpoint == head
            return .success(
                states.filter { state in
                    let row = stored[state.incident]
                    if !isCurrent, state.lastPosition > checkpoint || state.hangs || row?.hangs == true { return false }
                    return row != state
                }.map(\.incident))
        } catch {
            return .failure(error)
        }
    }
}
