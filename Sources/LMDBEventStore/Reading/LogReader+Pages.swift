import EventSourcing
import LMDB

extension LogReader {
    /// How many bytes of records a page takes at most, unless its first event is larger.
    private static let maximumPageSize = 4 << 20
    /// For how many events a page has room at first.
    private static let usualCount = 64
    /// How many records a page looks at at most, so that no reader holds on to old pages for long.
    private static let maximumExamined = 16_384

    /// One page of a selection.
    func page(of selection: ReadSelection, in transaction: borrowing ReadTransaction) throws(LMDBError) -> EventPage {
        var events: [RecordedEvent] = []
        events.reserveCapacity(min(selection.limit ?? Self.usualCount, Self.usualCount))
        var texts = LeftOutTexts()
        var words = RecurringWords()
        let progress = try visit(selection, in: transaction) { (record, kind) throws(LMDBError) in
            try texts.take(record)
            events.append(try record.event(kind: kind, texts, &words))
            return events.count < EventPage.maximumCount
        }
        return EventPage(events: events, next: progress.next, examined: progress.examined)
    }

    /// Shows the records that a selection means, until the visitor has had enough or a bounded part of the log has been
    /// looked at.
    func visit(
        _ selection: ReadSelection, in transaction: borrowing ReadTransaction,
        _ show: (_ record: borrowing Record, _ kind: EventKind) throws(LMDBError) -> Bool
    ) throws(LMDBError) -> ReadProgress {
        let head = try head(in: transaction).position
        let last = min(selection.upTo ?? head, head)
        let isForward = selection.direction == .forward
        guard selection.after < last, selection.limit.map({ $0 > 0 }) ?? true else {
            return ReadProgress(next: nil, examined: isForward ? selection.after : last.next)
        }
        var walk = try PositionWalk(
            selection.query, within: selection.after.next.rawValue...last.rawValue, selection.direction, self,
            selection.query.matchesEverything ? LogTail() : tail(upTo: last.rawValue, in: transaction), in: transaction)
        var names: [EventKind?] = []
        let cursor = try transaction.cursor(in: tables.events)
        var left = selection.limit ?? .max
        var size = 0
        var examined = 0
        var previous: UInt64 = 0
        while let position = try walk.next(self, in: transaction) {
            let record = try walk.record(at: position, self, cursor, standingAt: previous)
            previous = position
            size += record.size
            examined += 1
            var wantsMore = true
            if walk.filter.matches(record) {
                wantsMore = try show(record, try kinds.name(of: record, &names, in: transaction))
                left -= 1
            }
            if !wantsMore || left == 0 || size > Self.maximumPageSize || examined == Self.maximumExamined {
                let found = selection.limit.map { $0 - left } ?? 0
                return ReadProgress(
                    next: selection.rest(after: Position(position), found: found, upTo: last),
                    examined: Position(position))
            }
        }
        return ReadProgress(next: nil, examined: isForward ? last : selection.after.next)
    }

    /// The first event after a position that a query means, of a log of which the end and the tail are known.
    func firstMatch(
        of query: Query, after position: Position, upTo head: Position, _ tail: LogTail,
        in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Position? {
        guard position < head else { return nil }
        var walk = try PositionWalk(
            query, within: position.next.rawValue...head.rawValue, .forward, self, tail, in: transaction)
        let cursor = try transaction.cursor(in: tables.events)
        var previous: UInt64 = 0
        while let candidate = try walk.next(self, in: transaction) {
            let record = try walk.record(at: candidate, self, cursor, standingAt: previous)
            previous = candidate
            if walk.filter.matches(record) { return Position(candidate) }
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
        guard limit > 0 else { return [] }
        var newer = try rows(in: tail(in: transaction), transaction)
        var heads = try indexedStreams(after: name, limit: limit, in: transaction)
        for index in heads.indices {
            guard let row = newer.removeValue(forKey: heads[index].stream) else { continue }
            heads[index] = StreamHead(stream: heads[index].stream, revision: Revision(row.revision))
        }
        // A page may end before others that the indexes have: those come with the next one.
        let last = heads.count == limit ? heads.last?.stream : nil
        for (stream, row) in newer where name.map({ $0 < stream }) ?? true && last.map({ stream < $0 }) ?? true {
            heads.append(StreamHead(stream: stream, revision: Revision(row.revision)))
        }
        return Array(heads.sorted { $0.stream < $1.stream }.prefix(limit))
    }

    /// Those that stand in the indexes.
    private func indexedStreams(
        after name: StreamID?, limit: Int, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [StreamHead] {
        try transaction.requireSoundPages(of: Tables.indexes)
        let cursor = try transaction.cursor(in: tables.streams)
        var heads: [StreamHead] = []
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
