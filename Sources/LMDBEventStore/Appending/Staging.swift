import EventSourcing
import LMDB

/// What one transaction is going to append: unit by unit it decides, and stages what was not refused. Nothing is put
/// before everything is staged, so that each index is then filled in the order of its keys.
final class Staging {
    /// An event that has its numbers.
    struct Staged {
        /// Which of the appends it belongs to, and which of that one's events it is.
        let append: Int
        let index: Int
        let numbers: RecordNumbers
        /// The hash of its id.
        let idHash: UInt64
    }

    /// A stream that this transaction has looked at.
    struct Stream {
        let id: StreamID
        let ordinal: UInt64
        var revision: Revision
        var isChanged: Bool
    }

    let reader: LogReader
    private let clock: RecordingClock
    private(set) var appends: [PreparedAppend] = []
    private(set) var events: [Staged] = []
    private(set) var streams: [Stream] = []
    /// One more than the index of each stream.
    private var streamNumbers = HashedNumbers()
    private(set) var newKinds: [EventKind: UInt16] = [:]
    private var kinds: [(kind: EventKind, number: UInt16)] = []
    /// One more than the index of each event whose id was given.
    private var ids = HashedNumbers()
    private var mintedText = UUIDText()
    var mark: CommitMark
    /// The events that no index had before.
    let tail: LogTail
    /// What is known of the newest events of the log, as it was before.
    private let recent: RecentEvents
    private let recentIDs: RecentIDs
    /// The same of those that are staged.
    private var stagedRecently = RecentEvents(stoppingAfter: .max)
    private var head: LogHead
    private var streamCount: UInt64
    private var kindCount: Int

    /// Where the log ended before.
    let before: UInt64
    /// How many streams it had before.
    let streamsBefore: UInt64
    /// Whether the log had no event before.
    var isFirst: Bool { before == 0 }

    /// Begins where the log ends.
    init(
        _ reader: LogReader, clock: RecordingClock, recent: RecentEvents, _ recentIDs: RecentIDs,
        in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        self.reader = reader
        self.clock = clock
        head = try reader.head(in: transaction)
        // Where somebody else has appended in the meantime, nothing is known of the newest events.
        self.recent = recent.end == head.position.rawValue ? recent : RecentEvents()
        self.recentIDs = recentIDs
        before = head.position.rawValue
        mark = try CommitMark(in: transaction, reader.tables.meta)
        tail = try reader.tail(in: transaction)
        streamsBefore = UInt64(try transaction.count(of: reader.tables.streams) + tail.newStreams)
        streamCount = streamsBefore
        kindCount = try transaction.count(of: reader.tables.kinds)
    }

    /// Decides about some units of an append, one after the other, and stages what they ask for.
    ///
    /// - Returns: for each event what becomes of it once the transaction is committed.
    func stage(
        _ units: Range<Int>, of append: PreparedAppend, in transaction: borrowing ReadTransaction
    ) -> [Result<AppendReceipt.Entry, EventStoreError>] {
        appends.append(append)
        let all = append.events
        var answers: [Result<AppendReceipt.Entry, EventStoreError>] = []
        answers.reserveCapacity(units.count)
        for unit in units {
            let events = append.events(ofUnit: unit)
            let before = answers.count
            do throws(EventStoreError) {
                if let request = append.request(ofUnit: unit) {
                    let plan = try request.decide(on: StagedView(self, copy transaction))
                    try carryOut(plan, of: append, from: events.lowerBound, in: transaction, &answers)
                } else {
                    let step = try all.span[unit].decide(on: StagedView(self, copy transaction))
                    answers.append(.success(try carryOut(step, of: append, at: unit, in: transaction)))
                }
            } catch {
                answers.removeLast(answers.count - before)
                for _ in events { answers.append(.failure(error)) }
            }
        }
        return answers
    }

    /// Carries out what was decided about an event that stands alone.
    private func carryOut(
        _ step: PlannedAppend, of append: PreparedAppend, at index: Int, in transaction: borrowing ReadTransaction
    ) throws(EventStoreError) -> AppendReceipt.Entry {
        guard case .append = step else { return answer(to: step, of: append, at: index) }
        let recorded = try clock.next(after: head.recorded)
        let kind = try kindNumber(append.events[index].kind, in: transaction)
        return stage(index, of: append, kind: kind, recorded: recorded)
    }

