import LMDB

extension LMDBError {
    /// An index names a record that does not have what the index says of it.
    static func misled(by table: String, to position: UInt64) -> LMDBError {
        .damaged(
            "The log is damaged: its table '\(table)' leads to position \(position), which does not belong there.",
            key: position)
    }

    /// An index names a position that the log does not have.
    static func noRecord(at position: UInt64, namedBy table: String) -> LMDBError {
        .damaged(
            "The log is damaged: its table '\(table)' names position \(position), which has no record.", key: position)
    }

    /// What was read at a position is not what was written there.
    static func damagedRecord(at position: UInt64, _ problem: String) -> LMDBError {
        .damaged("The log is damaged: the record at position \(position) \(problem).", key: position)
    }

    /// A record's header or envelope is not what was written.
    static func damagedEnvelope(at position: UInt64) -> LMDBError {
        .damagedRecord(at: position, "has an envelope that does not match its checksum")
    }

    /// A record stands at another position than its own.
    static func misplacedRecord(at position: UInt64, writtenFor other: UInt64) -> LMDBError {
        .damagedRecord(at: position, "was written for another position, \(other)")
    }
}
