import EventSourcing

extension EventStore {
    /// The end of the log, if the condition of a writer holds up to there; nil where it does not, or there is none.
    func seen(under condition: AppendCondition?) async throws(EventStoreError) -> Position? {
        guard let condition else { return nil }
        let head = try await head().position
        var rest: ReadSelection? = ReadSelection(
            condition.failIfEventsMatch, after: condition.after, upTo: head, limit: 1)
        while let selection = rest {
            let page = try await page(of: selection)
            if !page.events.isEmpty { return nil }
            rest = page.next
        }
        return head
    }
}

extension AppendRequest {
    /// Adds the condition of a writer to what is asked already.
    ///
    /// - Parameter position: up to where it is known to hold, so that only what comes behind can fail it; nil leaves the
    ///   answer to the store alone.
    mutating func add(_ other: AppendCondition, holdingUpTo position: Position?) {
        guard let own = condition, let position else {
            condition = other
            return
        }
        // A query without items means every event, and stays so beside others.
        let isEverything = other.failIfEventsMatch.matchesEverything || own.failIfEventsMatch.matchesEverything
        let items = own.failIfEventsMatch.items + other.failIfEventsMatch.items
        condition = AppendCondition(
            failIfEventsMatch: isEverything ? .all : Query(items), after: min(position, own.after))
    }
}
