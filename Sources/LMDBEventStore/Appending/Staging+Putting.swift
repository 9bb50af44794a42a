import EventSourcing
import LMDB

extension Staging {
    /// Puts everything that was staged: the records, and unless the log's tail may take them, the tail and them into each
    /// index in the order of its keys.
    ///
    /// - Parameter limit: how long the tail may grow.
    func put(into transaction: inout WriteTransaction, tailUpTo limit: Int) throws(LMDBError) {
        guard !events.isEmpty else { return }
        let fitsTail = mark.indexed != nil && tail.count + events.count <= limit
        let indexes = fitsTail ? nil : try indexEntries(in: transaction.reader)
        try putRecords(into: &transaction)
        try IndexEntries.telling("kinds") { () throws(LMDBError) in try putKinds(into: &transaction) }
        if var indexes {
            try IndexEntries.telling("streams") { () throws(LMDBError) in
                try put(indexes.streams, into: &transaction)
            }
            try indexes.entries.put(into: &transaction, reader.tables)
        }
        try mark.put(into: &transaction, reader.tables.meta)
    }

    private func putRecords(into transaction: inout WriteTransaction) throws(LMDBError) {
        for staged in events {
            let drafts = appends[staged.append].drafts
            let numbers = staged.numbers
            try IndexEntries.telling("events") { () throws(LMDBError) in
                try transaction.put(
                    size: drafts.size(of: staged.index..<(staged.index + 1)), forKey: numbers.position,
                    in: reader.tables.events, .append
                ) { drafts.write(staged.index, with: numbers, to: &$0) }
            }
        }
    }

    private typealias Rows = [(stream: StreamID, row: StreamRow)]

    /// What the tail and what was staged add to the indexes; the mark moves on by it.
    private func indexEntries(
        in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> (entries: IndexEntries, streams: Rows) {
        var entries = IndexEntries(reader.keys, capacity: tail.count + events.count)
        for entry in tail.entries {
            let record = try reader.indexedRecord(at: entry.position, from: "events", in: transaction)
            let event = try reader.envelope(of: record, in: transaction)
            entries.add(
                position: entry.position, ordinal: entry.ordinal, revision: entry.revision, idHash: entry.idHash,
                kind: entry.kind)
            entries.add(event.tags, position: entry.position)
            try add(event.references, of: event.stream, at: entry.position, to: &entries, in: transaction)
            mark.take(event)
        }
        for staged in events {
            let (numbers, event) = (staged.numbers, appends[staged.append].events[staged.index])
            entries.add(
                position: numbers.position, ordinal: numbers.ordinal, revision: numbers.revision,
                idHash: staged.idHash, kind: numbers.kind)
            entries.add(event.tags, position: numbers.position)
            try add(event.references, of: event.stream, at: numbers.position, to: &entries, in: transaction)
            mark.take(event, at: numbers.position)
        }
        return (entries, try changedRows(in: transaction))
    }

    private func add(
        _ references: [Reference], of stream: StreamID, at position: UInt64, to entries: inout IndexEntries,
        in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        guard !references.isEmpty else { return }
        for other in Set(references.map(\.stream)) where other != stream {
            guard let known = try self.stream(other, in: transaction) else { continue }
            entries.add(referenceTo: known.ordinal, position: position)
        }
    }

    /// The rows of all streams that the tail and the staged events belong to, in the order of their names.
    private func changedRows(in transaction: borrowing ReadTransaction) throws(LMDBError) -> Rows {
        var rows: Rows = streams.filter(\.isChanged).map {
            ($0.id, StreamRow(ordinal: $0.ordinal, revision: $0.revision.rawValue))
        }
        if tail.count > 0 {
            var older = try reader.rows(in: tail, transaction)
            for (stream, _) in rows { older[stream] = nil }
            rows += older.map { ($0.key, $0.value) }
        }
        return rows.sorted { $0.stream < $1.stream }
    }

    private func put(_ rows: Rows, into transaction: inout WriteTransaction) throws(LMDBError) {
        for (stream, row) in rows {
            let key = stream.text.utf8.rawBytes
            try transaction.put(row.row.bytes(key: key).rawBytes, forKey: key, in: reader.tables.streams)
        }
    }

    private func putKinds(into transaction: inout WriteTransaction) throws(LMDBError) {
        for (kind, number) in newKinds.sorted(by: { $0.value < $1.value }) {
            let key = kind.name.utf8.rawBytes
            let row = CheckedRow([UInt64(number)]).bytes(key: key)
            try transaction.put(row.rawBytes, forKey: key, in: reader.tables.kinds, .insert)
        }
    }
}
