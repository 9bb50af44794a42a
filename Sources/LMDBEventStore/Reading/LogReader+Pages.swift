import EventSourcing
import LMDB

extension LogReader {
    /// How many bytes of records a page takes at most, unless its first event is larger.
    private static let maximumPageSize = 4 << 20
    /// How many records a page looks at at most, so that no reader holds on to old pages for long.
    private static let maximumExamined = 16_384

    /// One page of a selection.
    func page(of selection: ReadSelection, in transaction: borrowing ReadTransaction) throws(LMDBError) -> EventPage {
        let head = try head(in: transaction).position
        let last = min(selection.upTo ?? head, head)
        let isForward = selection.direction == .forward
        guard selection.after < last, selection.limit.map({ $0 > 0 }) ?? true else {
            return EventPage(events: [], next: nil, examined: isForward ? selection.after : last.next)
        }
        let end = isForward ? last : selection.after.next
        var walk = try PositionWalk(
            selection.query, within: selection.after.next.rawValue...last.rawValue, selection.direction, self,
            in: transaction)
        let limit = min(selection.limit ?? .max, EventPage.maximumCount)
        let cursor = try transaction.cursor(in: tables.events)
        var events: [RecordedEvent] = []
        var size = 0
        var examined = 0
        while let position = try walk.next(self, in: transaction) {
            let record = try walk.record(at: position, self, cursor)
            size += record.size
            examined += 1
            if let event = try match(of: selection.query, walk: walk, record, in: transaction) { events.append(event) }
            if events.count == limit || size > Self.maximumPageSize || examined == Self.maximumExamined {
                return page(events, of: selection, upTo: last, stoppedAt: Position(position))
            }
        }
        return EventPage(events: events, next: nil, examined: end)
    }

    /// The event of a record where the query means it. Whether it does is decided by its envelope.
    private func match(
        of query: Query, walk: PositionWalk, _ record: borrowing Record,
        in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> RecordedEvent? {
        guard walk.mayMatch(record) else { return nil }
        let envelope = try envelope(of: record, in: transaction)
        guard walk.matchesEverything || query.matches(envelope) else { return nil }
        return envelope.carrying(body: try record.body())
    }

    private func page(
        _ events: [RecordedEvent], of selection: ReadSelection, upTo last: Position, stoppedAt position: Position
    ) -> EventPage {
        var next = selection
        next.limit = selection.limit.map { $0 - events.count }
        var isDone = next.limit == 0
        switch selection.direction {
        case .forward:
            next.after = position
            isDone = isDone || position >= last
        case .backward:
            next.upTo = Position(position.rawValue - 1)
            isDone = isDone || position <= selection.after.next
        }
        return EventPage(events: events, next: isDone ? nil : next, examined: position)
    }

    /// The first event after a position that a query means.
    func firstMatch(
        of query: Query, after position: Position, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Position? {
        let head = try head(in: transaction).position
        guard position < head else { return nil }
        var walk = try PositionWalk(
            query, within: position.next.rawValue...head.rawValue, .forward, self, in: transaction)
        let cursor = try transaction.cursor(in: tables.events)
        while let candidate = try walk.next(self, in: transaction) {
            let record = try walk.record(at: candidate, self, cursor)
            guard walk.mayMatch(record) else { continue }
            if query.matches(try envelope(of: record, in: transaction)) { return Position(candidate) }
        }
        return nil
    }

    /// The last position that was recorded at or before a moment. `recorded` never decreases, so it is found by halving.
    func position(asOf moment: Timestamp, in transaction: borrowing ReadTransaction) throws(LMDBError) -> Position {
        var low: UInt64 = 0
        var high = try head(in: transaction).position.rawValue
        while low < high {
            let middle = low + (high - low + 1) / 2
            let record = try indexedRecord(at: middle, from: "events", in: transaction)
            if record.recorded <= moment { low = middle } else { high = middle - 1 }
        }
        return Position(low)
    }

    /// Streams in the order of their names.
    func streams(
        after name: StreamID?, limit: Int, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [StreamHead] {
        try transaction.requireSoundPages(of: Tables.indexes)
        let cursor = try transaction.cursor(in: tables.streams)
        var heads: [StreamHead] = []
        guard limit > 0 else { return [] }
        var found: Cursor.Row?
        if let name {
            found = try cursor.row(atOrAfter: name.text.utf8.rawBytes)
            if let row = found, row.key.hasSameBytes(as: name.text) { found = try cursor.next() }
        } else {
            found = try cursor.first()
        }
        while let row = found {
            let value = try StreamRow(row.value, key: row.key)
            guard let stream = try? StreamID(row.key.text) else {
                throw .damaged("The log is damaged: its table 'streams' holds a name that no stream may have.")
            }
            heads.append(StreamHead(stream: stream, revision: Revision(value.revision)))
            guard heads.count < limit else { break }
            found = try cursor.next()
        }
        return heads
    }
}
