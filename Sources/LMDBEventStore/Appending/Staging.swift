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
    private var head: LogHead
    private var streamCount: UInt64
    private var kindCount: Int

    /// Begins where the log ends.
    init(_ reader: LogReader, in transaction: borrowing ReadTransaction) throws(LMDBError) {
        self.reader = reader
        head = try reader.head(in: transaction)
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
            let recorded = try clock.next(after: head.recorded)
            var entries: [AppendReceipt.Entry] = []
            entries.reserveCapacity(plan.count)
            for (index, step) in plan.enumerated() {
                let event = request.events[index]
                switch step {
                case .append:
                    let recordedEvent = try stage(
                        event, seal: prepared.seals[index], author: request.author, recorded: recorded, random: random,
                        in: transaction)
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

    private func stage(
        _ event: NewEvent, seal: BodySeal, author: Author, recorded: Timestamp, random: SharedRandom,
        in transaction: borrowing ReadTransaction
    ) throws(EventStoreError) -> RecordedEvent {
        let kind = try kindNumber(event.kind, in: transaction)
        do throws(LMDBError) {
            let id: EventID
            if let given = event.id { id = given } else { id = .minted(at: recorded, random: try random.nextPair()) }
            var stream = try stream(event.stream, in: transaction) ?? newStream()
            stream.revision = stream.revision.next
            stream.isChanged = true
            streams[event.stream] = stream
            let recordedEvent = RecordedEvent(
                event, position: head.position.next, revision: stream.revision, recorded: recorded, id: id,
                author: author)
            let numbers = RecordNumbers(ordinal: stream.ordinal, kind: kind)
            if event.id != nil { ids[IDKey(ordinal: stream.ordinal, id: id)] = events.count }
            events.append(Staged(event: recordedEvent, numbers: numbers, seal: seal))
            head = LogHead(position: recordedEvent.position, recorded: recorded)
            return recordedEvent
        } catch {
            throw EventStoreError(error)
        }
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
            throw EventStoreError(error)
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
