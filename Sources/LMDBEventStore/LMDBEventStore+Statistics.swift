public import EventSourcing
import LMDB

/// What is in a log and how much room it takes.
public struct LogStatistics: Sendable {
    /// The version of the log's format.
    public let format: UInt64
    /// When the log was made.
    public let created: Timestamp
    /// How many events.
    public let events: UInt64
    /// How many streams.
    public let streams: Int
    /// How many events of each kind, by name.
    public let kinds: [(kind: EventKind, events: Int)]
    /// How many marks on events, over all tags.
    public let taggings: Int
    /// When the first event was recorded.
    public let firstRecorded: Timestamp?
    /// When the last event was recorded.
    public let lastRecorded: Timestamp?
    /// Bytes of the file, the part made ready ahead of use included.
    public let fileSize: Int
    /// Bytes of the file up to the last page in use.
    public let usedSize: Int
    /// How many of the newest events stand in no index yet (``LogTail``).
    public let unindexed: Int
    /// Slots taken by readers, over all processes.
    public let readers: Int
    /// Slots that there are.
    public let maximumReaders: Int
}

extension LMDBEventStore {
    /// Counts and sizes as of now. Costs a few lookups and a pass over the tail, whatever the size of the log.
    public func statistics() throws(EventStoreError) -> LogStatistics {
        let usage = try answering { () throws(LMDBError) in try environment.usage() }
        let readers = try answering { () throws(LMDBError) in try environment.takenReaders() }
        let fileSize = try answering { () throws(LMDBError) in try environment.fileSize() }
        return try reading { reader, transaction throws(LMDBError) in
            let head = try reader.head(in: transaction)
            try transaction.requireSoundPages(of: Tables.indexes)
            let tail = try reader.tail(in: transaction)
            return LogStatistics(
                format: reader.identity.format, created: Timestamp(microseconds: reader.identity.created),
                events: head.position.rawValue,
                streams: try transaction.count(of: reader.tables.streams) + tail.newStreams,
                kinds: try reader.kindCounts(tail, in: transaction),
                taggings: try transaction.count(of: reader.tables.tags) + tail.taggings,
                firstRecorded: try reader.record(at: 1, in: transaction)?.recorded, lastRecorded: head.recorded,
                fileSize: fileSize, usedSize: usage.usedSize, unindexed: tail.count, readers: readers,
                maximumReaders: usage.maximumReaders)
        }
    }
}

extension LogReader {
    fileprivate func kindCounts(
        _ tail: LogTail, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [(kind: EventKind, events: Int)] {
        var counts: [EventKind: Int] = [:]
        for entry in tail.entries {
            guard let kind = try kinds.name(entry.kind, in: transaction) else {
                throw .damagedRecord(at: entry.position, "is of a kind that the log does not know")
            }
            counts[kind, default: 0] += 1
        }
        let cursor = try transaction.cursor(in: tables.kindEvents)
        while let row = try cursor.nextKey() {
            guard let number = row.key.nativeInteger.flatMap({ UInt16(exactly: $0) }),
                let kind = try kinds.name(number, in: transaction)
            else {
                throw .damaged("The log is damaged: its table 'kind-events' names a kind that the log does not know.")
            }
            counts[kind, default: 0] += try cursor.postingCount()
        }
        return counts.map { ($0.key, $0.value) }.sorted { $0.kind < $1.kind }
    }
}
