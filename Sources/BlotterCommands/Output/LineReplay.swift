import EventSourcing
import Incidents

/// Writes events as lines of JSON to whoever reads much at once, while the store shows them.
struct LineReplay<Store: EventStore> {
    let store: Store
    /// Which of the selected events; nil means all.
    let search: TextSearch?
    /// At most so many; nil means all. Where nothing is searched for, the selection says so too.
    let limit: Int?
    /// Is given what is to be written.
    var write: @Sendable ([UInt8]) throws -> Void = { try ResultOutput.write($0) }
    /// From how many events on several tasks make the lines, and how many of them at a time.
    var manyEvents: UInt64 = 8192
    var batchCount: UInt64 = 1024

    /// Writes the events of a selection.
    func print(_ selection: ReadSelection) async throws {
        var rest: ReadSelection? = selection
        if selection.query.matchesEverything, search == nil || limit == nil { rest = try await printBatches(selection) }
        try await printOnwards(rest)
    }

    /// Writes a selection of all events, as far as the log reaches now, on several cores.
    ///
    /// - Returns: what is left of it.
    private func printBatches(_ selection: ReadSelection) async throws -> ReadSelection? {
        let head = try await store.answering { store throws(EventStoreError) in try await store.head() }.position
        let end = min(selection.upTo ?? head, head)
        guard selection.after < end, selection.limit ?? 1 > 0 else { return selection }
        var (first, last) = (selection.after.next.rawValue, end.rawValue)
        // At each position stands one event, so that a number of events is a number of positions.
        if let limit = selection.limit.map(UInt64.init), limit <= last - first {
            switch selection.direction {
            case .forward: last = first + limit - 1
            case .backward: first = last - limit + 1
            }
        }
        let count = last - first + 1
        guard count >= manyEvents else { return selection }
        let batches = LineBatches(
            store: store, positions: first...last, direction: selection.direction, search: search, write: write,
            batchCount: batchCount)
        try await batches.print()
        return selection.rest(after: Position(selection.direction == .forward ? last : first), found: Int(count))
    }

    /// Writes a selection batch by batch. A batch is written when the store has been left, since whoever reads it may take
    /// long, and the next one is made meanwhile.
    private func printOnwards(_ selection: ReadSelection?) async throws {
        var output = BatchOutput(write: write)
        var lines = EventLines()
        // Those that are found are counted here, those of all events by the store.
        var left = search == nil ? .max : limit ?? .max
        var rest = selection
        do {
            while let selection = rest, left > 0 {
                let progress = try await store.answering { store throws(EventStoreError) in
                    try await store.visit(selection) { event in
                        guard search?.matches(event) ?? true else { return true }
                        lines.append(event)
                        left -= 1
                        return left > 0 && lines.bytes.count < EventLines.batchSize
                    }
                }
                try await output.write(&lines.bytes)
                rest = progress.next
            }
        } catch {
            // What came before it is still told.
            try await output.write(&lines.bytes)
            try await output.finish()
            throw error
        }
        try await output.finish()
    }
}
