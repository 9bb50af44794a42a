import EventSourcing
import LMDB

extension LogReader {
    /// What is wrong with the rows of projections, as far as that shows without knowing what they mean: each must match its
    /// checksum and be found by its stream, and nothing else may stand in their tables.
    func projectionFaults(in transaction: borrowing ReadTransaction) throws(LMDBError) -> [String] {
        var problems: [String] = []
        var entries = 0
        let head = try head(in: transaction).position
        let cursor = try transaction.cursor(in: tables.checkpoints)
        while let row = try cursor.next() {
            let name = row.key.text
            do throws(LMDBError) {
                let version = try CheckpointRow(row.value, key: row.key, table: "checkpoints").version
                guard let projection = try? StoredProjection(name: name, version: version) else {
                    throw .damaged("The table 'checkpoints' names a projection that cannot be.")
                }
                let table = ProjectionTable(projection, self)
                _ = try table.checkpoint(in: transaction, head: head)
                entries += 1 + 2 * (try table.checkRows(in: transaction))
            } catch {
                guard error.isDamage else { throw error }
                problems.append(error.description)
            }
        }
        if problems.isEmpty, try transaction.count(of: tables.snapshots) != entries {
            problems.append(
                "The table 'snapshots' holds what belongs to no row of a projection. 'blotter rebuild' makes them anew."
            )
        }
        return problems
    }
}

extension ProjectionTable {
    /// Checks every row; gives how many there are.
    fileprivate func checkRows(in transaction: borrowing ReadTransaction) throws(LMDBError) -> Int {
        let cursor = try transaction.cursor(in: reader.tables.snapshots)
        let prefix = rowPrefix
        var count = 0
        var next = try cursor.row(atOrAfter: prefix.rawBytes)
        while let found = next, found.key.begins(with: prefix) {
            let row = try self.row(found.value, key: found.key)
            guard let ordinal = try reader.row(of: row.stream, in: transaction)?.ordinal,
                try self.row(of: row.stream, ordinal: ordinal, in: transaction) == row
            else { throw damaged("hold one of '\(row.stream)' that is not found by its name") }
            count += 1
            next = try cursor.next()
        }
        return count
    }
}