    /// Carries out what was decided about a request.
    private func carryOut(
        _ plan: [PlannedAppend], of append: PreparedAppend, from first: Int,
        in transaction: borrowing ReadTransaction, _ answers: inout [Result<AppendReceipt.Entry, EventStoreError>]
    ) throws(EventStoreError) {
        // Whatever can fail comes before anything is staged: a request leaves all of its events behind, or none. One that
        // is all repeats needs no time, and is answered even where the clock is wrong.
        let recorded = plan.contains(where: \.isAppend) ? try clock.next(after: head.recorded) : .minimum
        var kinds: [UInt16] = []
        for (offset, step) in plan.enumerated() {
            kinds.append(step.isAppend ? try kindNumber(append.events[first + offset].kind, in: transaction) : 0)
        }
        let start = answers.count
        for (offset, step) in plan.enumerated() {
            switch step {
            case .append:
                answers.append(
                    .success(stage(first + offset, of: append, kind: kinds[offset], recorded: recorded)))
            case .alreadyRecorded: answers.append(.success(answer(to: step, of: append, at: first + offset)))
            case .repeats(let earlier): answers.append(answers[start + earlier].map(\.repeated))
            }
        }
    }

    /// The answer for an event that is there already.
    private func answer(to step: PlannedAppend, of append: PreparedAppend, at index: Int) -> AppendReceipt.Entry {
        let event = append.events[index]
        var (position, revision, recorded) = (Position.beforeFirst, Revision.none, Timestamp.minimum)
        if case .alreadyRecorded(let place, let number, let time) = step {
            (position, revision, recorded) = (place, number, time)
        }
        return AppendReceipt.Entry(
            stream: event.stream, id: event.id ?? .minted(at: recorded, random: (0, 0)), position: position,
            revision: revision, recorded: recorded, isNew: false)
    }

    private func stage(
        _ index: Int, of append: PreparedAppend, kind: UInt16, recorded: Timestamp
    ) -> AppendReceipt.Entry {
        let all = append.events
        let id = all.span[index].stream
        let stream = nextRevision(of: id)
        let position = head.position.next
        let given = all.span[index].id
        let minted = given == nil ? append.mintedID(index, at: recorded) : nil
        let numbers = RecordNumbers(
            position: position.rawValue, revision: stream.revision.rawValue, ordinal: stream.ordinal, kind: kind,
            recorded: recorded, minted: minted)
        let idHash = given.map { reader.hash(of: $0) } ?? minted.map { reader.hash(of: $0, &mintedText) } ?? 0
        events.append(Staged(append: appends.count - 1, index: index, numbers: numbers, idHash: idHash))
        stagedRecently.take(all.span[index], at: position.rawValue)
        head = LogHead(position: position, recorded: recorded)
        if let given {
            ids.add(idHash, UInt64(events.count))
            return AppendReceipt.Entry(
                stream: id, id: given, position: position, revision: stream.revision, recorded: recorded, isNew: true)
        }
        return AppendReceipt.Entry(
            stream: id, minted: minted ?? append.mintedID(index, at: recorded), position: position,
            revision: stream.revision, recorded: recorded)
    }

    /// Moves a stream on by one event. Whether it exists was asked when the event was decided about, so that what is not
    /// known here is new.
    private func nextRevision(of id: StreamID) -> (ordinal: UInt64, revision: Revision) {
        let number: Int
        if let known = streamNumber(id) {
            number = known
        } else {
            streamCount += 1
            number = add(Stream(id: id, ordinal: streamCount, revision: .none, isChanged: true))
        }
        streams[number].revision = streams[number].revision.next
        streams[number].isChanged = true
        return (streams[number].ordinal, streams[number].revision)
    }

