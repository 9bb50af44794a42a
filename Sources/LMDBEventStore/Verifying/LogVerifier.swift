import EventSourcing
import LMDB

/// Compares all that a log says with all else that it says.
///
/// Every record must be found in every index under what it says of itself; and no index has more entries than that. So
/// each index is exactly what the records make of it. Both are added up, the records on the way and then each index in its
/// own order, since looking up every entry would cost many times as much; only where the sums differ, entries are looked
/// up, to name those that are missing.
final class LogVerifier {
    private(set) var faults: [LogVerification.Fault] = []
    private(set) var events: UInt64 = 0
    private(set) var entries: UInt64 = 0

    private let reader: LogReader
    private var streams: StreamCourse
    private var sums: IndexSums
    private let seed: UInt64
    private var lastRecorded: Timestamp?
    private var kinds: [EventKind?] = []
    /// What is wrong with the small tables and with the sizes of all.
    private var ofTables: [LogVerification.Fault] = []
    /// How many records add nothing to the sums, for what is wrong with them.
    private var unread = 0

    /// How many records one look at the log takes: so few that no page waits long to be used again.
    private static let batch: UInt64 = 4096

    init(_ reader: LogReader) {
        self.reader = reader
        seed = .random(in: .min ... .max)
        streams = StreamCourse(seed: seed)
        sums = IndexSums(reader.keys, seed: seed)
    }

    /// Checks all events up to the end of the log, also those that others append meanwhile.
    func verify(_ environment: Environment, progress: (LogVerification.Progress) -> Void) {
        do throws(LMDBError) {
            var failure: LMDBError?
            let ofBodies = BodyCheck(environment, reader).run { ranges in
                do throws(LMDBError) { try checkRecords(environment, ranges, progress) } catch { failure = error }
            }
            unread = faults.count
            faults = Array((faults + ofBodies).sorted { $0.isBefore($1) }.prefix(LogVerification.maximumFaults))
            if let failure { throw failure }
            take(ofTables)
            try checkIndexes(environment, progress)
        } catch {
            complain(error)
        }
    }

    private func checkRecords(
        _ environment: Environment, _ ranges: BodyCheck.Ranges, _ progress: (LogVerification.Progress) -> Void
    ) throws(LMDBError) {
        var isDone = false
        var texts = LeftOutTexts()
        while !isDone {
            let begun = events
            isDone = try environment.read { transaction throws(LMDBError) in
                let last = try transaction.cursor(in: reader.tables.events).last()?.key.nativeInteger ?? 0
                let end = min(last, events + Self.batch)
                let cursor = try transaction.cursor(in: reader.tables.events)
                var isSought = true
                while events < end {
                    events += 1
                    isSought = !checkRecord(at: events, cursor, isNext: !isSought, &texts, in: transaction)
                }
                progress(LogVerification.Progress(stage: "events", done: Int(events), total: Int(last)))
                guard events == last else { return false }
                try checkTables(in: transaction)
                return true
            }
            // Not within the look at the log, which may not hold another one.
            if begun < events { ranges.take((begun + 1)...events) }
        }
    }

    /// Checks a record but for its body, and adds the entries that it makes.
    ///
    /// - Returns: whether it is sound, so that the cursor stands on it.
    private func checkRecord(
        at position: UInt64, _ cursor: borrowing Cursor, isNext: Bool, _ texts: inout LeftOutTexts,
        in transaction: borrowing ReadTransaction
    ) -> Bool {
        do throws(LMDBError) {
            let record = try reader.indexedRecord(at: position, from: "events", cursor, isNext: isNext)
            let kind = try reader.kinds.name(of: record, &kinds, in: transaction)
            try texts.take(record)
            let parts = try record.checkedParts(kind: kind, texts)
            if let lastRecorded, record.recorded < lastRecorded {
                throw .damagedRecord(at: position, "was recorded at \(record.recorded), before the one in front of it")
            }
            lastRecorded = record.recorded
            try streams.follow(record)
            sums.add(record.ordinal, record.revision, leadingTo: position, in: .streamEvents)
            let hash = reader.keys.kept(ofHash: reader.keyedHash(parts.id))
            sums.add(record.ordinal, hash, leadingTo: position, in: .eventIDs)
            sums.add(UInt64(record.kind), leadingTo: position, in: .kindEvents)
            parts.forEachDistinctTag { sums.add($0, leadingTo: position, in: .tags) }
            guard parts.hasReferences else { return true }
            for other in try record.envelope(kind: kind, texts).indexedReferences {
                let ordinal = try reader.row(of: other, in: transaction)?.ordinal ?? 0
                sums.add(ordinal, leadingTo: position, in: .references)
            }
            return true
        } catch {
            complain(error)
            return false
        }
    }

    /// Compares the small tables, and the sizes of all, with what all records together make of them.
    private func checkTables(in transaction: borrowing ReadTransaction) throws(LMDBError) {
        _ = try CommitMark(in: transaction, reader.tables.meta)
        let tables = reader.tables
        var sizes = [("events", tables.events, Int(events)), ("streams", tables.streams, streams.count)]
        // Where a record cannot be read, nobody knows its tags.
        if faults.isEmpty { sizes += IndexSums.Index.allCases.map { ($0.rawValue, $0.table(tables), sums[$0].count) } }
        for (name, table, expected) in sizes {
            let count = try transaction.count(of: table)
            guard count != expected else { continue }
            ofTables.append(
                LogVerification.Fault(
                    .damaged(
                        "The log is damaged: its table '\(name)' has \(count) entries, where the records make "
                            + "\(expected).")))
        }
        let cursor = try transaction.cursor(in: tables.streams)
        while let row = try cursor.next() {
            entries += 1
            do throws(LMDBError) {
                guard streams.agrees(with: try StreamRow(row.value, key: row.key), name: row.key) else {
                    throw .damaged(
                        "The log is damaged: its table 'streams' says of '\(row.key.text)' what its events do not.")
                }
            } catch {
                guard ofTables.count < LogVerification.maximumFaults else { continue }
                ofTables.append(LogVerification.Fault(error))
            }
        }
    }

    private func checkIndexes(
        _ environment: Environment, _ progress: (LogVerification.Progress) -> Void
    ) throws(LMDBError) {
        let totals = try IndexTotals(environment, reader, seed: seed, upTo: events).addUp(progress)
        for index in IndexSums.Index.allCases {
            switch totals[index] {
            case .success(let found)?:
                entries += UInt64(found.count)
                if found == sums[index] { continue }
            case .failure(let error)?: complain(error)
            case nil: continue
            }
            let lacking = try IndexSearch(index, reader).lacking(upTo: events, environment)
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
