public import EventSourcing
import LMDB

/// Checks the records of one half of the streams, and adds up the entries that they make in the indexes.
///
/// Two of these go over the log side by side: which half a record belongs to is told by its stream's number, as it stands
/// there, so each record is looked at by one of them, also where that number is damaged.
struct RecordCheck: Sendable {
    /// Whether it sees to the streams with odd numbers, of which the first has the number 1.
    private let isOdd: Bool
    private let reader: LogReader
    private let take: LogWitness
    private(set) var faults: [LogVerification.Fault] = []
    /// How many records add nothing to the sums, for what is wrong with them.
    private(set) var unread = 0
    private(set) var streams: StreamCourse
    private(set) var sums: IndexSums
    private var kinds: [EventKind?] = []
    /// As of the look at the log that is under way.
    private var tail = LogTail()
    /// When the record in front of the next one was recorded, as it says, whoever sees to it.
    private var before = Timestamp.minimum

    /// A check of the records of one half, from the first record on.
    ///
    /// - Parameter take: is shown each that is sound.
    init(_ reader: LogReader, isOdd: Bool, seed: UInt64, _ take: @escaping LogWitness) {
        self.reader = reader
        self.isOdd = isOdd
        self.take = take
        streams = StreamCourse(isOdd: isOdd, seed: seed)
        sums = IndexSums(reader.keys, seed: seed)
    }

    /// Goes over the next records.
    mutating func check(
        _ positions: ClosedRange<UInt64>, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        let cursor = try transaction.cursor(in: reader.tables.events)
        var texts = LeftOutTexts()
        // A record of it that cannot be read is told when it is checked.
        tail = try reader.soundTail(in: transaction) ?? LogTail()
        var isNext = false
        for position in positions {
            isNext = try check(position, cursor, isNext: isNext, &texts, in: transaction)
        }
    }

    /// Goes over a record.
    ///
    /// - Returns: whether the cursor stands on it.
    private mutating func check(
        _ position: UInt64, _ cursor: borrowing Cursor, isNext: Bool, _ texts: inout LeftOutTexts,
        in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Bool {
        let row: Cursor.Row?
        do throws(LMDBError) {
            row = isNext ? try cursor.nextLong() : try cursor.row(forKey: position)
        } catch {
            miss(error)
            return false
        }
        guard let row, row.key.nativeInteger == position else {
            miss(.noRecord(at: position, namedBy: "events"))
            return false
        }
        let last = before
        before = Record.recorded(of: row.value)
        guard Record.ordinal(of: row.value) % 2 == (isOdd ? 1 : 0) else { return true }
        // Until all of its entries are added.
        unread += 1
        do throws(LMDBError) {
            let record = try Record(checking: row.value, at: position)
            if record.recorded < last, try isSound(position - 1, in: transaction) {
                throw .damagedRecord(at: position, "was recorded at \(record.recorded), before the one in front of it")
            }
            try addEntries(of: record, &texts, in: transaction)
            try checkBody(of: record)
        } catch {
            complain(error)
        }
        return true
    }

    /// Checks a record but for its body, and adds the entries that it makes.
    private mutating func addEntries(
        of record: borrowing Record, _ texts: inout LeftOutTexts, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        let kind = try reader.kinds.name(of: record, &kinds, in: transaction)
        try texts.take(record)
        let parts = try record.checkedParts(kind: kind, texts)
        try streams.follow(record)
        try sums.add(record, parts, kind: kind, texts, reader, tail, in: transaction)
        unread -= 1
    }

    /// What the records of a log's tail make of the indexes once they are put there. They must have been found sound.
    static func sums(
        of tail: LogTail, _ reader: LogReader, seed: UInt64, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> IndexSums {
        var sums = IndexSums(reader.keys, seed: seed)
        var kinds: [EventKind?] = []
        var texts = LeftOutTexts()
        for entry in tail.entries {
            let record = try reader.indexedRecord(at: entry.position, from: "events", in: transaction)
            let kind = try reader.kinds.name(of: record, &kinds, in: transaction)
            try texts.take(record)
            try sums.add(
                record, record.checkedParts(kind: kind, texts), kind: kind, texts, reader, tail, in: transaction)
        }
        return sums
    }

    private func checkBody(of record: borrowing Record) throws(LMDBError) {
        guard record.hasSoundCommitment else {
            throw .damagedRecord(at: record.position, "has a body that does not match its commitment")
        }
        take(try record.scanned())
    }

    private func isSound(
        _ position: UInt64, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Bool {
        do throws(LMDBError) {
            return try reader.record(at: position, in: transaction) != nil
        } catch {
            if error.isDamage { return false }
            throw error
        }
    }

    /// There is no record that could say whose it is: the same one tells of all of these.
    private mutating func miss(_ error: LMDBError) {
        guard isOdd else { return }
        unread += 1
        complain(error)
    }

    private mutating func complain(_ error: LMDBError) {
        guard faults.count < LogVerification.maximumFaults else { return }
        faults.append(LogVerification.Fault(error))
    }
}

extension IndexSums {
    /// Adds all entries that a record makes, or will make.
    fileprivate mutating func add(
        _ record: borrowing Record, _ parts: borrowing EnvelopeParts, kind: EventKind, _ texts: borrowing LeftOutTexts,
        _ reader: LogReader, _ tail: LogTail, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        let position = record.position
        add(record.ordinal, record.revision, leadingTo: position, in: .streamEvents)
        let hash = reader.keys.kept(ofHash: reader.keyedHash(parts.id))
        add(record.ordinal, hash, leadingTo: position, in: .eventIDs)
        add(UInt64(record.kind), leadingTo: position, in: .kindEvents)
        parts.tags.forEachDistinctTag { add($0, leadingTo: position, in: .tags) }
        guard parts.hasReferences else { return }
        for other in try record.envelope(kind: kind, texts).indexedReferences {
            let ordinal = try reader.row(of: other, tail, in: transaction)?.ordinal ?? 0
            add(ordinal, leadingTo: position, in: .references)
        }
    }
}

/// Is shown the sound events of a log while it is checked: those of streams with odd numbers and those with even ones each
/// in log order, on a thread of their own.
public typealias LogWitness = @Sendable (borrowing ScannedEvent) -> Void
