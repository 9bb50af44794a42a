import EventSourcing
import LMDB

extension Staging {
    /// Puts everything that was staged: the records, then each index in the order of its keys.
    func put(into transaction: inout WriteTransaction) throws(LMDBError) {
        guard !events.isEmpty else { return }
        var indexes = IndexEntries(reader.keys, capacity: events.count)
        try putRecords(into: &transaction, &indexes)
        try IndexEntries.telling("kinds") { () throws(LMDBError) in try putKinds(into: &transaction) }
        try IndexEntries.telling("streams") { () throws(LMDBError) in try putStreams(into: &transaction) }
        for staged in events {
            let position = staged.numbers.position
            indexes.add(appends[staged.append].events[staged.index].tags, position: position)
            guard !appends[staged.append].events[staged.index].references.isEmpty else { continue }
            let event = event(staged)
            for other in Set(event.references.map(\.stream)) where other != event.stream {
                guard let stream = try stream(other, in: transaction.reader) else { continue }
                indexes.add(referenceTo: stream.ordinal, position: position)
            }
        }
        try indexes.put(into: &transaction, reader.tables)
        try mark.put(into: &transaction, reader.tables.meta)
    }

    private func putRecords(
        into transaction: inout WriteTransaction, _ indexes: inout IndexEntries
    ) throws(LMDBError) {
        for staged in events {
            let drafts = appends[staged.append].drafts
            let numbers = staged.numbers
            try IndexEntries.telling("events") { () throws(LMDBError) in
                try transaction.put(
                    size: drafts.size(of: staged.index..<(staged.index + 1)), forKey: numbers.position,
                    in: reader.tables.events, .append
                ) { drafts.write(staged.index, with: numbers, to: &$0) }
            }
            indexes.add(
                position: numbers.position, ordinal: numbers.ordinal, revision: numbers.revision,
                idHash: staged.idHash,
                kind: numbers.kind)
        }
    }

    private func putStreams(into transaction: inout WriteTransaction) throws(LMDBError) {
        for stream in streams.filter(\.isChanged).sorted(by: { $0.id < $1.id }) {
            let key = stream.id.text.utf8.rawBytes
            let row = StreamRow(ordinal: stream.ordinal, revision: stream.revision.rawValue).row.bytes(key: key)
            try transaction.put(row.rawBytes, forKey: key, in: reader.tables.streams)
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
