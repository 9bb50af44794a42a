import EventSourcing
import LMDB

/// Copies the records of one environment into another, which has the tables of a log and nothing in them, and fills the
/// indexes from the records alone.
final class IndexRebuild {
    /// Reads what was made.
    let reader: LogReader
    private let old: Environment
    private let new: Environment
    private let events: Database
    private let kindTable: Database
    private var ordinals: [StreamID: UInt64] = [:]
    private var mark = CommitMark.none

    /// How many events go into a transaction.
    private static let batch: UInt64 = 8192

    init(from old: Environment, into new: Environment) throws(LMDBError) {
        self.old = old
        self.new = new
        events = try old.database("events", .integers)
        kindTable = try old.database("kinds", .bytes)
        let tables = try Tables(new)
        let identity: LogIdentity
        if let known = try Self.identity(of: old) {
            // Whatever format it had, it gets the indexes that a new log has.
            identity = LogIdentity(created: known.created, hashKey: known.hashKey, name: known.name)
        } else {
            identity = try .minted(created: 0)
        }
        reader = LogReader(path: old.path, tables: tables, kinds: KindNames(tables), identity: identity)
    }

    /// Its identity as far as it can be read. Nothing depends on it: the ids are hashed anew.
    private static func identity(of old: Environment) throws(LMDBError) -> LogIdentity? {
        do throws(LMDBError) {
            let meta = try old.database("meta", .bytes)
            return try old.read { transaction throws(LMDBError) in
                let key = LogIdentity.key
                guard let value = try transaction.value(forKey: key.rawBytes, in: meta) else { return nil }
                return try LogIdentity(value)
            }
        } catch {
            guard error.isDamage || error.isNotFound || error.isIncompatible else { throw error }
            return nil
        }
    }

    /// Copies everything; gives the number of events.
    func run(_ progress: (LogVerification.Progress) -> Void) throws(LMDBError) -> UInt64 {
        let count = try old.read { transaction throws(LMDBError) in
            let last = try transaction.cursor(in: events).last()?.key.nativeInteger ?? 0
            let count = UInt64(try transaction.count(of: events))
            guard last == count else {
                throw .damaged(
                    "The log is damaged: its table 'events' ends at position \(last), but holds \(count) records.")
            }
            return count
        }
        try putIdentityAndKinds()
        var done: UInt64 = 0
        while done < count {
            let end = min(done + Self.batch, count)
            let batch = try readBatch(after: done, upTo: end)
            do throws(LMDBError) {
                try put(batch)
            } catch {
                guard error.isExisting else { throw error }
                throw .damaged(
                    "The log is damaged: two records up to position \(end) say that they are the same event.")
            }
            done = end
            progress(LogVerification.Progress(stage: "events", done: Int(done), total: Int(count)))
        }
        return count
    }

    private func putIdentityAndKinds() throws(LMDBError) {
        let kinds = try old.read { transaction throws(LMDBError) in
            var kinds: [(key: [UInt8], value: [UInt8])] = []
            let cursor = try transaction.cursor(in: kindTable)
            while let row = try cursor.next() {
                _ = try CheckedRow(row.value, key: row.key, table: "kinds", count: 1)
                kinds.append((row.key.array, row.value.array))
            }
            return kinds
        }
        let tables = reader.tables
        try new.write { transaction throws(LMDBError) in
            let key = LogIdentity.key
            let row = reader.identity.row.bytes(key: key.rawBytes)
            try transaction.put(row.rawBytes, forKey: key.rawBytes, in: tables.meta)
            for (key, value) in kinds {
                try transaction.put(value.rawBytes, forKey: key.rawBytes, in: tables.kinds)
            }
            try mark.put(into: &transaction, tables.meta)
        }
    }

    /// A record as it is, and what the indexes need to know of it.
    private struct Copied {
        let bytes: [UInt8]
        let event: RecordedEvent
        let ordinal: UInt64
        let kind: UInt16
    }

    private func readBatch(after done: UInt64, upTo end: UInt64) throws(LMDBError) -> [Copied] {
        try old.read { transaction throws(LMDBError) in
            var copied: [Copied] = []
            copied.reserveCapacity(Int(end - done))
            for position in (done + 1)...end {
                guard let bytes = try transaction.value(forKey: position, in: events) else {
                    throw .noRecord(at: position, namedBy: "events")
                }
                let record = try Record(checking: bytes, at: position)
                _ = try record.body()
                // The name of the kind does not matter to an index.
                guard let kind = try? EventKind("any") else { continue }
                copied.append(
                    Copied(
                        bytes: bytes.array, event: try record.envelope(kind: kind), ordinal: record.ordinal,
                        kind: record.kind))
            }
            return copied
        }
    }

    private func put(_ batch: [Copied]) throws(LMDBError) {
        var size = 0
        for copied in batch {
            size += copied.bytes.count + 256
            if ordinals[copied.event.stream] == nil { ordinals[copied.event.stream] = copied.ordinal }
            mark.take(copied.event)
        }
        let tables = reader.tables
        try new.write(reserving: size) { transaction throws(LMDBError) in
            for copied in batch {
                let position = copied.event.position.rawValue
                try transaction.put(copied.bytes.rawBytes, forKey: position, in: tables.events, .append)
            }
            for copied in batch {
                let (position, event) = (copied.event.position.rawValue, copied.event)
                let key = event.stream.text.utf8.rawBytes
                let row = StreamRow(ordinal: copied.ordinal, revision: event.revision.rawValue).row.bytes(key: key)
                try transaction.put(row.rawBytes, forKey: key, in: tables.streams)
                let place = reader.keys.key(copied.ordinal, revision: event.revision.rawValue)
                try transaction.put(posting: position, forKey: place, in: tables.streamEvents, .newKey)
                let hash = reader.keys.kept(ofHash: reader.hash(of: event.id))
                let id = reader.keys.key(copied.ordinal, hash: hash)
                try transaction.put(posting: position, forKey: id, in: tables.eventIDs, .appendDuplicate)
                try transaction.put(
                    posting: position, forKey: UInt64(copied.kind), in: tables.kindEvents, .appendDuplicate)
                for tag in event.indexedTags {
                    try transaction.put(
                        posting: position, forKey: tag.text.utf8.rawBytes, in: tables.tags, .appendDuplicate)
                }
                for other in event.indexedReferences {
                    guard let ordinal = ordinals[other] else {
                        throw .damagedRecord(at: position, "refers to '\(other)', which has no event before it")
                    }
                    try transaction.put(posting: position, forKey: ordinal, in: tables.references, .appendDuplicate)
                }
            }
            try mark.put(into: &transaction, tables.meta)
        }
    }
}
