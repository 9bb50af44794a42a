public import EventSourcing

extension IncidentWriter {
    /// Takes an entry back, unless that was done already: of many who try at the same time, one succeeds.
    ///
    /// It is decided on what the log holds; should anything be appended in the meantime to the incident, or to others
    /// that have a say in it, it is decided again.
    public func retract(
        _ decision: RetractDecision, author: Author
    ) async throws(EventStoreError) -> Result<AppendReceipt.Entry, AppendRefusal> {
        while true {
            let head = try await store.head()
            let known = try await IncidentReader(store).events(
                concerning: [decision.target.stream], upTo: head.position)
            let event: NewEvent
            do throws(InvalidEvent) {
                event = try decision.decide(given: known)
            } catch {
                return .failure(.invalid(error, index: 0))
            }
            let concerned = Set(known.map(\.stream))
            let query = Query([Query.Item(streams: concerned), Query.Item(referringTo: concerned)])
            let condition = AppendCondition(failIfEventsMatch: query, after: head.position)
            let results = try await store.append([AppendRequest([event], author: author, condition: condition)])
            guard let result = results.first else { throw EventStoreError(.unavailable, "the store gave no answer") }
            if case .failure(let error) = result, error.code == .conditionFailed { continue }
            return result.mapError(AppendRefusal.store).flatMap(Self.only)
        }
    }
}
