import EventSourcing

extension IncidentSummaries {
    /// The rows as they were at a position that the stored ones have passed.
    ///
    /// Where few rows are asked for and many incidents have got events since, the events before the position lead to those
    /// that come first, wherever in the log that is. Else all that have got events since are folded, and the others follow
    /// from the stored rows: the cost is in proportion to how far back the moment lies, in incidents.
    func pastRows(
        asOf: AsOf, _ choice: Choice, _ checkpoint: ProjectionCheckpoint
    ) async throws(EventStoreError) -> Stored {
        var past = PastRows(self, at: asOf.position)
        if choice.limit != nil, try await !areFewChanged(since: asOf.position) {
            let found = try await walkBack(from: asOf.position, choice, &past)
            if case .rows = found { return found }
        }
        return try await rowsBefore(asOf.position, choice, checkpoint, &past)
    }

    private func areFewChanged(since position: Position) async throws(EventStoreError) -> Bool {
        let first = try await store.rows(of: IncidentRows.projection, after: nil, limit: bounds.fewChanged)
        guard let first, let last = first.rows.last.map(SummaryState.init) else { return true }
        return first.isEnd || last.map { $0.lastPosition <= position } ?? true
    }

    /// How many incidents may be folded by themselves until one pass over the log up to a position would cost as much.
    private func mostFolds(at position: Position) -> Int {
        min(bounds.mostChanged, max(bounds.fewChanged, Int(clamping: position.rawValue / bounds.passedAtOnce)))
    }

    /// Goes back event by event, and tells each incident where its last one stands; `.none` where that takes too long, as
    /// where a status is asked for that few have.
    private func walkBack(
        from position: Position, _ choice: Choice, _ past: inout PastRows<Store>
    ) async throws(EventStoreError) -> Stored {
        var answer = Answer(choice)
        var left = bounds.longestWalk
        let most = max(bounds.fewChanged, mostFolds(at: position) / 4)
        var rest: ReadSelection? = ReadSelection(upTo: position, direction: .backward)
        while let selection = rest, left > 0 {
            let page = try await store.page(of: selection)
            left -= max(1, page.events.count)
            // A few at a time: who is asked for one page of the list need not know all that a page of the log is about.
            for start in stride(from: 0, to: page.events.count, by: Self.walkedAtOnce) {
                let some = page.events[start..<min(start + Self.walkedAtOnce, page.events.count)]
                guard past.folds <= most, try await past.learn(some.map(\.stream)) else { return .none }
                while let row = past.next(from: some.last?.position ?? position) {
                    guard answer.take(row) else { return .rows(answer.rows) }
                }
            }
            rest = page.next
        }
        return rest == nil ? .rows(answer.rows) : .none
    }

    private static var walkedAtOnce: Int { 32 }

    /// Folds what has got events since, and puts it between the rows that are as they were.
    private func rowsBefore(
        _ position: Position, _ choice: Choice, _ checkpoint: ProjectionCheckpoint, _ past: inout PastRows<Store>
    ) async throws(EventStoreError) -> Stored {
        past.beginAgain()
        var answer = Answer(choice)
        let size = max(bounds.fewChanged, min(choice.limit ?? .max, EventPage.maximumCount))
        // Where too many have got events since, one pass over the log up to there costs less.
        let most = mostFolds(at: position)
        var changed = 0
        var unknown: [SummaryState] = []
        var last: ProjectionRow?
        while true {
            let page = try await store.rows(
                of: IncidentRows.projection, after: last, limit: size)
            guard let page else { return .none }
            guard page.checkpoint == checkpoint else { return .changed }
            let states = page.rows.compactMap(SummaryState.init)
            guard states.count == page.rows.count else { return .none }
            let others = states.filter { !past.holds($0) }
            changed += others.count
            guard changed <= most else { return .none }
            unknown += others
            last = page.rows.last
            // Those that have got events since come first, and all of them are counted before any is folded.
            guard page.isEnd || states.isEmpty || states.contains(where: { $0.lastPosition <= position }) else {
                continue
            }
            try await past.learn(unknown)
            unknown = []
            for state in states where state.lastPosition <= position {
                // What stood here or before is known by now: its last event is one of an incident that was seen here, or that
                // hangs together with one.
                let summary = state.summary
                while let row = past.next(before: summary) {
                    guard answer.take(row) else { return .rows(answer.rows) }
                }
                guard past.rows[state.incident] == nil else { continue }
                guard answer.take(summary) else { return .rows(answer.rows) }
            }
            guard !page.isEnd, !page.rows.isEmpty else { break }
        }
        while let row = past.next(from: .beforeFirst) {
            guard answer.take(row) else { break }
        }
        return .rows(answer.rows)
    }
}
