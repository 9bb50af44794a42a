import EventSourcing
import LMDB

extension Staging {
    /// Puts everything that was staged: the records, and unless the log's tail may take them, the tail and them into each
    /// index in the order of its keys.
    ///
    /// - Parameter limit: how long the tail may grow.
    func put(into transaction: inout WriteTransaction, tailUpTo limit: TailLimit) throws(LMDBError) {
        guard !events.isEmpty else { return }
        let indexes = fitsTail(upTo: limit) ? nil : try indexEntries(in: transaction.reader)
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

    /// Whether what was staged may wait for the indexes.
    private func fitsTail(upTo limit: TailLimit) -> Bool {
        guard mark.indexed != nil, events.count <= LogTail.maximumShare else { return false }
        let places = events.reduce(tail.places) { sum, staged in
            let events = appends[staged.append].events
            let (tags, references) = (events.span[staged.index].tags, events.span[staged.index].references)
            return sum + LogTail.places(tags: tags.count, references: references.count)
        }
        return limit.allows(tail.count + events.count, places: places, appending: events.count)
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
        let cursor = try transaction.cursor(in: reader.tables.events)
        var last: UInt64 = 0
        for entry in tail.entries {
            entries.add(
                position: entry.position, ordinal: entry.ordinal, revision: entry.revision, idHash: entry.idHash,
                kind: entry.kind)
            // Who has no mark has neither tags nor references, and nothing is read of it.
            guard entry.marks != 0 else {
                mark.take(entry.position, isTagged: false, isReferring: false)
                continue
            }
            let record = try reader.indexedRecord(
                at: entry.position, from: "events", cursor, isNext: last + 1 == entry.position)
            last = entry.position
            try addMarks(of: record, to: &entries, in: transaction)
        }
        for staged in events {
            let (numbers, event) = (staged.numbers, appends[staged.append].events[staged.index])
            entries.add(
                position: numbers.position, ordinal: numbers.ordinal, revision: numbers.revision,
                idHash: staged.idHash, kind: numbers.kind)
            try add(
                event.tags, event.references, of: event.stream, at: numbers.position, to: &entries, in: transaction)
        }
        return (entries, try changedRows(in: transaction))
    }

    /// Adds the tags and the references of an event of the tail, which has some.
    private func addMarks(
        of record: borrowing Record, to entries: inout IndexEntries, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        // Of most, which have no reference, nothing else is read.
        guard record.referenceCount > 0 else {
            entries.add(try record.tags(), position: record.position)
            mark.take(record.position, isTagged: true, isReferring: false)
            return
        }
        let event = try reader.envelope(of: record, in: transaction)
        try add(event.tags, event.references, of: event.stream, at: record.position, to: &entries, in: transaction)
    }

    private func add(
        _ tags: [Tag], _ references: [Reference], of stream: StreamID, at position: UInt64,
        to entries: inout IndexEntries, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        entries.add(tags, position: position)
        var isReferring = false
        if !references.isEmpty {
            for other in Set(references.map(\.stream)) where other != stream {
                isReferring = true
                guard let known = try self.stream(other, in: transaction) else { continue }
                entries.add(referenceTo: known.ordinal, position: position)
            }
        }
        mark.take(position, isTagged: !tags.isEmpty, isReferring: isReferring)
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
