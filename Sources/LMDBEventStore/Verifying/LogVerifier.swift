import EventSourcing
import LMDB

/// Compares all that a log says with all else that it says.
///
/// Every record up to where the indexes reach must be found in every index under what it says of itself; and no index has
/// more entries than that. So each index is exactly what these records make of it. Both are added up, the records on the
/// way and then each index in its own order, since looking up every entry would cost many times as much; only where the
/// sums differ, entries are looked up, to name those that are missing.
final class LogVerifier {
    private(set) var faults: [LogVerification.Fault] = []
    private(set) var events: UInt64 = 0
    private(set) var entries: UInt64 = 0
    /// The last position whose event stands in the indexes.
    private var indexed: UInt64 = 0

    private let reader: LogReader
    private let seed: UInt64
    private let take: LogWitness
    private var sums: IndexSums
    /// What is wrong with the small tables and with the sizes of all.
    private var ofTables: [LogVerification.Fault] = []
    /// How many records add nothing to the sums, for what is wrong with them.
    private var unread = 0

    /// - Parameter take: is shown each event that is sound.
    init(_ reader: LogReader, _ take: @escaping LogWitness = { _ in }) {
        self.reader = reader
        self.take = take
        seed = .random(in: .min ... .max)
        sums = IndexSums(reader.keys, seed: seed)
    }

    /// Checks all events up to the end of the log, also those that others append meanwhile.
    func verify(_ environment: Environment, progress: (LogVerification.Progress) -> Void) {
        do throws(LMDBError) {
            try checkRecords(environment, progress)
            take(ofTables)
            try checkIndexes(environment, progress)
        } catch {
            complain(error)
        }
    }

    /// Checks all records, each half of the streams on a thread of its own, and then the small tables.
    private func checkRecords(
        _ environment: Environment, _ progress: (LogVerification.Progress) -> Void
    ) throws(LMDBError) {
        events = try environment.read { transaction throws(LMDBError) in try lastPosition(in: transaction) }
        let halves = RecordHalves(
            environment, upTo: events, odd: RecordCheck(reader, isOdd: true, seed: seed, take),
            even: RecordCheck(reader, isOdd: false, seed: seed, take))
        let failure = halves.check {
            progress(LogVerification.Progress(stage: "events", done: Int($0), total: Int(events)))
        }
        var (odd, even) = (halves.odd, halves.even)
        defer { take((odd.faults + even.faults).sorted { $0.isBefore($1) }) }
        if let failure { throw failure }
        var isDone = false
        while !isDone {
            isDone = try environment.read { transaction throws(LMDBError) in
                let last = try lastPosition(in: transaction)
                let end = min(last, events + RecordHalves.batch)
                // What others have appended meanwhile is little.
                if events < end {
                    try odd.check((events + 1)...end, in: transaction)
                    try even.check((events + 1)...end, in: transaction)
                    events = end
                }
                guard events == last else { return false }
                unread = odd.unread + even.unread
                sums.add(odd.sums)
                sums.add(even.sums)
                try checkTables(odd, even, in: transaction)
                return true
            }
        }
    }

    private func lastPosition(in transaction: borrowing ReadTransaction) throws(LMDBError) -> UInt64 {
        try transaction.cursor(in: reader.tables.events).last()?.key.nativeInteger ?? 0
    }

    /// Compares the small tables, and the sizes of all, with what all records together make of them.
    private func checkTables(
        _ odd: RecordCheck, _ even: RecordCheck, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        let tables = reader.tables
        indexed = try CommitMark(in: transaction, reader.tables.meta).indexed ?? events
        // Where a record of the tail cannot be read, that has been told, and nobody knows what the tables should hold.
        let known = unread == 0 ? try reader.tail(in: transaction) : try reader.soundTail(in: transaction)
        guard let tail = known else { return }
        // Where any record cannot be read, the sums are of no use.
        if unread == 0 { sums.remove(try RecordCheck.sums(of: tail, reader, seed: seed, in: transaction)) }
        var waiting: [UInt64: UInt64] = [:]
        for entry in tail.entries { waiting[entry.ordinal, default: 0] += 1 }
        if unread == 0, let position = StreamCourse.firstDisorder(odd: odd.streams, even: even.streams) {
            complain(about: .damagedRecord(at: position, "does not belong to its stream by its number"))
        }
        let streamCount = odd.streams.count + even.streams.count - tail.newStreams
        var sizes = [("events", tables.events, Int(events)), ("streams", tables.streams, streamCount)]
        // Where a record cannot be read, nobody knows its tags.
        if unread == 0 { sizes += IndexSums.Index.allCases.map { ($0.rawValue, $0.table(tables), sums[$0].count) } }
        for (name, table, expected) in sizes {
            let count = try transaction.count(of: table)
            guard count != expected else { continue }
            complain(
                about: .damaged(
                    "The log is damaged: its table '\(name)' has \(count) entries, where the records make "
                        + "\(expected)."))
        }
        let cursor = try transaction.cursor(in: tables.streams)
        while let row = try cursor.next() {
            entries += 1
            do throws(LMDBError) {
                let stream = try StreamRow(row.value, key: row.key)
                let half = stream.ordinal % 2 == 1 ? odd : even
                guard half.streams.agrees(with: stream, name: row.key, waiting: waiting[stream.ordinal] ?? 0)
                else {
                    throw .damaged(
                        "The log is damaged: its table 'streams' says of '\(row.key.text)' what its events do not.")
                }
            } catch {
                complain(about: error)
            }
        }
    }

    private func complain(about error: LMDBError) {
        guard ofTables.count < LogVerification.maximumFaults else { return }
        ofTables.append(LogVerification.Fault(error))
    }

    private func checkIndexes(
        _ environment: Environment, _ progress: (LogVerification.Progress) -> Void
    ) throws(LMDBError) {
        let totals = try IndexTotals(environment, reader, seed: seed, upTo: indexed).addUp(progress)
        for index in IndexSums.Index.allCases {
            switch totals[index] {
            case .success(let found)?:
                entries += UInt64(found.count)
                if found == sums[index] { continue }
            case .failure(let error)?: complain(error)
            case nil: continue
            }
            let lacking = try IndexSearch(index, reader).lacking(upTo: indexed, environment)
            take(lacking.map(LogVerification.Fault.init))
            guard lacking.isEmpty, unread == 0 else { continue }
            complain(
                .damaged("The log is damaged: its table '\(index.rawValue)' has entries that no record bears out."))
        }
    }

    private func complain(_ error: LMDBError) { take([LogVerification.Fault(error)]) }

    private func take(_ more: [LogVerification.Fault]) {
        faults += more.prefix(LogVerification.maximumFaults - faults.count)
    }
}

extension LogVerification.Fault {
    init(_ error: LMDBError) {
        self.init(position: error.key.map { Position($0) }, description: error.description)
    }

    fileprivate func isBefore(_ other: LogVerification.Fault) -> Bool {
        (position ?? .beforeFirst) < (other.position ?? .beforeFirst)
    }
}
