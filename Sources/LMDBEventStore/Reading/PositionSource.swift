import EventSourcing
import LMDB

/// An index as a sorted run of positions, fetched in pieces: those of a stream, of a tag, of a kind, or of the events
/// that refer to a stream.
struct PositionSource {
    /// Which positions.
    enum Index {
        /// Those of a stream up to a revision, which may be none; of one position, the one that has this revision.
        case stream(ordinal: UInt64, revision: UInt64)
        case tag(Tag)
        case kind(UInt16)
        case referring(to: StreamID, ordinal: UInt64)

        var table: String {
            switch self {
            case .stream: "stream-events"
            case .tag: "tags"
            case .kind: "kind-events"
            case .referring: "references"
            }
        }
    }

    let index: Index
    private let tables: Tables
    private let direction: ReadSelection.Direction
    private var piece: ArraySlice<UInt64> = []
    /// What the index says of the record at the position that was taken last; nil where that was another one's.
    private(set) var claim: Index?
    /// The revision of the first of them, in a stream.
    private var revision: UInt64 = 0
    private var rest: ClosedRange<UInt64>?

    /// How many positions are fetched at once.
    private static let pieceSize = 256

    /// Positions within a range, in a direction.
    init(_ index: Index, _ tables: Tables, within range: ClosedRange<UInt64>, _ direction: ReadSelection.Direction) {
        self.index = index
        self.tables = tables
        self.direction = direction
        rest = range
    }

    /// The next position, which stays the next one until it is taken; nil at the end.
    mutating func peek(_ reader: LogReader, in transaction: borrowing ReadTransaction) throws(LMDBError) -> UInt64? {
        if piece.isEmpty, let range = rest {
            let fetched = try fetch(range, reader, in: transaction)
            piece = fetched[...]
            rest = nil
            if fetched.count == Self.pieceSize, let last = fetched.last {
                switch direction {
                case .forward: if last < range.upperBound { rest = (last + 1)...range.upperBound }
                case .backward: if last > range.lowerBound { rest = range.lowerBound...(last - 1) }
                }
            }
        }
        return piece.first
    }

    /// Goes past the position that is the next one, if it is this one, and says in ``claim`` what the index says of the record
    /// there.
    mutating func take(_ position: UInt64) {
        guard piece.first == position else {
            claim = nil
            return
        }
        piece.removeFirst()
        guard case .stream(let ordinal, _) = index else {
            claim = index
            return
        }
        claim = .stream(ordinal: ordinal, revision: revision)
        revision = direction == .forward ? revision + 1 : revision - 1
    }

