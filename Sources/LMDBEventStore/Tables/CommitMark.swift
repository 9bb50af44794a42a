import EventSourcing
import LMDB

/// What every commit leaves in the table `meta`: which transaction it was, up to which position events stand in the
/// indexes, and where those indexes end that not every event is in.
///
/// LMDB keeps older states of every table in its file, and nothing but a page number tells them from the newest. Where
/// that number is damaged, an older state would be served as if nothing had happened since. The mark gives it away: it
/// is as old as the state it stands in.
struct CommitMark {
    static let key = Array("commit".utf8)

    /// The number of the transaction that wrote it.
    var transaction: UInt64
    /// The last position in the indexes whose event has tags; 0 where none has.
    var lastTagged: UInt64
    /// The last position in the indexes whose event refers to another stream; 0 where none does.
    var lastReferring: UInt64
    /// The last position whose event stands in the indexes; what comes behind it is the ``LogTail``. Nil in a log of the
    /// formats 1 and 2, whose indexes have all events.
    var indexed: UInt64?

    /// The mark of a new log.
    static let none = CommitMark(transaction: 0, lastTagged: 0, lastReferring: 0, indexed: 0)
}

extension CommitMark {
    /// The mark of the state that a transaction sees.
    ///
    /// - Throws: damage where it is missing, or older than the transaction's state. A newer one is in order: a compacted
    ///   copy begins to count its transactions anew.
    init(in transaction: borrowing ReadTransaction, _ meta: Database) throws(LMDBError) {
        guard let value = try transaction.value(forKey: Self.key.rawBytes, in: meta) else {
            throw .damaged("The log is damaged: its table 'meta' lacks the mark of the last commit.")
        }
        let hasTail = value.byteCount > CheckedRow.size(of: 3)
        let row = try CheckedRow(value, key: Self.key.rawBytes, table: "meta", count: hasTail ? 4 : 3).numbers
        self.init(transaction: row[0], lastTagged: row[1], lastReferring: row[2], indexed: hasTail ? row[3] : nil)
        guard self.transaction >= transaction.lastCommit else {
            throw .damaged(
                "The log is damaged: commit \(transaction.lastCommit) is the last, but its file leads to the state of "
                    + "commit \(self.transaction).")
        }
    }

    /// Moves on by an event that the commit puts into the indexes.
    mutating func take(_ event: RecordedEvent) {
        take(
            event.position.rawValue, isTagged: !event.tags.isEmpty,
            isReferring: event.references.contains { $0.stream != event.stream })
    }

    /// Moves on by an event of which this is known: whether it has tags, and whether it refers to another stream.
    mutating func take(_ position: UInt64, isTagged: Bool, isReferring: Bool) {
        if indexed != nil { indexed = position }
        if isTagged { lastTagged = position }
        if isReferring { lastReferring = position }
    }

    /// Puts the mark for the commit of this transaction.
    func put(into transaction: inout WriteTransaction, _ meta: Database) throws(LMDBError) {
        var numbers = [transaction.number, lastTagged, lastReferring]
        if let indexed { numbers.append(indexed) }
        let row = CheckedRow(numbers).bytes(key: Self.key.rawBytes)
        try transaction.put(row.rawBytes, forKey: Self.key.rawBytes, in: meta)
    }
}