    private func kindNumber(
        _ kind: EventKind, in transaction: borrowing ReadTransaction
    ) throws(EventStoreError) -> UInt16 {
        // There are few kinds, so they are compared one after the other.
        if let known = kinds.first(where: { $0.kind == kind }) { return known.number }
        do throws(LMDBError) {
            if let number = try reader.kinds.number(kind, in: transaction) {
                kinds.append((kind, number))
                return number
            }
        } catch {
            throw EventStoreError(error, at: reader.path)
        }
        guard let number = UInt16(exactly: kindCount + 1) else {
            throw EventStoreError(.invalid, "a log can hold \(UInt16.max) kinds; '\(kind)' would be one too many")
        }
        kindCount += 1
        newKinds[kind] = number
        kinds.append((kind, number))
        return number
    }

    /// The last stream that was asked for: an event asks for its own more than once.
    private var lastStream = -1
    /// The last one that the log does not have.
    private var lastMissed: StreamID?

    private func streamNumber(_ id: StreamID) -> Int? {
        if lastStream >= 0, streams[lastStream].id == id { return lastStream }
        let number = streamNumbers.first(hash(of: id)) { streams[Int($0) - 1].id == id }
        guard let number else { return nil }
        lastStream = Int(number) - 1
        return lastStream
    }

    private func hash(of id: StreamID) -> UInt64 { reader.keyedHash(id.text.utf8.rawBytes) }

    private func add(_ stream: Stream) -> Int {
        streams.append(stream)
        streamNumbers.add(hash(of: stream.id), UInt64(streams.count))
        lastStream = streams.count - 1
        lastMissed = nil
        return lastStream
    }

    /// A stream as this transaction sees it; nil where it does not exist.
    func stream(_ id: StreamID, in transaction: borrowing ReadTransaction) throws(LMDBError) -> Stream? {
        if let number = streamNumber(id) { return streams[number] }
        // A new stream is asked for more than once too, and to miss one takes the longest.
        if lastMissed == id { return nil }
        guard let row = try reader.row(of: id, tail, in: transaction) else {
            lastMissed = id
            return nil
        }
        return streams[
            add(Stream(id: id, ordinal: row.ordinal, revision: Revision(row.revision), isChanged: false))]
    }

    /// Whether an event of the log behind a position may match a query; false is certain.
    func logMayMatch(_ query: Query, after position: Position) -> Bool {
        position.rawValue < before && recent.mayMatch(query, after: position.rawValue)
    }

    /// The first event of the log behind a position that matches a query.
    func firstLogMatch(
        of query: Query, after position: Position, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Position? {
        try reader.firstMatch(of: query, after: position, upTo: Position(before), tail, in: transaction)
    }

    /// The first event behind a position that is staged and matches a query. Waiting events have no index; those that
    /// cannot match are not looked at one by one.
    func firstStagedMatch(of query: Query, after position: Position) -> Position? {
        if !stagedRecently.isKept {
            stagedRecently.reset(to: before)
            for staged in events { stagedRecently.take(event(staged), at: staged.numbers.position) }
        }
        guard stagedRecently.mayMatch(query, after: max(position.rawValue, before)) else { return nil }
        let match = events.first { $0.numbers.position > position.rawValue && query.matches(event($0)) }
        return match.map { Position($0.numbers.position) }
    }

    /// The event that was staged under a number.
    func event(_ staged: Staged) -> NewEvent { appends[staged.append].events[staged.index] }

    /// Whether a stream may have an event with this id, staged or in the log; false is certain.
    func mayHold(_ id: EventID, ofStream ordinal: UInt64) -> Bool {
        // Where others have appended in the meantime, nothing is known of the newest ids.
        guard recentIDs.end == before else { return true }
        let hash = reader.hash(of: id)
        return recentIDs.mayHold(hash, ofStream: ordinal) || ids.holds(hash)
    }

    /// The event of a stream with this id, staged or in the log.
    func event(
        _ id: EventID, ofStream ordinal: UInt64, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> RecordedEvent? {
        let hash = reader.hash(of: id)
        let number = ids.first(hash) { number in
            let staged = events[Int(number) - 1]
            return staged.numbers.ordinal == ordinal && event(staged).id == id
        }
        guard let number else { return try reader.event(id, ofStream: ordinal, tail, in: transaction) }
        let staged = events[Int(number) - 1]
        return try appends[staged.append].drafts.event(staged.index, with: staged.numbers, kind: event(staged).kind)
    }
}

extension PlannedAppend {
    fileprivate var isAppend: Bool { if case .append = self { true } else { false } }
}