    private mutating func fetch(
        _ range: ClosedRange<UInt64>, _ reader: LogReader, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [UInt64] {
        switch index {
        case .stream(let ordinal, let revision):
            return try fetchStream(ordinal, revision, range, reader, in: transaction)
        case .tag(let tag):
            return try fetchPostings(.bytes(Array(tag.text.utf8)), tables.tags, range, reader, in: transaction)
        case .kind(let number):
            return try fetchPostings(.integer(UInt64(number)), tables.kindEvents, range, reader, in: transaction)
        case .referring(_, let ordinal):
            return try fetchPostings(.integer(ordinal), tables.references, range, reader, in: transaction)
        }
    }

    private func fetchPostings(
        _ key: PostingKey, _ database: Database, _ range: ClosedRange<UInt64>, _ reader: LogReader,
        in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [UInt64] {
        let cursor = try transaction.cursor(in: database)
        var next: UInt64?
        let beside: UInt64?
        switch direction {
        case .forward:
            next = try cursor.posting(of: key, atOrAfter: range.lowerBound)
            beside = next == nil ? try cursor.lastPosting(of: key) : try cursor.previousPosting()
            if next != nil, beside != nil { _ = try cursor.nextPosting() }
        case .backward:
            // LMDB seeks forwards only: it is the one before the first that is greater, or the last of all.
            beside = range.upperBound < .max ? try cursor.posting(of: key, atOrAfter: range.upperBound + 1) : nil
            next = beside == nil ? try cursor.lastPosting(of: key) : try cursor.previousPosting()
        }
        if next == nil, beside == nil {
            try reader.checkNeighbours(of: key, in: index.table, cursor, transaction)
            return []
        }
        var positions: [UInt64] = []
        while let position = next, range.contains(position), positions.count < Self.pieceSize {
            positions.append(position)
            next = direction == .forward ? try cursor.nextPosting() : try cursor.previousPosting()
        }
        if positions.count == Self.pieceSize { next = nil }
        // LMDB seeks by halving. A damaged posting may lead it past others; then it stands where the run begins or ends.
        for (neighbour, isBelow) in [(beside, direction == .forward), (next, direction == .backward)] {
            guard let position = neighbour else { continue }
            let isOutside = isBelow ? position < range.lowerBound : position > range.upperBound
            let record = try reader.indexedRecord(at: position, from: index.table, in: transaction)
            guard isOutside, record.belongs(to: index) else { throw .misled(by: index.table, to: position) }
        }
        return positions
    }

    /// The revisions of a stream have rising positions, so where to begin is found by halving.
    private mutating func fetchStream(
        _ ordinal: UInt64, _ last: UInt64, _ range: ClosedRange<UInt64>, _ reader: LogReader,
        in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [UInt64] {
        guard last > 0 else { return [] }
        let bound = direction == .forward ? range.lowerBound : range.upperBound
        // The first revision at or behind the bound; one past the last where there is none.
        var low: UInt64 = 1
        var high = last + 1
        while low < high {
            let middle = low + (high - low) / 2
            if try reader.position(of: middle, ordinal: ordinal, in: transaction) < bound {
                low = middle + 1
            } else {
                high = middle
            }
        }
        revision = low
        if direction == .backward {
            let standsAtBound =
                low <= last ? try reader.position(of: low, ordinal: ordinal, in: transaction) == bound : false
            if !standsAtBound { revision = low - 1 }
        }
        // A damaged position may lead past others; then it stands where the run begins or ends.
        let beside = direction == .forward ? revision - 1 : revision + 1
        if (1...last).contains(beside) {
            let position = try reader.position(of: beside, ordinal: ordinal, in: transaction)
            try checkOutside(position, of: ordinal, beside, isBelow: direction == .forward, range, reader, transaction)
        }
        guard revision >= 1, revision <= last else { return [] }
        var positions: [UInt64] = []
        var expected = revision
        let cursor = try transaction.cursor(in: tables.streamEvents)
        var row = try cursor.row(atOrAfter: reader.keys.key(ordinal, revision: expected).bytes.rawBytes)
        while let found = row {
            guard reader.keys.revision(of: found.key).map({ $0 == (ordinal, expected) }) == true,
                let position = found.value.nativeInteger
            else { break }
            guard range.contains(position) else {
                try checkOutside(
                    position, of: ordinal, expected, isBelow: direction == .backward, range, reader, transaction)
                return positions
            }
            positions.append(position)
            expected = direction == .forward ? expected + 1 : expected - 1
            guard (1...last).contains(expected), positions.count < Self.pieceSize else { return positions }
            row = direction == .forward ? try cursor.next() : try cursor.previous()
        }
        throw .damaged(
            "The log is damaged: its table 'stream-events' lacks revision \(expected) of a stream that has it.")
    }

    /// Refuses a position that ends a run but is not that of the revision for which it stands.
    private func checkOutside(
        _ position: UInt64, of ordinal: UInt64, _ revision: UInt64, isBelow: Bool, _ range: ClosedRange<UInt64>,
        _ reader: LogReader, _ transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        let record = try reader.indexedRecord(at: position, from: index.table, in: transaction)
        guard isBelow ? position < range.lowerBound : position > range.upperBound,
            record.belongs(to: .stream(ordinal: ordinal, revision: revision))
        else { throw .misled(by: index.table, to: position) }
    }
}

/// The key of a posting list.
enum PostingKey {
    case bytes([UInt8])
    case integer(UInt64)
}

extension Cursor {
    func posting(of key: PostingKey, atOrAfter lowest: UInt64) throws(LMDBError) -> UInt64? {
        switch key {
        case .bytes(let bytes): try posting(of: bytes.rawBytes, atOrAfter: lowest)
        case .integer(let number): try posting(of: number, atOrAfter: lowest)
        }
    }

    @_lifetime(copy self)
    func row(atOrAfter key: PostingKey) throws(LMDBError) -> Row? {
        switch key {
        case .bytes(let bytes): try row(atOrAfter: bytes.rawBytes)
        case .integer(let number): try row(atOrAfter: number)
        }
    }

    func lastPosting(of key: PostingKey) throws(LMDBError) -> UInt64? {
        switch key {
        case .bytes(let bytes): try lastPosting(of: bytes.rawBytes)
        case .integer(let number): try lastPosting(of: number)
        }
    }
}
