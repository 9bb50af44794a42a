import LMDB
import Synchronization

/// Checks the records of a log on two threads, of which each sees to one half of the streams: SHA-256 over all bodies and
/// all that the records make of the indexes are too much for one.
final class RecordHalves: Sendable {
    /// How many records one look at the log takes: so few that no page waits long to be used again.
    static let batch: UInt64 = 4096

    private let environment: Environment
    private let head: UInt64
    private let checkOfOdd: Mutex<RecordCheck>
    private let checkOfEven: Mutex<RecordCheck>
    private let failure = Mutex<LMDBError?>(nil)

    /// Two checks of the records up to a position, which has to be in the log.
    init(_ environment: Environment, upTo head: UInt64, odd: RecordCheck, even: RecordCheck) {
        self.environment = environment
        self.head = head
        checkOfOdd = Mutex(odd)
        checkOfEven = Mutex(even)
    }

    /// How far the check of the streams with odd numbers has come.
    var odd: RecordCheck { checkOfOdd.withLock { $0 } }
    /// The same of those with even numbers.
    var even: RecordCheck { checkOfEven.withLock { $0 } }

    /// Goes over all the records; gives what has ended it too early, where something has.
    ///
    /// - Parameter progress: is told from time to time up to which position it has come.
    func check(_ progress: (UInt64) -> Void) -> LMDBError? {
        let worker = Worker<Void> { _ in self.run(self.checkOfEven) { _ in } }
        // Where the system has no thread left, this one does both.
        let isHandedIn = (try? worker.submit(())) ?? false
        run(checkOfOdd, progress)
        if isHandedIn { worker.stop() } else { run(checkOfEven, progress) }
        return failure.withLock { $0 }
    }

    private func run(_ half: borrowing Mutex<RecordCheck>, _ progress: (UInt64) -> Void) {
        half.withLock { check in
            do throws(LMDBError) {
                var done: UInt64 = 0
                while done < head {
                    let end = min(head, done + Self.batch)
                    try environment.read { transaction throws(LMDBError) in
                        try check.check((done + 1)...end, in: transaction)
                    }
                    done = end
                    progress(done)
                }
            } catch {
                failure.withLock { $0 = error }
            }
        }
    }
}
