import EventSourcing
import LMDB

extension LogReader {
    /// The events that no index has yet, exactly as of this transaction. To be asked before the transaction changes the log.
    ///
    /// - Parameter last: the last position that is asked about; what comes behind it is not looked at.
    /// - Throws: damage where a record cannot be read, or where the indexes reach beyond the log's end.
    func tail(
        upTo last: UInt64 = .max, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> LogTail {
        guard let indexed = try CommitMark(in: transaction, tables.meta).indexed else { return LogTail() }
        let head = UInt64(try transaction.count(of: tables.events))
        guard indexed <= head else { throw .indexed(upTo: indexed, beyond: head) }
        guard indexed < min(last, head) else { return LogTail() }
        guard head - indexed <= LogTail.mostBelieved else {
            throw .damaged("The log is damaged: its indexes reach to position \(indexed) only, and it ends at \(head).")
        }
        return try knownTail.tail(of: (indexed + 1)...min(last, head)) { (positions) throws(LMDBError) in
            try entries(at: positions, in: transaction)
        }
    }

    /// The same; nil where it cannot be read for damage.
    func soundTail(in transaction: borrowing ReadTransaction) throws(LMDBError) -> LogTail? {
        do throws(LMDBError) {
            return try tail(in: transaction)
        } catch {
            guard error.isDamage else { throw error }
            return nil
        }
    }

    private func entries(
        at positions: ClosedRange<UInt64>, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [LogTail.Entry] {
        var entries: [LogTail.Entry] = []
        entries.reserveCapacity(positions.count)
        let cursor = try transaction.cursor(in: tables.events)
        for position in positions {
            entries.append(
                entry(of: try indexedRecord(at: position, from: "events", cursor, isNext: !entries.isEmpty)))
        }
        return entries
    }

    private func entry(of record: borrowing Record) -> LogTail.Entry {
        var marks: UInt64 = 0
        record.forEachMark { marks |= LogTail.mark(keyedHash($0)) }
        var tags: UInt8 = 0
        record.packedTags.forEachDistinctTag { _ in tags &+= 1 }
        return LogTail.Entry(
            position: record.position, ordinal: record.ordinal, revision: record.revision,
            streamHash: keyedHash(record.stream), idHash: idHash(of: record), marks: marks, kind: record.kind,
            tags: tags, references: UInt8(clamping: record.referenceCount))
    }

    /// The newest event of a stream in the tail.
    func newest(
        of stream: StreamID, in tail: LogTail, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> LogTail.Entry? {
        guard tail.count > 0 else { return nil }
        var failure: LMDBError?
        let entry = tail.newest(keyedHash(stream.text.utf8.rawBytes)) { entry in
            has(entry, transaction, &failure) { $0.stream.hasSameBytes(as: stream.text) }
        }
        if let failure { throw failure }
        return entry
    }

    /// The event in the tail that has this id in a stream.
    func event(
        _ id: EventID, hash: UInt64, ofStream ordinal: UInt64, in tail: LogTail,
        _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> RecordedEvent? {
        guard tail.count > 0 else { return nil }
        var failure: LMDBError?
        let entry = tail.event(idHash: hash) { entry in
            entry.ordinal == ordinal && has(entry, transaction, &failure) { $0.hasID(id) }
        }
        if let failure { throw failure }
        guard let entry else { return nil }
        return try event(of: indexedRecord(at: entry.position, from: "events", in: transaction), in: transaction)
    }

    /// Whether the record of an event is one that is meant; false where it cannot be read, which is noted.
    private func has(
        _ entry: LogTail.Entry, _ transaction: borrowing ReadTransaction, _ failure: inout LMDBError?,
        _ isMeant: (borrowing Record) -> Bool
    ) -> Bool {
        do throws(LMDBError) {
            return isMeant(try indexedRecord(at: entry.position, from: "events", in: transaction))
        } catch {
            failure = error
            return false
        }
    }

    /// Where an event of the tail may stand that is one of those which indexes would hold; nothing else is.
    func positions(
        in tail: LogTail, within range: ClosedRange<UInt64>, ofAny indexes: [PositionSource.Index]
    ) -> [UInt64] {
        guard tail.count > 0 else { return [] }
        if indexes.count == 1 { return positions(in: tail, within: range, of: indexes[0]) }
        return Set(indexes.lazy.map { positions(in: tail, within: range, of: $0) }.joined()).sorted()
    }

    private func positions(
        in tail: LogTail, within range: ClosedRange<UInt64>, of index: PositionSource.Index
    ) -> [UInt64] {
        switch index {
        case .stream(let ordinal, _): tail.positions(within: range) { $0.ordinal == ordinal }
        case .kind(let number): tail.positions(within: range) { $0.kind == number }
        case .tag(let tag): positions(in: tail, within: range, marked: tag.text)
        case .referring(let stream, _): positions(in: tail, within: range, marked: stream.text)
        }
    }

    private func positions(in tail: LogTail, within range: ClosedRange<UInt64>, marked word: String) -> [UInt64] {
        let mark = LogTail.mark(keyedHash(word.utf8.rawBytes))
        return tail.positions(within: range) { $0.marks & mark == mark }
    }

    /// The streams that the tail has events of, each with its row as of the log's end.
    func rows(
        in tail: LogTail, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [StreamID: StreamRow] {
        var newest: [UInt64: LogTail.Entry] = [:]
        for entry in tail.entries { newest[entry.ordinal] = entry }
        var rows: [StreamID: StreamRow] = [:]
        for entry in newest.values {
            let record = try indexedRecord(at: entry.position, from: "events", in: transaction)
            guard let stream = try? StreamID(record.stream.text) else {
                throw .damagedRecord(at: entry.position, "holds a name that no stream may have")
            }
            rows[stream] = StreamRow(ordinal: entry.ordinal, revision: entry.revision)
        }
        return rows
    }
}
