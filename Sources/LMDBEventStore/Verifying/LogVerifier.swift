import EventSourcing
import LMDB

/// Compares all that a log says with all else that it says.
///
/// Every record must be found in every index under what it says of itself; and no index has more entries than that. So
/// each index is exactly what the records make of it.
final class LogVerifier {
    private(set) var faults: [LogVerification.Fault] = []
    private(set) var events: UInt64 = 0
    private(set) var entries: UInt64 = 0

    private let reader: LogReader
    /// What the records say of the streams, by ordinal.
    private var streams: [Stream] = []
    private var lastRecorded: Timestamp?
    private var taggings = 0
    private var references = 0

    private struct Stream {
        let name: StreamID
        var revision: UInt64
    }

    /// How many records one look at the log takes: so few that no page waits long to be used again.
    private static let batch: UInt64 = 2048

    init(_ reader: LogReader) { self.reader = reader }

    /// Checks all events up to the end of the log, also those that others append meanwhile.
    func verify(_ environment: Environment, progress: (LogVerification.Progress) -> Void) {
        var isDone = false
        while !isDone {
            do throws(LMDBError) {
                isDone = try environment.read { transaction throws(LMDBError) in
                    let last = try transaction.cursor(in: reader.tables.events).last()?.key.nativeInteger ?? 0
                    let end = min(last, events + Self.batch)
                    while events < end {
                        events += 1
                        checkRecord(at: events, in: transaction)
                    }
                    progress(LogVerification.Progress(stage: "events", done: Int(events), total: Int(last)))
                    guard events == last else { return false }
                    try checkTables(in: transaction)
                    return true
                }
            } catch {
                complain(error)
                return
            }
        }
    }

    private func complain(_ error: LMDBError) {
        guard faults.count < LogVerification.maximumFaults else { return }
        faults.append(LogVerification.Fault(position: error.key.map { Position($0) }, description: error.description))
    }

    /// Checks a record, and finds it in every index.
    private func checkRecord(at position: UInt64, in transaction: borrowing ReadTransaction) {
        do throws(LMDBError) {
            let record = try reader.indexedRecord(at: position, from: "events", in: transaction)
            guard record.hasSoundCommitment else {
                throw .damagedRecord(at: position, "has a body that does not match its commitment")
            }
            let event = try reader.event(of: record, in: transaction)
            if let lastRecorded, event.recorded < lastRecorded {
                throw .damagedRecord(at: position, "was recorded at \(event.recorded), before the one in front of it")
            }
            lastRecorded = event.recorded
            try follow(event, ordinal: record.ordinal)
            try checkIndexes(event, record, in: transaction)
        } catch {
            complain(error)
        }
    }

    /// Ordinals are given in the order of first appearance, revisions one by one.
    private func follow(_ event: RecordedEvent, ordinal: UInt64) throws(LMDBError) {
        let position = event.position.rawValue
        if ordinal == UInt64(streams.count) + 1, event.revision == Revision(1) {
            streams.append(Stream(name: event.stream, revision: 1))
            return
        }
        guard let index = Int(exactly: ordinal).map({ $0 - 1 }), streams.indices.contains(index),
            streams[index].name == event.stream
        else { throw .damagedRecord(at: position, "does not belong to the stream '\(event.stream)' by its number") }
        streams[index].revision += 1
        guard streams[index].revision == event.revision.rawValue else {
            let expected = streams[index].revision
            streams[index].revision = event.revision.rawValue
            throw .damagedRecord(at: position, "has the revision \(event.revision.rawValue), where \(expected) is due")
        }
    }

    private func checkIndexes(
        _ event: RecordedEvent, _ record: borrowing Record, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) {
        let position = event.position.rawValue
        let tables = reader.tables
        let key = Tables.key(record.ordinal, record.revision)
        let place = try transaction.value(forKey: key.rawBytes, in: tables.streamEvents)?.nativeInteger
        try require(place == position, position, in: "stream-events")
        let id = Tables.key(record.ordinal, reader.hash(of: event.id))
        try require(
            try transaction.cursor(in: tables.eventIDs).posting(of: id.rawBytes, atOrAfter: position) == position,
            position, in: "event-ids")
        try require(
            try transaction.cursor(in: tables.kindEvents).posting(of: UInt64(record.kind), atOrAfter: position)
                == position, position, in: "kind-events")
        for tag in event.indexedTags {
            taggings += 1
            let found = try transaction.cursor(in: tables.tags).posting(of: tag.text.utf8.rawBytes, atOrAfter: position)
            try require(found == position, position, in: "tags")
        }
        for other in event.indexedReferences {
            references += 1
            let ordinal = try reader.row(of: other, in: transaction)?.ordinal ?? 0
            let found = try transaction.cursor(in: tables.references).posting(of: ordinal, atOrAfter: position)
            try require(found == position, position, in: "references")
        }
    }

    private func require(_ holds: Bool, _ position: UInt64, in table: String) throws(LMDBError) {
        entries += 1
        guard holds else { throw .lacking(position, table: table) }
    }

    /// Compares the tables with what all records together make of them.
    private func checkTables(in transaction: borrowing ReadTransaction) throws(LMDBError) {
        _ = try CommitMark(in: transaction, reader.tables.meta)
        let tables = reader.tables
        let sizes: [(name: String, table: Database, expected: Int)] = [
            ("events", tables.events, Int(events)), ("streams", tables.streams, streams.count),
            ("stream-events", tables.streamEvents, Int(events)), ("event-ids", tables.eventIDs, Int(events)),
            ("kind-events", tables.kindEvents, Int(events)), ("tags", tables.tags, taggings),
            ("references", tables.references, references),
        ]
        for (name, table, expected) in sizes {
            let count = try transaction.count(of: table)
            guard count != expected else { continue }
            complain(
                .damaged(
                    "The log is damaged: its table '\(name)' has \(count) entries, where the records make \(expected).")
            )
        }
        for (index, stream) in streams.enumerated() {
            entries += 1
            do throws(LMDBError) {
                let row = try reader.row(of: stream.name, in: transaction)
                guard row?.ordinal == UInt64(index) + 1, row?.revision == stream.revision else {
                    throw .damaged(
                        "The log is damaged: its table 'streams' says of '\(stream.name)' what its events do not.")
                }
            } catch {
                complain(error)
            }
        }
    }
}
