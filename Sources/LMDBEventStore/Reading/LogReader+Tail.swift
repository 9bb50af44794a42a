import EventSourcing
import LMDB

extension LogReader {
    /// The events that no index has yet, exactly as of this transaction. To be asked before the transaction changes the log.
    ///
    /// - Throws: damage where a record cannot be read, or where the indexes reach beyond the log's end.
    func tail(in transaction: borrowing ReadTransaction) throws(LMDBError) -> LogTail {
        guard let indexed = try CommitMark(in: transaction, tables.meta).indexed else { return .none }
        let head = UInt64(try transaction.count(of: tables.events))
        guard indexed <= head else { throw .indexed(upTo: indexed, beyond: head) }
        guard indexed < head else { return .none }
        let positions = (indexed + 1)...head
        let known = knownTail.beginning(of: positions)
        guard known.count < positions.count else { return LogTail(entries: known) }
        var entries = Array(known)
        entries.reserveCapacity(positions.count)
        let cursor = try transaction.cursor(in: tables.events)
        var isNext = false
        for position in positions.dropFirst(entries.count) {
            let record = try indexedRecord(at: position, from: "events", cursor, isNext: isNext)
            entries.append(entry(of: record))
            isNext = true
        }
        knownTail.keep(entries)
        return LogTail(entries: entries[...])
    }

    private func entry(of record: borrowing Record) -> LogTail.Entry {
        var marks: UInt64 = 0
        record.forEachMark { marks |= LogTail.mark(keyedHash($0)) }
        return LogTail.Entry(
            position: record.position, ordinal: record.ordinal, revision: record.revision,
            streamHash: keyedHash(record.stream), idHash: idHash(of: record), marks: marks, kind: record.kind)
    }

    /// The newest event of a stream in the tail.
    func last(
        of stream: StreamID, in tail: LogTail, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> LogTail.Entry? {
        guard tail.count > 0 else { return nil }
        let hash = keyedHash(stream.text.utf8.rawBytes)
        return try tail.last {
            $0.streamHash == hash
        } _: { (entry) throws(LMDBError) in
            try indexedRecord(at: entry.position, from: "events", in: transaction).stream.hasSameBytes(as: stream.text)
        }
    }

    /// The event in the tail that has this id in a stream.
    func event(
        _ id: EventID, hash: UInt64, ofStream ordinal: UInt64, in tail: LogTail,
        _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> RecordedEvent? {
        let entry = try tail.last {
            $0.idHash == hash && $0.ordinal == ordinal
        } _: { (entry) throws(LMDBError) in
            try indexedRecord(at: entry.position, from: "events", in: transaction).hasID(id)
        }
        guard let entry else { return nil }
        return try event(
            of: indexedRecord(at: entry.position, from: "events", in: transaction), in: transaction)
    }

    /// Where an event of the tail may stand that is one of those which indexes would hold; nothing else is.
    func positions(
        in tail: LogTail, within range: ClosedRange<UInt64>, ofAny indexes: [PositionSource.Index]
    ) -> [UInt64] {
        let tests = indexes.map { index -> (LogTail.Entry) -> Bool in
            switch index {
            case .stream(let ordinal, _): return { $0.ordinal == ordinal }
            case .kind(let number): return { $0.kind == number }
            case .tag(let tag):
                let mark = LogTail.mark(keyedHash(tag.text.utf8.rawBytes))
                return { $0.marks & mark != 0 }
            case .referring(let stream, _):
                let mark = LogTail.mark(keyedHash(stream.text.utf8.rawBytes))
                return { $0.marks & mark != 0 }
            }
        }
        return tail.entries.filter { entry in range.contains(entry.position) && tests.contains { $0(entry) } }
            .map(\.position)
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
