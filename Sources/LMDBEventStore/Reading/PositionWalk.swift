import EventSourcing
import LMDB

/// Goes through the positions at which a query may match, each once, in one direction: all positions of a range, or the
/// union of some indexes and of what the tail has of the same.
struct PositionWalk {
    /// Tells which of the records at these positions the query means.
    let filter: RecordFilter
    private let direction: ReadSelection.Direction
    private var sources: [PositionSource]
    /// Whether the position to which the walk has come was named by sources.
    private var isIndexed = false
    private var last: UInt64?
    /// What is left of the range where every position is looked at.
    private var rest: ClosedRange<UInt64>?
    /// What is left of the tail's positions, the next one first. All of them come behind those of the indexes.
    private var ofTail: ArraySlice<UInt64> = []

    init(
        _ query: Query, within range: ClosedRange<UInt64>, _ direction: ReadSelection.Direction, _ reader: LogReader,
        _ tail: LogTail, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        self.direction = direction
        filter = try RecordFilter(query, reader, tail, in: transaction)
        switch try QueryPlan(query, reader, tail, in: transaction) {
        case .scan:
            rest = range
            sources = []
        case .indexes(let indexes):
            rest = nil
            let indexed = tail.entries.first.map { $0.position - 1 } ?? range.upperBound
            sources =
                indexed < range.lowerBound
                ? []
                : indexes.map {
                    PositionSource(
                        $0, reader.tables, within: range.lowerBound...min(indexed, range.upperBound), direction)
                }
            let positions = reader.positions(in: tail, within: range, ofAny: indexes)
            ofTail = direction == .forward ? positions[...] : positions.reversed()[...]
        }
    }

    /// The next position; nil at the end.
    mutating func next(_ reader: LogReader, in transaction: borrowing ReadTransaction) throws(LMDBError) -> UInt64? {
        if rest != nil { return nextInRange() }
        isIndexed = false
        if direction == .backward, let position = ofTail.popFirst() { return position }
        var best: UInt64?
        for index in sources.indices {
            guard let position = try sources[index].peek(reader, in: transaction) else { continue }
            guard let known = best else {
                best = position
                continue
            }
            best = direction == .forward ? min(known, position) : max(known, position)
        }
        guard let best else { return ofTail.popFirst() }
        for index in sources.indices { sources[index].take(best) }
        isIndexed = true
        if let last, direction == .forward ? best <= last : best >= last { throw .misled(by: namingTable, to: best) }
        last = best
        return best
    }

    /// The record at the position to which the walk has come, compared with every index that named it.
    ///
    /// - Parameters:
    ///   - cursor: one of the table `events`. It finds a record near the last one without descending again.
    ///   - previous: the position on whose record the cursor stands.
    @_lifetime(copy cursor)
    func record(
        at position: UInt64, _ reader: LogReader, _ cursor: borrowing Cursor, standingAt previous: UInt64
    ) throws(LMDBError) -> Record {
        let record = try reader.indexedRecord(
            at: position, from: namingTable, cursor, isNext: previous > 0 && position == previous + 1)
        guard isIndexed else { return record }
        for index in sources.indices {
            if let claim = sources[index].claim, !record.belongs(to: claim) {
                throw .misled(by: claim.table, to: position)
            }
        }
        return record
    }

    /// The table that named the position to which the walk has come.
    private var namingTable: String {
        guard isIndexed else { return "events" }
        for index in sources.indices {
            if let claim = sources[index].claim { return claim.table }
        }
        return "events"
    }

    private mutating func nextInRange() -> UInt64? {
        guard let range = rest else { return nil }
        let isLast = range.lowerBound == range.upperBound
        switch direction {
        case .forward:
            rest = isLast ? nil : (range.lowerBound + 1)...range.upperBound
            return range.lowerBound
        case .backward:
            rest = isLast ? nil : range.lowerBound...(range.upperBound - 1)
            return range.upperBound
        }
    }
}
