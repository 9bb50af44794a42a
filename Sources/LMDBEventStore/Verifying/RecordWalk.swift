import EventSourcing
import LMDB

/// Checks the records of a log whose pages have faults, without LMDB: those to which sound pages lead.
///
/// What the indexes say cannot be compared then; the pages' own faults tell which positions are out of reach.
struct RecordWalk {
    /// How many records were looked at.
    private(set) var events: UInt64 = 0
    /// What is wrong with them, in log order.
    private(set) var faults: [LogVerification.Fault] = []

    /// Looks at the log in a directory. Nobody should write to it meanwhile.
    init(at path: String) throws(LMDBError) {
        var events: UInt64 = 0
        var faults: [LogVerification.Fault] = []
        _ = try PageCheck.check(at: path, rowsOf: "events") { position, bytes in
            events += 1
            do throws(LMDBError) {
                let record = try Record(checking: bytes, at: position)
                guard record.hasSoundCommitment else {
                    throw .damagedRecord(at: position, "has a body that does not match its commitment")
                }
            } catch {
                faults.append(LogVerification.Fault(position: Position(position), description: error.description))
            }
        }
        self.events = events
        self.faults = faults
    }
}
