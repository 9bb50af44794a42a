import LMDB

/// Goes through all entries of an index, some ten thousand in one look at the log, so that no page waits long to be used
/// again.
struct IndexScan {
    private let index: IndexSums.Index
    private let database: Database
    /// The entry with which the last look ended.
    private var last: (key: [UInt8], position: UInt64)?

    private static let batch = 32_768

    init(_ index: IndexSums.Index, _ tables: Tables) {
        self.index = index
        database = index.table(tables)
    }

    /// Adds the next entries to a sum, those that lead to positions up to `head`; what leads beyond was appended later.
    ///
    /// - Returns: false at the end.
    mutating func addNext(
        to sums: inout IndexSums, upTo head: UInt64, in transaction: borrowing ReadTransaction
    ) throws(LMDBError) -> Bool {
        let cursor = try transaction.cursor(in: database)
        var row = try first(cursor)
        var count = 0
        while let entry = row {
            guard let position = entry.value.nativeInteger,
                position > head || sums.add(entry, leadingTo: position, in: index)
            else {
                throw .damaged(
                    "The log is damaged: its table '\(index.rawValue)' has an entry that cannot be read.")
            }
            count += 1
            guard count < Self.batch else {
                last = (entry.key.array, position)
                return true
            }
            row = try cursor.next()
        }
        return false
    }

    /// The entry behind the last one; the first of all at the beginning.
    @_lifetime(copy cursor)
    private func first(_ cursor: borrowing Cursor) throws(LMDBError) -> Cursor.Row? {
        guard let last else { return try cursor.first() }
        if index == .streamEvents {
            guard let row = try cursor.row(atOrAfter: last.key.rawBytes) else { return nil }
            return row.key.hasSameBytes(as: last.key.rawBytes) ? try cursor.next() : row
        }
        if try cursor.posting(of: last.key.rawBytes, atOrAfter: last.position) != nil { return try cursor.next() }
        return try cursor.row(atOrAfter: last.key.rawBytes)
    }
}
