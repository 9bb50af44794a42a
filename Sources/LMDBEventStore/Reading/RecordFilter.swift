import EventSourcing
import LMDB

/// A query as records are compared with it where they lie: by the numbers of their headers first, then by bytes of their
/// envelopes. No text is made, and no body is read.
struct RecordFilter {
    private struct Item {
        /// The numbers of the kinds; empty asks nothing.
        var kinds: [UInt16] = []
        /// In the order of their ordinals, of which none comes twice.
        var streams: [(ordinal: UInt64, stream: StreamID)] = []
        var tags: [[UInt8]] = []
        var references: [[UInt8]] = []
    }

    /// True where every event is meant.
    let matchesEverything: Bool
    /// The items that an event of this log can match.
    private var items: [Item] = []

    init(
        _ query: Query, _ reader: LogReader, _ tail: LogTail, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        matchesEverything = query.matchesEverything
        guard !matchesEverything else { return }
        for item in query.items {
            var known = Item()
            for kind in item.kinds {
                if let number = try reader.kinds.number(kind, in: transaction) { known.kinds.append(number) }
            }
            for stream in item.streams {
                if let row = try reader.row(of: stream, tail, in: transaction) {
                    known.streams.append((row.ordinal, stream))
                }
            }
            known.streams.sort { $0.ordinal < $1.ordinal }
            // What the log has never seen, no event of it has.
            guard item.kinds.isEmpty || !known.kinds.isEmpty, item.streams.isEmpty || !known.streams.isEmpty else {
                continue
            }
            known.tags = item.tags.map { Array($0.text.utf8) }
            known.references = item.referringTo.map { Array($0.text.utf8) }
            items.append(known)
        }
    }

    /// Whether the query means the event of a record.
    func matches(_ record: borrowing Record) -> Bool {
        if matchesEverything { return true }
        for index in items.indices where Self.matches(items[index], record) { return true }
        return false
    }

    private static func matches(_ item: Item, _ record: borrowing Record) -> Bool {
        guard item.kinds.isEmpty || item.kinds.contains(record.kind) else { return false }
        if !item.streams.isEmpty {
            guard let index = Self.index(of: record.ordinal, in: item.streams),
                record.stream.hasSameBytes(as: item.streams[index].stream.text)
            else { return false }
        }
        for tag in item.tags where !record.hasTag(tag.rawBytes) { return false }
        guard !item.references.isEmpty else { return true }
        for stream in item.references
        where !record.stream.hasSameBytes(as: stream.rawBytes) && record.refers(to: stream.rawBytes) {
            return true
        }
        return false
    }

    /// Where an ordinal stands among those of streams, found by halving: mostly there is one.
    private static func index(of ordinal: UInt64, in streams: [(ordinal: UInt64, stream: StreamID)]) -> Int? {
        var (low, high) = (0, streams.count)
        while low < high {
            let middle = (low + high) / 2
            if streams[middle].ordinal < ordinal { low = middle + 1 } else { high = middle }
        }
        return low < streams.count && streams[low].ordinal == ordinal ? low : nil
    }
}
