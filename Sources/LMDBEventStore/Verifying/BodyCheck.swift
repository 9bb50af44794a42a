import LMDB
import Synchronization

/// Compares bodies with their commitments and checksums, in a thread of its own: SHA-256 over all bodies costs as much
/// as everything else that a check looks at.
final class BodyCheck: Sendable {
    private struct State {
        var waiting = 0
        var faults: [LogVerification.Fault] = []
    }

    private let state = Mutex(State())
    private let environment: Environment
    private let reader: LogReader

    /// How many ranges may wait before whoever hands them in does one himself.
    private static let queueLength = 2

    init(_ environment: Environment, _ reader: LogReader) {
        self.environment = environment
        self.reader = reader
    }

    /// Does something during which ranges are handed in, and gives what is wrong with the bodies, once all were looked at.
    func run(_ body: (Ranges) -> Void) -> [LogVerification.Fault] {
        let worker = Worker<ClosedRange<UInt64>> { ranges in
            for range in ranges {
                self.check(range)
                self.state.withLock { $0.waiting -= 1 }
            }
        }
        body(Ranges(check: self, worker: worker))
        worker.stop()
        return state.withLock { $0.faults }
    }

    /// Where ranges are handed in.
    struct Ranges {
        fileprivate let check: BodyCheck
        fileprivate let worker: Worker<ClosedRange<UInt64>>

        /// Sees to the bodies of the records at these positions.
        func take(_ range: ClosedRange<UInt64>) {
            let mayWait = check.state.withLock { state in
                guard state.waiting < BodyCheck.queueLength else { return false }
                state.waiting += 1
                return true
            }
            // Where the system has no thread left, all is done here.
            if mayWait, (try? worker.submit(range)) == true { return }
            check.check(range)
        }
    }

    private func check(_ range: ClosedRange<UInt64>) {
        do throws(LMDBError) {
            try environment.read { transaction throws(LMDBError) in
                let cursor = try transaction.cursor(in: reader.tables.events)
                var isNext = false
                for position in range { isNext = check(position, cursor, isNext: isNext) }
            }
        } catch {
            complain(error)
        }
    }

    /// Checks a body; false where there is no sound record around it, which is told elsewhere.
    private func check(_ position: UInt64, _ cursor: borrowing Cursor, isNext: Bool) -> Bool {
        let record: Record
        do throws(LMDBError) {
            record = try reader.indexedRecord(at: position, from: "events", cursor, isNext: isNext)
        } catch {
            return false
        }
        do throws(LMDBError) {
            guard record.hasSoundCommitment else {
                throw .damagedRecord(at: position, "has a body that does not match its commitment")
            }
            _ = try record.checkedBody()
        } catch {
            complain(error)
        }
        return true
    }

    private func complain(_ error: LMDBError) {
        state.withLock { state in
            guard state.faults.count < LogVerification.maximumFaults else { return }
            state.faults.append(LogVerification.Fault(error))
        }
    }
}
