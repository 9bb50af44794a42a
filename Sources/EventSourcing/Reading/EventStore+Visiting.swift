/// How far a visit has come.
public struct ReadProgress: Sendable {
    /// The selection that continues where the visit ended; nil when the selection is exhausted.
    public let next: ReadSelection?
    /// Forward: every event up to here has been examined. Backward: the oldest position examined.
    public let examined: Position

    /// Progress up to a position.
    public init(next: ReadSelection?, examined: Position) {
        self.next = next
        self.examined = examined
    }
}

extension EventStore {
    /// What a store does that has no better way: it reads a page, and shows the events on it.
    public func visit(
        _ selection: ReadSelection, _ visitor: (borrowing EventView) -> Bool
    ) async throws(EventStoreError) -> ReadProgress {
        let page = try await page(of: selection)
        for (index, event) in page.events.enumerated() where !event.withView(visitor) {
            guard index + 1 < page.events.count else { break }
            return ReadProgress(
                next: selection.rest(after: event.position, found: index + 1), examined: event.position)
        }
        return ReadProgress(next: page.next, examined: page.examined)
    }
}

extension ReadSelection {
    /// What is left of the selection when everything up to a position has been looked at, the way that it goes, and so
    /// many events were found; nil where nothing is.
    ///
    /// - Parameter last: the last position of the log, where the selection does not end before it.
    public func rest(after examined: Position, found: Int, upTo last: Position? = nil) -> ReadSelection? {
        var rest = self
        rest.limit = limit.map { $0 - found }
        if rest.limit == 0 { return nil }
        switch direction {
        case .forward:
            rest.after = examined
            if let end = last ?? upTo, examined >= end { return nil }
        case .backward:
            rest.upTo = Position(examined.rawValue - 1)
            if examined <= after.next { return nil }
        }
        return rest
    }
}
