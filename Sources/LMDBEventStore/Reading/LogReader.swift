import Checksums
import EventSourcing
import LMDB

/// Answers questions about a log within one transaction. Whatever an index says is compared with the record that it
/// leads to before it is believed.
struct LogReader: Sendable {
    /// Where the log is, for what is said of it.
    let path: String
    let tables: Tables
    let kinds: KindNames
    let identity: LogIdentity
    let keys: IndexKeys
    private(set) var knownTail = KnownTail()

    init(path: String, tables: Tables, kinds: KindNames, identity: LogIdentity) {
        self.path = path
        self.tables = tables
        self.kinds = kinds
        self.identity = identity
        keys = IndexKeys(format: identity.format)
    }

    /// The same reader, but with a memory of the tail that it shares with nobody: for who writes, so that no reader keeps him
    /// waiting.
    func remembering(_ tail: KnownTail) -> LogReader {
        var reader = self
        reader.knownTail = tail
        return reader
    }

    /// The record at a position, its envelope checked; nil where there is none.
    @_lifetime(copy transaction)
    func record(
        at position: UInt64, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Record? {
        guard let bytes = try transaction.value(forKey: position, in: tables.events) else { return nil }
        return try Record(checking: bytes, at: position)
    }

    /// The record that an index leads to.
    @_lifetime(copy transaction)
    func indexedRecord(
        at position: UInt64, from table: String, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Record {
        guard let record = try record(at: position, in: transaction) else {
            throw .noRecord(at: position, namedBy: table)
        }
        return record
    }

    /// The same by a cursor of the table `events`.
    ///
    /// - Parameter isNext: whether the cursor stands on the record in front of it, so that nothing has to be sought.
    @_lifetime(copy cursor)
    func indexedRecord(
        at position: UInt64, from table: String, _ cursor: borrowing Cursor, isNext: Bool = false
    ) throws(LMDBError) -> Record {
        guard let row = isNext ? try cursor.nextLong() : try cursor.row(forKey: position),
            row.key.nativeInteger == position
        else { throw .noRecord(at: position, namedBy: table) }
        return try Record(checking: row.value, at: position)
    }

    /// The event of a record, its body checked.
    func event(of record: borrowing Record, in transaction: borrowing ReadTransaction) throws(LMDBError)
        -> RecordedEvent
    {
        try envelope(of: record, in: transaction).carrying(body: record.body())
    }

    /// The event of a record, without its body.
    func envelope(
        of record: borrowing Record, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> RecordedEvent {
        guard let kind = try kinds.name(record.kind, in: transaction) else {
            throw .damagedRecord(at: record.position, "is of a kind that the log does not know")
        }
        return try record.envelope(kind: kind)
    }

    /// The end of the log.
    func head(in transaction: borrowing ReadTransaction) throws(LMDBError) -> LogHead {
        let cursor = try transaction.cursor(in: tables.events)
        guard let row = try cursor.last() else {
            _ = try CommitMark(in: transaction, tables.meta)
            return LogHead(position: .beforeFirst, recorded: nil)
        }
        guard let position: UInt64 = row.key.nativeInteger else {
            throw .damaged("The log is damaged: its table 'events' has a key that is no position.")
        }
        let record = try Record(checking: row.value, at: position)
        let count = try transaction.count(of: tables.events)
        guard position == UInt64(count) else {
            throw .damaged(
                "The log is damaged: its table 'events' ends at position \(position), but holds \(count) records.")
        }
        try checkEnds(record, in: transaction)
        return LogHead(position: Position(position), recorded: record.recorded)
    }

    /// What the log knows of a stream; nil where it does not exist.
    func row(of stream: StreamID, in transaction: borrowing ReadTransaction) throws(LMDBError) -> StreamRow? {
        try row(of: stream, tail(in: transaction), in: transaction)
    }

    /// The same for those who have the tail at hand.
    func row(
        of stream: StreamID, _ tail: LogTail, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> StreamRow? {
        if let newest = try newest(of: stream, in: tail, transaction) {
            return StreamRow(ordinal: newest.ordinal, revision: newest.revision)
        }
        return try indexedRow(of: stream, in: transaction)
    }

    /// What the table `streams` says, where events of the tail are not in it; nil where all events of a stream are there, or
    /// where it does not exist.
    func indexedRow(of stream: StreamID, in transaction: borrowing ReadTransaction) throws(LMDBError) -> StreamRow? {
        let key = stream.text.utf8.rawBytes
        if let value = try transaction.value(forKey: key, in: tables.streams) { return try StreamRow(value, key: key) }
        try transaction.requireSoundPages(of: Tables.indexes)
        // A stream whose name was damaged would pass for one that does not exist; its row stands next to where it is missed.
        let cursor = try transaction.cursor(in: tables.streams)
        if let row = try cursor.row(atOrAfter: key) { _ = try StreamRow(row.value, key: row.key) }
        if let row = try cursor.previous() { _ = try StreamRow(row.value, key: row.key) }
        return nil
    }

    /// The position of a stream's event that stands in the indexes.
    func position(
        of revision: UInt64, ordinal: UInt64, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> UInt64 {
        let key = keys.key(ordinal, revision: revision)
        guard let position: UInt64 = try transaction.value(forKey: key, in: tables.streamEvents)?.nativeInteger
        else {
            throw .damaged(
                "The log is damaged: its table 'stream-events' lacks revision \(revision) of a stream that has it.")
        }
        let record = try indexedRecord(at: position, from: "stream-events", in: transaction)
        guard record.ordinal == ordinal, record.revision == revision else {
            throw .misled(by: "stream-events", to: position)
        }
        return position
    }

    /// The event of a stream with this id; nil where there is none.
    func event(
        _ id: EventID, ofStream ordinal: UInt64, _ tail: LogTail, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> RecordedEvent? {
        let hash = hash(of: id)
        if let event = try event(id, hash: hash, ofStream: ordinal, in: tail, transaction) { return event }
        let key = keys.key(ordinal, hash: hash)
        let cursor = try transaction.cursor(in: tables.eventIDs)
        var posting = try cursor.posting(of: key, atOrAfter: 0)
        try transaction.requireSoundPages(of: Tables.indexes)
        if posting == nil { try checkNeighbours(of: .bytes(key.bytes), in: "event-ids", cursor, transaction) }
        while let position = posting {
            let record = try indexedRecord(at: position, from: "event-ids", in: transaction)
            // Two ids may share a hash; only the record tells which one it is.
            let isMeant = record.hasID(id)
            let found = isMeant ? hash : idHash(of: record)
            guard record.ordinal == ordinal, keys.kept(ofHash: found) == keys.kept(ofHash: hash) else {
                throw .misled(by: "event-ids", to: position)
            }
            if isMeant { return try event(of: record, in: transaction) }
            posting = try cursor.nextPosting()
        }
        return nil
    }

    /// The keyed hash of an id, so that nobody can choose ids that share one.
    func hash(of id: EventID) -> UInt64 { keyedHash(id.text.utf8.rawBytes) }

    /// The same of an id whose text is written out for it.
    func hash(of id: MintedID, _ text: inout UUIDText) -> UInt64 {
        text.write(id)
        return keyedHash(text.text)
    }

    /// The keyed hash of the id of a record.
    func idHash(of record: borrowing Record) -> UInt64 {
        guard let uuid = record.uuid else { return keyedHash(record.storedID) }
        var text = UUIDText()
        return hash(of: uuid, &text)
    }

    /// The hash of a word, with the key of the log.
    func keyedHash(_ word: RawSpan) -> UInt64 { XXH3.hash(word, seed: identity.hashKey) }
}

extension RawSpan {
    /// A 64-bit integer in native order that fills all of the bytes, as LMDB keeps integer keys and values.
    var nativeInteger: UInt64? {
        guard byteCount == 8, let number: UInt64 = littleEndian(at: 0) else { return nil }
        return UInt64(littleEndian: number.littleEndian)
    }
}
