import CLMDB

extension WriteTransaction {
    /// Takes a key and its value away; nothing where there is none. Not for postings: LMDB 0.9.24 has bugs there.
    public mutating func remove(_ key: RawSpan, from database: Database) throws(LMDBError) {
        let code = key.withValue { key in mdb_del(handle, database.handle, &key, nil) }
        guard code != MDB_NOTFOUND else { return }
        try finish(code, size: key.byteCount)
    }

    /// Takes everything out of a database; the database stays.
    public mutating func removeAll(from database: Database) throws(LMDBError) {
        try finish(mdb_drop(handle, database.handle, 0), size: 0)
    }
}
