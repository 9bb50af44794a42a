import EventSourcing
import LMDB

/// How a query is answered: by which indexes, together, no match can be missed, but for the events of the tail. What they
/// give is still compared with the query, event by event.
enum QueryPlan {
    /// Every position has to be looked at.
    case scan
    /// Every match is in one of these.
    case indexes([PositionSource.Index])

    /// Picks, for each way to match, the index with the fewest positions.
    init(
        _ query: Query, _ reader: LogReader, _ tail: LogTail, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        guard !query.matchesEverything else {
            self = .scan
            return
        }
        try transaction.requireSoundPages(of: Tables.indexes)
        var indexes: [PositionSource.Index] = []
        for item in query.items {
            var best: (cost: Int, indexes: [PositionSource.Index])?
            for candidate in try Self.candidates(item, reader, tail, in: transaction)
            where candidate.cost < best?.cost ?? .max {
                best = candidate
            }
            indexes += best?.indexes ?? []
        }
        self = .indexes(indexes)
    }

    /// For each part of an item the indexes that hold all of its matches, with how many positions they have.
    private static func candidates(
        _ item: Query.Item, _ reader: LogReader, _ tail: LogTail, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [(cost: Int, indexes: [PositionSource.Index])] {
        var candidates: [(cost: Int, indexes: [PositionSource.Index])] = []
        if !item.streams.isEmpty {
            var all: (cost: Int, indexes: [PositionSource.Index]) = (0, [])
            for stream in item.streams {
                guard let row = try reader.row(of: stream, tail, in: transaction) else { continue }
                let indexed = tail.count == 0 ? row : try reader.indexedRow(of: stream, in: transaction)
                all.cost += Int(clamping: row.revision)
                all.indexes.append(.stream(ordinal: row.ordinal, revision: indexed?.revision ?? 0))
            }
            candidates.append(all)
        }
        for tag in item.tags {
            let count = try postingCount(.bytes(Array(tag.text.utf8)), reader.tables.tags, in: transaction)
            candidates.append((count, [.tag(tag)]))
        }
        if !item.referringTo.isEmpty {
            var all: (cost: Int, indexes: [PositionSource.Index]) = (0, [])
            for stream in item.referringTo {
                guard let row = try reader.row(of: stream, tail, in: transaction) else { continue }
                all.cost += try postingCount(.integer(row.ordinal), reader.tables.references, in: transaction)
                all.indexes.append(.referring(to: stream, ordinal: row.ordinal))
            }
            candidates.append(all)
        }
        if !item.kinds.isEmpty {
            var all: (cost: Int, indexes: [PositionSource.Index]) = (0, [])
            for kind in item.kinds {
                guard let number = try reader.kinds.number(kind, in: transaction) else { continue }
                all.cost += try postingCount(.integer(UInt64(number)), reader.tables.kindEvents, in: transaction)
                all.indexes.append(.kind(number))
            }
            candidates.append(all)
        }
        return candidates
    }

    private static func postingCount(
        _ key: PostingKey, _ database: Database, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Int {
        let cursor = try transaction.cursor(in: database)
        return try cursor.posting(of: key, atOrAfter: 0) == nil ? 0 : cursor.postingCount()
    }
}
