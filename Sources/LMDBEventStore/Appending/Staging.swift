import EventSourcing
import LMDB

/// What one transaction is going to append: request by request it decides, and stages what was not refused. Nothing is
/// put before everything is staged, so that each index is then filled in the order of its keys.
final class Staging {
    /// An event that has its numbers, with what its record and the indexes need beside.
    struct Staged {
        let event: RecordedEvent
        let numbers: RecordNumbers
        let seal: BodySeal
    }

    /// A stream that this transaction has looked at.
    struct Stream {
        let ordinal: UInt64
        var revision: Revision
        var isChanged: Bool
    }

    private struct IDKey: Hashable {
        let ordinal: UInt64
        let id: EventID
    }

    let reader: LogReader
    private(set) var events: [Staged] = []
    private(set) var streams: [StreamID: Stream] = [:]
    private(set) var newKinds: [EventKind: UInt16] = [:]
    private var ids: [IDKey: Int] = [:]
    private(set) var mark: CommitMark
    private var head: LogHead
    private var streamCount: UInt64
    private var kindCount: Int

    /// Whether the log had no event before.
    let isFirst: Bool

    /// Begins where the log ends.
    init(_ reader: LogReader, in transaction: borrowing ReadTransaction) throws(LMDBError) {
        self.reader = reader
        head = try reader.head(in: transaction)
        isFirst = head.position == .beforeFirst
        mark = try CommitMark(in: transaction, reader.tables.meta)
        streamCount = UInt64(try transaction.count(of: reader.tables.streams))
        kindCount = try transaction.count(of: reader.tables.kinds)
    }

    /// Decides about a request and stages what it asks for.
    ///
    /// - Returns: what becomes of it once the transaction is committed.
    func stage(
        _ prepared: PreparedRequest, clock: RecordingClock, random: SharedRandom,
        in transaction: borrowing ReadTransaction
    ) -> Result<AppendReceipt, EventStoreError> {
        do throws(EventStoreError) {
            let request = prepared.request
            let plan = try request.decide(on: StagedView(self, copy transaction))
            // Whatever can fail comes before anything is staged: a request leaves all of its events behind, or none. One
            // that is all repeats needs no time, and is answered even where the clock is wrong.
            let recorded = plan.contains(where: \.isAppend) ? try clock.next(after: head.recorded) : .minimum
            var names: [(kind: UInt16, id: EventID)?] = []
            names.reserveCapacity(plan.count)
            for (event, step) in zip(request.events, plan) {
                names.append(
                    step.isAppend ? try self.names(of: event, recorded: recorded, random, in: transaction) : nil)
            }
            var entries: [AppendReceipt.Entry] = []
            entries.reserveCapacity(plan.count)
            for (index, step) in plan.enumerated() {
                let event = request.events[index]
                switch step {
                case .append:
                    guard let (kind, id) = names[index] else { continue }
                    let stream = nextRevision(of: event.stream)
                    let recordedEvent = RecordedEvent(
                        event, position: head.position.next, revision: stream.revision, recorded: recorded, id: id,
                        author: request.author)
                    if event.id != nil { ids[IDKey(ordinal: stream.ordinal, id: id)] = events.count }
                    let numbers = RecordNumbers(ordinal: stream.ordinal, kind: kind)
                    events.append(Staged(event: recordedEvent, numbers: numbers, seal: prepared.seals[index]))
                    head = LogHead(position: recordedEvent.position, recorded: recorded)
                    entries.append(AppendReceipt.Entry(recordedEvent, isNew: true))
                case .alreadyRecorded(let position, let revision, let recorded):
                    entries.append(
                        AppendReceipt.Entry(
                            stream: event.stream, id: event.id ?? .minted(at: recorded, random: (0, 0)),
                            position: position, revision: revision, recorded: recorded, isNew: false))
                case .repeats(let earlier):
                    entries.append(entries[earlier].repeated)
                }
            }
            return .success(AppendReceipt(entries: entries))
        } catch {
            return .failure(error)
        }
    }

    /// The number of an event's kind, and its id, given or minted.
    private func names(
        of event: NewEvent, recorded: Timestamp, _ random: SharedRandom, in transaction: borrowing ReadTransaction
    ) throws(EventStoreError) -> (kind: UInt16, id: EventID) {
        let kind = try kindNumber(event.kind, in: transaction)
        if let id = event.id { return (kind, id) }
        do throws(LMDBError) {
            return (kind, .minted(at: recorded, random: try random.nextPair()))
        } catch {
            throw EventStoreError(error, at: reader.path)
        }
    }

    /// Moves a stream on by one event. Whether it exists was asked when the request was decided, so that what is not
    /// known here is new.
    private func nextRevision(of id: StreamID) -> Stream {
        var stream = streams[id] ?? newStream()
        stream.revision = stream.revision.next
        stream.isChanged = true
        streams[id] = stream
        return stream
    }

    private func newStream() -> Stream {
        streamCount += 1
        return Stream(ordinal: streamCount, revision: .none, isChanged: true)
    }

    private func kindNumber(
        _ kind: EventKind, in transaction: borrowing ReadTransaction
    ) throws(EventStoreError) -> UInt16 {
        do throws(LMDBError) {
            if let number = newKinds[kind] { return number }
            if let number = try reader.kinds.number(kind, in: transaction) { return number }
        } catch {
            throw EventStoreError(error, at: reader.path)
        }
        guard let number = UInt16(exactly: kindCount + 1) else {
            throw EventStoreError(.invalid, "a log can hold \(UInt16.max) kinds; '\(kind)' would be one too many")
        }
        kindCount += 1
        newKinds[kind] = number
        return number
    }

    /// A stream as this transaction sees it; nil where it does not exist.
    func stream(_ id: StreamID, in transaction: borrowing ReadTransaction) throws(LMDBError) -> Stream? {
        if let known = streams[id] { return known }
        guard let row = try reader.row(of: id, in: transaction) else { return nil }
        let stream = Stream(ordinal: row.ordinal, revision: Revision(row.revision), isChanged: false)
        streams[id] = stream
        return stream
    }

    /// The staged event of a stream with this id.
    func stagedEvent(_ id: EventID, ofStream ordinal: UInt64) -> RecordedEvent? {
        ids[IDKey(ordinal: ordinal, id: id)].map { events[$0].event }
    }
}

extension PlannedAppend {
    fileprivate var isAppend: Bool { if case .append = self { true } else { false } }
}

extension AppendReceipt.Entry {
    fileprivate init(_ event: RecordedEvent, isNew: Bool) {
        self.init(
            stream: event.stream, id: event.id, position: event.position, revision: event.revision,
            recorded: event.recorded, isNew: isNew)
    }

    /// The answer for the same event given again in one request.
    fileprivate var repeated: AppendReceipt.Entry {
        AppendReceipt.Entry(
            stream: stream, id: id, position: position, revision: revision, recorded: recorded, isNew: false)
    }
}
