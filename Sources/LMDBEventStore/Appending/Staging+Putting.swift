import EventSourcing
import LMDB

extension Staging {
    /// Puts everything that was staged: the records, then each index in the order of its keys.
    func put(into transaction: inout WriteTransaction) throws(LMDBError) {
        guard !events.isEmpty else { return }
        var table = "events"
        do throws(LMDBError) {
            try putRecords(into: &transaction)
            table = "streams"
            try putStreams(into: &transaction)
            table = "stream-events"
            try putStreamEvents(into: &transaction)
            table = "event-ids"
            try putEventIDs(into: &transaction)
            table = "kinds"
            try putKinds(into: &transaction)
            table = "tags"
            try putTags(into: &transaction)
            table = "references"
            try putReferences(into: &transaction)
            table = "meta"
            try putMark(into: &transaction)
        } catch {
            // What is put is new to every table; where something stands in its place or behind it, that is wrong.
            guard error.isExisting else { throw error }
            throw .damaged("The log is damaged: its table '\(table)' reaches beyond the log's end.")
        }
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
                posting: staged.event.position.rawValue, forKey: key.rawBytes, in: reader.tables.streamEvents, .newKey)
        }
    }

    private func putEventIDs(into transaction: inout WriteTransaction) throws(LMDBError) {
        var ids: [(ordinal: UInt64, hash: UInt64, position: UInt64)] = []
        ids.reserveCapacity(events.count)
        for staged in events {
            ids.append(
                (staged.numbers.ordinal, reader.hash(of: staged.event.id), staged.event.position.rawValue))
        }
        ids.sort(by: <)
        for id in ids {
            let key = Tables.key(id.ordinal, id.hash)
            try transaction.put(
                posting: id.position, forKey: key.rawBytes, in: reader.tables.eventIDs, .appendDuplicate)
        }
    }

    private func putTags(into transaction: inout WriteTransaction) throws(LMDBError) {
        // Events stand in the order of their positions, so that each list is sorted as it is made.
        var positions: [Tag: [UInt64]] = [:]
        for staged in events {
            let position = staged.event.position.rawValue
            for tag in staged.event.tags where positions[tag]?.last != position {
                positions[tag, default: []].append(position)
            }
        }
        for (tag, positions) in positions.sorted(by: { $0.key < $1.key }) {
            for position in positions {
                try transaction.put(
                    posting: position, forKey: tag.text.utf8.rawBytes, in: reader.tables.tags, .appendDuplicate)
            }
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
            for other in staged.event.indexedReferences {
                guard let stream = try stream(other, in: transaction.reader) else { continue }
                pairs.append((stream.ordinal, staged.event.position.rawValue))
            }
        }
        for (target, position) in pairs.sorted(by: <) {
            try transaction.put(posting: position, forKey: target, in: reader.tables.references, .appendDuplicate)
        }
    }

    private func putMark(into transaction: inout WriteTransaction) throws(LMDBError) {
        var mark = mark
        for staged in events { mark.take(staged.event) }
        try mark.put(into: &transaction, reader.tables.meta)
    }
}
