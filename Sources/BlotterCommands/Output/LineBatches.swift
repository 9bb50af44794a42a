import EventSourcing
import Incidents

/// Writes all events of a part of the log as lines of JSON: several tasks make batches of them at the same time, each a
/// range of positions, and write them one after the other. What is written are the same bytes as if one task had made
/// them, up to the first event that cannot be read.
struct LineBatches<Store: EventStore>: Sendable {
    let store: Store
    /// The positions, of which each has an event.
    let positions: ClosedRange<UInt64>
    let direction: ReadSelection.Direction
    /// Which of the events; nil means all.
    let search: TextSearch?
    /// Is given what is to be written, by one task at a time.
    let write: @Sendable ([UInt8]) throws -> Void

    /// How many positions a batch has: of usual events some 400 KiB, which a processor's cache holds until they are written.
    var batchCount: UInt64 = 1024
    /// How many tasks there are: more than cores, so that one waits for its turn while others go on. Each holds on to a
    /// batch, of which no more than about ``EventLines/batchSize`` is in memory at once.
    private let tasks = 4

    /// Writes them.
    ///
    /// - Throws: what the first event that could not be read threw, or the first write, once what came before is written.
    func print() async throws {
        let turn = BatchTurn()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    // Whoever waits for a turn that does not come any more has to hear of it.
                    do { try await makeBatches(turn) } catch {
                        turn.stop()
                        throw error
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func makeBatches(_ turn: BatchTurn) async throws {
        var lines = EventLines()
        while let number = turn.takeNumber(), var selection = batch(number) {
            while true {
                let outcome = await add(selection, to: &lines)
                guard await turn.comes(to: number) else { return }
                try write(lines.bytes)
                lines.bytes.removeAll(keepingCapacity: true)
                guard let rest = try outcome.get().next else { break }
                selection = rest
            }
            turn.goesOn()
        }
    }

    /// Adds the lines of some of the events.
    private func add(_ selection: ReadSelection, to lines: inout EventLines) async -> Result<
        ReadProgress, CommandFailure
    > {
        do throws(EventStoreError) {
            return .success(
                try await store.visit(selection) { event in
                    if search?.matches(event) ?? true { lines.append(event) }
                    return lines.bytes.count < EventLines.batchSize
                })
        } catch {
            return .failure(CommandFailure(error))
        }
    }

    /// The batch with this number; nil behind the last.
    private func batch(_ number: Int) -> ReadSelection? {
        let skipped = UInt64(number) * batchCount
        guard skipped < UInt64(positions.count) else { return nil }
        let count = min(batchCount, UInt64(positions.count) - skipped)
        let first =
            direction == .forward ? positions.lowerBound + skipped : positions.upperBound - skipped - count + 1
        return ReadSelection(
            after: Position(first - 1), upTo: Position(first + count - 1), direction: direction)
    }
}
