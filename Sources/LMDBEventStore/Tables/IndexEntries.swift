import EventSourcing
import LMDB

/// What some events add to the indexes, all of them new to it: collected, then put index by index in the order of the
/// keys, so that neighbours meet the page that was written before.
struct IndexEntries {
    private let keys: IndexKeys
    private var streamEvents: [(key: ShortKey, position: UInt64)] = []
    private var eventIDs: [(key: ShortKey, position: UInt64)] = []
    private var kinds: [(number: UInt16, positions: [UInt64])] = []
    private var tags: [Tag: [UInt64]] = [:]
    private var references: [(ordinal: UInt64, position: UInt64)] = []

    init(_ keys: IndexKeys, capacity count: Int) {
        self.keys = keys
        streamEvents.reserveCapacity(count)
        eventIDs.reserveCapacity(count)
    }

    /// Notes an event; events come in the order of their positions.
    mutating func add(position: UInt64, ordinal: UInt64, revision: UInt64, idHash: UInt64, kind: UInt16) {
        streamEvents.append((keys.key(ordinal, revision: revision), position))
        eventIDs.append((keys.key(ordinal, hash: idHash), position))
        // There are few kinds, so they are compared one after the other.
        if let known = kinds.firstIndex(where: { $0.number == kind }) {
            kinds[known].positions.append(position)
        } else {
            kinds.append((kind, [position]))
        }
    }

    /// Notes the tags of an event.
    mutating func add(_ tags: [Tag], position: UInt64) {
        func add(to positions: inout [UInt64]) { if positions.last != position { positions.append(position) } }
        for tag in tags { add(to: &self.tags[tag, default: []]) }
    }

    /// Notes that an event of another stream refers to a stream.
    mutating func add(referenceTo ordinal: UInt64, position: UInt64) { references.append((ordinal, position)) }

    /// Puts everything. What is wrong is told with the table that it was met in.
    mutating func put(into transaction: inout WriteTransaction, _ tables: Tables) throws(LMDBError) {
        streamEvents.sort { $0.key < $1.key }
        for entry in streamEvents {
            try Self.telling("stream-events") { () throws(LMDBError) in
                try transaction.put(posting: entry.position, forKey: entry.key, in: tables.streamEvents, .newKey)
            }
        }
        eventIDs.sort { $0.key != $1.key ? $0.key < $1.key : $0.position < $1.position }
        for entry in eventIDs {
            try Self.telling("event-ids") { () throws(LMDBError) in
                try transaction.put(posting: entry.position, forKey: entry.key, in: tables.eventIDs, .appendDuplicate)
            }
        }
        for (kind, positions) in kinds.sorted(by: { $0.number < $1.number }) {
            for position in positions {
                try Self.telling("kind-events") { () throws(LMDBError) in
                    try transaction.put(
                        posting: position, forKey: UInt64(kind), in: tables.kindEvents, .appendDuplicate)
                }
            }
        }
        for (tag, positions) in tags.sorted(by: { $0.key < $1.key }) {
            for position in positions {
                try Self.telling("tags") { () throws(LMDBError) in
                    try transaction.put(
                        posting: position, forKey: tag.text.utf8.rawBytes, in: tables.tags, .appendDuplicate)
                }
            }
        }
        references.sort(by: <)
        for entry in references {
            try Self.telling("references") { () throws(LMDBError) in
                try transaction.put(
                    posting: entry.position, forKey: entry.ordinal, in: tables.references, .appendDuplicate)
            }
        }
    }

    /// What is put is new to every table; where something stands in its place or behind it, that is wrong.
    static func telling(_ table: String, _ body: () throws(LMDBError) -> Void) throws(LMDBError) {
        do throws(LMDBError) {
            try body()
        } catch {
            guard error.isExisting else { throw error }
            throw .damaged("The log is damaged: its table '\(table)' reaches beyond the log's end.")
        }
    }
}
