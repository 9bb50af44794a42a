import EventSourcing
import LMDB

/// Goes through the positions at which a query may match, each once, in one direction: all positions of a range, or the
/// union of some indexes.
struct PositionWalk {
    /// The table that is to blame where a position has no record.
    let table: String
    /// True where the query means every event.
    let matchesEverything: Bool
    /// The numbers of the kinds outside of which nothing matches; nil where kinds do not decide.
    private let kinds: Set<UInt16>?
    private let direction: ReadSelection.Direction
    private var sources: [PositionSource]
    /// What is left of the range where every position is looked at.
    private var rest: ClosedRange<UInt64>?

    init(
        _ query: Query, within range: ClosedRange<UInt64>, _ direction: ReadSelection.Direction, _ reader: LogReader,
        in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        self.direction = direction
        matchesEverything = query.matchesEverything
        kinds = try Self.kinds(of: query, reader, in: transaction)
        switch try QueryPlan(query, reader, in: transaction) {
        case .scan:
            rest = range
            sources = []
            table = "events"
        case .indexes(let indexes):
            rest = nil
            sources = indexes.map { PositionSource($0, reader.tables, within: range, direction) }
            table = "indexes"
        }
    }

    /// The next position; nil at the end.
    mutating func next(_ reader: LogReader, in transaction: borrowing ReadTransaction) throws(LMDBError) -> UInt64? {
        if sources.isEmpty { return nextInRange() }
        var best: UInt64?
        for index in sources.indices {
            guard let position = try sources[index].peek(reader, in: transaction) else { continue }
            guard let known = best else {
                best = position
                continue
            }
            best = direction == .forward ? min(known, position) : max(known, position)
        }
        guard let best else { return nil }
        for index in sources.indices { sources[index].take(best) }
        return best
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

    /// False where the header alone says that no item of the query means this record.
    func mayMatch(_ record: borrowing Record) -> Bool { kinds?.contains(record.kind) ?? true }

    private static func kinds(
        of query: Query, _ reader: LogReader, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Set<UInt16>? {
        guard !query.items.isEmpty, query.items.allSatisfy({ !$0.kinds.isEmpty }) else { return nil }
        var numbers: Set<UInt16> = []
        for item in query.items {
            for kind in item.kinds {
                if let number = try reader.kinds.number(kind, in: transaction) { numbers.insert(number) }
            }
        }
        return numbers
    }
}
