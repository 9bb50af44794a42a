import EventSourcing
import LMDB

extension Staging {
    /// Puts everything that was staged: the records, then each index in the order of its keys.
    func put(into transaction: inout WriteTransaction) throws(LMDBError) {
        guard !events.isEmpty else { return }
        try putRecords(into: &transaction)
        try putStreams(into: &transaction)
        try putStreamEvents(into: &transaction)
        try putEventIDs(into: &transaction)
        try putKinds(into: &transaction)
        try putTags(into: &transaction)
        try putReferences(into: &transaction)
    }

    private func putRecords(into transaction: inout WriteTransaction) throws(LMDBError) {
        var record: [UInt8] = []
        for staged in events {
            record.removeAll(keepingCapacity: true)
            record.appendRecord(of: staged.event, staged.numbers, staged.seal)
            try transaction.put(
                record.rawBytes, forKey: staged.event.position.rawValue, in: reader.tables.events, .append)
        }
    }

    private func putStreams(into transaction: inout WriteTransaction) throws(LMDBError) {
        let changed = streams.filter(\.value.isChanged).sorted { $0.key < $1.key }
        for (id, stream) in changed {
            let key = id.text.utf8.rawBytes
            let row = StreamRow(ordinal: stream.ordinal, revision: stream.revision.rawValue).row.bytes(key: key)
            try transaction.put(row.rawBytes, forKey: key, in: reader.tables.streams)
        }
    }

    private func putStreamEvents(into transaction: inout WriteTransaction) throws(LMDBError) {
        let order = events.indices.sorted {
            (events[$0].numbers.ordinal, events[$0].event.revision) < (
                events[$1].numbers.ordinal, events[$1].event.revision
            )
        }
        for index in order {
            let staged = events[index]
            let key = Tables.key(staged.numbers.ordinal, staged.event.revision.rawValue)
            try transaction.put(
                posting: staged.event.position.rawValue, forKey: key.rawBytes, in: reader.tables.streamEvents, .upsert)
        }
    }

    private func putEventIDs(into transaction: inout WriteTransaction) throws(LMDBError) {
        var keys: [(key: [UInt8], position: UInt64)] = []
        keys.reserveCapacity(events.count)
        for staged in events {
            let key = reader.eventIDKey(staged.event.id, ordinal: staged.numbers.ordinal)
            keys.append((key, staged.event.position.rawValue))
        }
        try putPostings(keys, in: reader.tables.eventIDs, into: &transaction)
    }

    private func putTags(into transaction: inout WriteTransaction) throws(LMDBError) {
        var keys: [(key: [UInt8], position: UInt64)] = []
        for staged in events {
            for tag in Set(staged.event.tags) { keys.append((Array(tag.text.utf8), staged.event.position.rawValue)) }
        }
        try putPostings(keys, in: reader.tables.tags, into: &transaction)
    }

    private func putPostings(
        _ keys: [(key: [UInt8], position: UInt64)], in database: Database, into transaction: inout WriteTransaction
    ) throws(LMDBError) {
        let sorted = keys.sorted { left, right in
            left.key == right.key ? left.position < right.position : left.key.lexicographicallyPrecedes(right.key)
        }
        for (key, position) in sorted {
            try transaction.put(posting: position, forKey: key.rawBytes, in: database, .appendDuplicate)
        }
    }

    private func putKinds(into transaction: inout WriteTransaction) throws(LMDBError) {
        for (kind, number) in newKinds.sorted(by: { $0.value < $1.value }) {
            let key = kind.name.utf8.rawBytes
            let row = CheckedRow([UInt64(number)]).bytes(key: key)
            try transaction.put(row.rawBytes, forKey: key, in: reader.tables.kinds, .insert)
        }
        let order = events.indices.sorted { (events[$0].numbers.kind, $0) < (events[$1].numbers.kind, $1) }
        for index in order {
            let staged = events[index]
            try transaction.put(
                posting: staged.event.position.rawValue, forKey: UInt64(staged.numbers.kind),
                in: reader.tables.kindEvents, .appendDuplicate)
        }
    }

    private func putReferences(into transaction: inout WriteTransaction) throws(LMDBError) {
        var pairs: [(target: UInt64, position: UInt64)] = []
        for staged in events where !staged.event.references.isEmpty {
            let others = Set(staged.event.references.map(\.stream)).subtracting([staged.event.stream])
            for other in others {
                guard let stream = try stream(other, in: transaction.reader) else { continue }
                pairs.append((stream.ordinal, staged.event.position.rawValue))
            }
        }
        for (target, position) in pairs.sorted(by: <) {
            try transaction.put(posting: position, forKey: target, in: reader.tables.references, .appendDuplicate)
        }
    }
}
