import LMDB
import Synchronization

/// What the entries of every index come to, added up by two threads: whoever has finished with one index takes the next.
final class IndexTotals: Sendable {
    private struct State {
        var waiting = IndexSums.Index.allCases
        var totals: [IndexSums.Index: Result<IndexSum, LMDBError>] = [:]
    }

    private let state = Mutex(State())
    private let environment: Environment
    private let reader: LogReader
    private let seed: UInt64
    private let head: UInt64

    /// Totals of the entries that lead to positions up to `head`.
    init(_ environment: Environment, _ reader: LogReader, seed: UInt64, upTo head: UInt64) {
        self.environment = environment
        self.reader = reader
        self.seed = seed
        self.head = head
    }

    /// Goes through all indexes.
    func addUp(
        _ progress: (LogVerification.Progress) -> Void
    ) throws(LMDBError) -> [IndexSums.Index: Result<IndexSum, LMDBError>] {
        let worker = Worker<Void> { _ in while self.addUpNext() {} }
        // Where the system has no thread left, this one adds up all.
        _ = try? worker.submit(())
        while addUpNext() {
            let done = state.withLock { $0.totals.count }
            progress(LogVerification.Progress(stage: "indexes", done: done, total: IndexSums.Index.allCases.count))
        }
        worker.stop()
        return state.withLock { $0.totals }
    }

    /// Goes through the next index; false where none is left.
    private func addUpNext() -> Bool {
        guard let index = state.withLock({ $0.waiting.popLast() }) else { return false }
        let total = Result { () throws(LMDBError) in try self.total(of: index) }
        state.withLock { $0.totals[index] = total }
        return true
    }

    private func total(of index: IndexSums.Index) throws(LMDBError) -> IndexSum {
        var found = IndexSums(reader.keys, seed: seed)
        var scan = IndexScan(index, reader.tables)
        var goesOn = true
        while goesOn {
            goesOn = try environment.read { transaction throws(LMDBError) in
                try scan.addNext(to: &found, upTo: head, in: transaction)
            }
        }
        return found[index]
    }
}
