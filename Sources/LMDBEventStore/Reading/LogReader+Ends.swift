import EventSourcing
import LMDB

extension LogReader {
    /// Compares the end of every index with the last event that belongs to it: an index of which an older state is found
    /// does not have it yet. Some ten lookups.
    ///
    /// - Parameter last: the record at the log's end.
    func checkEnds(_ last: borrowing Record, in transaction: borrowing ReadTransaction) throws(LMDBError) {
        let mark = try CommitMark(in: transaction, tables.meta)
        let indexed = mark.indexed ?? last.position
        guard indexed <= last.position else { throw .indexed(upTo: indexed, beyond: last.position) }
        if indexed == last.position {
            try checkEnds(last, mark, in: transaction)
        } else if indexed > 0 {
            try checkEnds(indexedRecord(at: indexed, from: "meta", in: transaction), mark, in: transaction)
        }
    }

    /// The same.
    ///
    /// - Parameter last: the last record that stands in the indexes.
    private func checkEnds(
        _ last: borrowing Record, _ mark: CommitMark, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        let position = last.position
        guard let value = try transaction.value(forKey: last.stream, in: tables.streams) else {
            throw .lacking(position, table: "streams")
        }
        let row = try StreamRow(value, key: last.stream)
        guard row.ordinal == last.ordinal, row.revision == last.revision else {
            throw .lacking(position, table: "streams")
        }
        let key = keys.key(last.ordinal, revision: last.revision)
        guard try transaction.value(forKey: key, in: tables.streamEvents)?.nativeInteger == position else {
            throw .lacking(position, table: "stream-events")
        }
        guard try transaction.cursor(in: tables.kindEvents).lastPosting(of: UInt64(last.kind)) == position else {
            throw .lacking(position, table: "kind-events")
        }
        let id = keys.key(last.ordinal, hash: idHash(of: last))
        guard try transaction.cursor(in: tables.eventIDs).posting(of: id, atOrAfter: position) == position
        else { throw .lacking(position, table: "event-ids") }
        if mark.lastTagged > 0 {
            let record = try indexedRecord(at: mark.lastTagged, from: "meta", in: transaction)
            let cursor = try transaction.cursor(in: tables.tags)
            guard try cursor.posting(of: record.firstTag, atOrAfter: mark.lastTagged) == mark.lastTagged else {
                throw .lacking(mark.lastTagged, table: "tags")
            }
        }
        if mark.lastReferring > 0 {
            let record = try indexedRecord(at: mark.lastReferring, from: "meta", in: transaction)
            let other = try envelope(of: record, in: transaction).references.first {
                !record.stream.hasSameBytes(as: $0.stream.text)
            }
            guard let other, let row = try indexedRow(of: other.stream, in: transaction),
                try transaction.cursor(in: tables.references).posting(of: row.ordinal, atOrAfter: mark.lastReferring)
                    == mark.lastReferring
            else { throw .lacking(mark.lastReferring, table: "references") }
        }
    }

    /// A key that was damaged would pass for one that does not exist. It then stands next to where it is missed, and
    /// leads to a record that it does not belong to.
    func checkNeighbours(
        of key: PostingKey, in table: String, _ cursor: borrowing Cursor, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        if let row = try cursor.row(atOrAfter: key) {
            try checkKey(row, of: table, transaction)
            if let row = try cursor.previousKey() { try checkKey(row, of: table, transaction) }
        } else if let row = try cursor.last() {
            try checkKey(row, of: table, transaction)
        }
    }

    private func checkKey(
        _ row: borrowing Cursor.Row, of table: String, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        let position = row.value.nativeInteger ?? 0
        let record = try indexedRecord(at: position, from: table, in: transaction)
        let belongs: Bool
        switch table {
        case "tags": belongs = record.hasTag(row.key)
        case "kind-events": belongs = row.key.nativeInteger == UInt64(record.kind)
        case "event-ids":
            belongs = row.key.hasSameBytes(as: keys.key(record.ordinal, hash: idHash(of: record)).bytes.rawBytes)
        default:
            guard let ordinal = row.key.nativeInteger else { throw .misled(by: table, to: position) }
            let first = try self.position(of: 1, ordinal: ordinal, in: transaction)
            let stream = try indexedRecord(at: first, from: "stream-events", in: transaction).stream
            belongs = record.refers(to: stream)
        }
        guard belongs else { throw .misled(by: table, to: position) }
    }
}

extension LMDBError {
    /// The indexes say that they have events which the log does not have.
    static func indexed(upTo position: UInt64, beyond head: UInt64) -> LMDBError {
        .damaged("The log is damaged: its indexes reach to position \(position), but its events end at \(head).")
    }

    /// An index does not have an event that belongs to it.
    static func lacking(_ position: UInt64, table: String) -> LMDBError {
        .damaged("The log is damaged: its table '\(table)' lacks the event at position \(position).", key: position)
    }
}
