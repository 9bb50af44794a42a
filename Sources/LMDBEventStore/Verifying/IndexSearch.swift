import EventSourcing
import LMDB

/// Looks up what every record makes of an index, one by one: to name what the index lacks, where it is known to be wrong.
struct IndexSearch {
    private let index: IndexSums.Index
    private let reader: LogReader

    private static let batch: UInt64 = 2048

    init(_ index: IndexSums.Index, _ reader: LogReader) {
        self.index = index
        self.reader = reader
    }

    /// What the index lacks of the events up to a position, at most as much as is told.
    func lacking(upTo head: UInt64, _ environment: Environment) throws(LMDBError) -> [LMDBError] {
        var lacking: [LMDBError] = []
        var position: UInt64 = 0
        while position < head, lacking.count < LogVerification.maximumFaults {
            let end = min(head, position + Self.batch)
            try environment.read { transaction throws(LMDBError) in
                while position < end {
                    position += 1
                    guard try !isComplete(at: position, in: transaction) else { continue }
                    lacking.append(.lacking(position, table: index.rawValue))
                }
            }
        }
        return lacking
    }

    /// Whether the index has all that the record at a position makes of it; true where that cannot be read, which is told
    /// elsewhere.
    private func isComplete(at position: UInt64, in transaction: borrowing ReadTransaction) throws(LMDBError) -> Bool {
        let event: RecordedEvent
        let ordinal: UInt64
        let kind: UInt16
        do throws(LMDBError) {
            let record = try reader.indexedRecord(at: position, from: "events", in: transaction)
            event = try reader.envelope(of: record, in: transaction)
            (ordinal, kind) = (record.ordinal, record.kind)
        } catch {
            return true
        }
        let cursor = try transaction.cursor(in: index.table(reader.tables))
        switch index {
        case .streamEvents:
            let key = reader.keys.key(ordinal, revision: event.revision.rawValue)
            return try transaction.value(forKey: key, in: reader.tables.streamEvents)?.nativeInteger == position
        case .eventIDs:
            let key = reader.keys.key(ordinal, hash: reader.hash(of: event.id))
            return try cursor.posting(of: key, atOrAfter: position) == position
        case .kindEvents:
            return try cursor.posting(of: UInt64(kind), atOrAfter: position) == position
        case .tags:
            for tag in event.indexedTags
            where try cursor.posting(of: tag.text.utf8.rawBytes, atOrAfter: position) != position { return false }
        case .references:
            for other in event.indexedReferences {
                let ordinal = try reader.indexedRow(of: other, in: transaction)?.ordinal ?? 0
                guard try cursor.posting(of: ordinal, atOrAfter: position) == position else { return false }
            }
        }
        return true
    }
}
