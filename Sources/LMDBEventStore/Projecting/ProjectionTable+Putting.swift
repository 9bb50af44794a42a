import EventSourcing
import LMDB

extension ProjectionTable {
    /// How many rows are taken away in one transaction, where others stand beside them.
    private static let batch = 8192

    /// Takes away what stands in the table, and then puts a first checkpoint.
    ///
    /// - Returns: whether all is done; else there is more to take away in another transaction. The old checkpoint is gone
    ///   with the first.
    func begin(
        _ checkpoint: ProjectionCheckpoint, in transaction: inout WriteTransaction
    ) throws(LMDBError) -> Bool {
        let tables = reader.tables
        try transaction.remove(name.rawBytes, from: tables.checkpoints)
        let mark = try CommitMark(in: transaction.reader, tables.meta)
        try mark.put(into: &transaction, tables.meta)
        if try isAlone(in: transaction.reader) {
            try transaction.removeAll(from: tables.snapshots)
        } else {
            let keys = try firstKeys(in: transaction.reader)
            for key in keys { try transaction.remove(key.rawBytes, from: tables.snapshots) }
            guard keys.count < Self.batch else { return false }
        }
        try CheckpointRow(version: version, checkpoint).put(for: self, into: &transaction)
        return true
    }

    /// Puts rows and the checkpoint that they lead to; nil where somebody has begun anew.
    func put(
        _ rows: [ProjectionRow], after checkpoint: ProjectionCheckpoint, reaching position: Position?,
        in transaction: inout WriteTransaction
    ) throws(LMDBError) -> ProjectionCheckpoint? {
        let tables = reader.tables
        let head = try reader.head(in: transaction.reader).position
        let found: ProjectionCheckpoint?
        do throws(LMDBError) {
            found = try self.checkpoint(in: transaction.reader, head: head)
        } catch {
            // There is none that can be believed, so it is not that of the rows.
            guard error.isDamage else { throw error }
            return nil
        }
        guard let now = found, now.generation == checkpoint.generation else { return nil }
        let mark = try CommitMark(in: transaction.reader, tables.meta)
        try mark.put(into: &transaction, tables.meta)

        var changes = try changes(by: rows, in: transaction.reader)
        for change in changes {
            guard let old = change.oldKey else { continue }
            try transaction.remove(old.rawBytes, from: tables.snapshots)
        }
        changes.sort { $0.ordinal < $1.ordinal }
        for change in changes where !change.keepsRank {
            let key = streamKey(change.ordinal)
            let value = CheckedRow([change.row.rank]).bytes(key: key.rawBytes)
            try transaction.put(value.rawBytes, forKey: key.rawBytes, in: tables.snapshots)
        }
        changes.sort { ProjectionRow.comesBefore($0.row, $1.row) }
        // What comes behind all others fills its pages to the end.
        var isBehind = false
        if let first = changes.first {
            isBehind = try isLast(rowKey(rank: first.row.rank, stream: first.row.stream), in: transaction.reader)
        }
        for change in changes {
            let key = rowKey(rank: change.row.rank, stream: change.row.stream)
            let value = value(of: change.row, key: key)
            try transaction.put(
                value.rawBytes, forKey: key.rawBytes, in: tables.snapshots, isBehind ? .append : .upsert)
        }
        let reached = ProjectionCheckpoint(
            position: max(now.position, position ?? now.position), generation: now.generation,
            changes: now.changes + 1)
        try CheckpointRow(version: version, reached).put(for: self, into: &transaction)
        return reached
    }

    /// A row that takes the place of another one, or is the first of its stream.
    private struct Change {
        let row: ProjectionRow
        let ordinal: UInt64
        /// Where the old row stands, if the new one comes to stand elsewhere.
        let oldKey: [UInt8]?
        let keepsRank: Bool
    }

    private func changes(
        by rows: [ProjectionRow], in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> [Change] {
        var changes: [Change] = []
        changes.reserveCapacity(rows.count)
        for row in rows {
            // A stream that does not exist has nothing that could have been folded.
            guard let ordinal = try reader.row(of: row.stream, in: transaction)?.ordinal else { continue }
            let old = try self.row(of: row.stream, ordinal: ordinal, in: transaction)
            if let old, old.position > row.position { continue }
            let keepsRank = old?.rank == row.rank
            let oldKey = old.flatMap { keepsRank ? nil : rowKey(rank: $0.rank, stream: $0.stream) }
            changes.append(Change(row: row, ordinal: ordinal, oldKey: oldKey, keepsRank: keepsRank))
        }
        return changes
    }

    /// Whether no key of the table is greater than this one, or the same.
    private func isLast(_ key: [UInt8], in transaction: borrowing ReadTransaction) throws(LMDBError) -> Bool {
        try transaction.cursor(in: reader.tables.snapshots).row(atOrAfter: key.rawBytes) == nil
    }

    /// Whether no rows of another projection stand in the table.
    private func isAlone(in transaction: borrowing ReadTransaction) throws(LMDBError) -> Bool {
        let prefix = prefix
        let cursor = try transaction.cursor(in: reader.tables.snapshots)
        guard let first = try cursor.first() else { return true }
        guard first.key.begins(with: prefix), let last = try cursor.last() else { return false }
        return last.key.begins(with: prefix)
    }

    private func firstKeys(in transaction: borrowing ReadTransaction) throws(LMDBError) -> [[UInt8]] {
        let prefix = prefix
        var keys: [[UInt8]] = []
        let cursor = try transaction.cursor(in: reader.tables.snapshots)
        var row = try cursor.row(atOrAfter: prefix.rawBytes)
        while let next = row, keys.count < Self.batch, next.key.begins(with: prefix) {
            keys.append(next.key.array)
            row = try cursor.next()
        }
        return keys
    }
}
