import CLMDB

/// One consistent look at an environment. It ends with the closure that it is given to, and nothing borrowed from it
/// can leave that closure.
///
/// ```swift
/// let count = try environment.read { transaction throws(LMDBError) in
///     try transaction.value(forKey: 42, in: events)?.byteCount
/// }
/// ```
///
/// LMDB: "Values returned from the database are valid only until a subsequent update operation, or the end of the
/// transaction." The compiler holds us to it: a row is a `RawSpan` that lives no longer than what it was read from.
public struct ReadTransaction: ~Escapable {
    let handle: OpaquePointer
    /// Nil where one writes, and has looked at all pages before.
    private let environment: Environment?

    /// The handle must stay open for as long as this lives: `Environment` and `WriteTransaction` see to that.
    @_lifetime(immortal)
    init(_ handle: OpaquePointer, of environment: Environment?) {
        self.handle = handle
        self.environment = environment
    }

    /// Makes sure that no row of some tables is missed for a damaged page. To be asked before an answer for which a row
    /// that is not found counts, or one that comes next; a row that is found can be checked itself.
    ///
    /// Costs nothing but the first time: then all pages are walked, 1 to 2 µs a page that is in memory, unless that was
    /// done since the machine was started and nobody else has changed the file.
    ///
    /// - Throws: damage, where a page of one of the tables is not as LMDB writes them.
    public func requireSoundPages(of tables: [String]) throws(LMDBError) {
        try environment?.requireSoundPages(of: tables)
    }

    /// The number of the last committed transaction that it sees.
    public var lastCommit: UInt64 {
        let number = UInt64(mdb_txn_id(handle))
        return environment == nil ? number &- 1 : number
    }

    /// The value of a key (the first of them in postings), where it lies; nil where there is none.
    @_lifetime(copy self)
    public func value(forKey key: RawSpan, in database: Database) throws(LMDBError) -> RawSpan? {
        var found = MDB_val()
        let code = key.withValue { key in mdb_get(handle, database.handle, &key, &found) }
        if code == MDB_NOTFOUND { return nil }
        try LMDBError.check(code, "look up a key")
        return _overrideLifetime(RawSpan(found), copying: self)
    }

    /// The value of an integer key, where it lies; nil where there is none.
    @_lifetime(copy self)
    public func value(forKey key: UInt64, in database: Database) throws(LMDBError) -> RawSpan? {
        var found = MDB_val()
        let code = key.withValue { key in mdb_get(handle, database.handle, &key, &found) }
        if code == MDB_NOTFOUND { return nil }
        try LMDBError.check(code, "look up a key")
        return _overrideLifetime(RawSpan(found), copying: self)
    }

    /// The value of a short key, where it lies; nil where there is none.
    @_lifetime(copy self)
    public func value(forKey key: ShortKey, in database: Database) throws(LMDBError) -> RawSpan? {
        var found = MDB_val()
        let code = key.withValue { key in mdb_get(handle, database.handle, &key, &found) }
        if code == MDB_NOTFOUND { return nil }
        try LMDBError.check(code, "look up a key")
        return _overrideLifetime(RawSpan(found), copying: self)
    }

    /// How many values a database holds (in postings: over all of its keys).
    public func count(of database: Database) throws(LMDBError) -> Int {
        var statistics = MDB_stat()
        try LMDBError.check(mdb_stat(handle, database.handle, &statistics), "count a database")
        return Int(statistics.ms_entries)
    }

    /// A cursor that stands nowhere yet.
    @_lifetime(copy self)
    public func cursor(in database: Database) throws(LMDBError) -> Cursor {
        var opened: OpaquePointer?
        try LMDBError.check(mdb_cursor_open(handle, database.handle, &opened), "open a cursor")
        guard let opened else { throw LMDBError(code: MDB_BAD_TXN, operation: "open a cursor") }
        return _overrideLifetime(Cursor(opened), copying: self)
    }
}

extension RawSpan {
    /// The bytes that LMDB points to. The caller ties them to the transaction they come from.
    @_lifetime(immortal)
    init(_ value: MDB_val) {
        let buffer = UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_data == nil ? 0 : value.mv_size)
        let span = RawSpan(_unsafeBytes: buffer)
        self = _overrideLifetime(span, copying: ())
    }

    /// Calls LMDB with these bytes as a key or value. LMDB does not write through it.
    func withValue<Result>(_ body: (inout MDB_val) -> Result) -> Result {
        withUnsafeBytes { buffer in
            var value = MDB_val(mv_size: buffer.count, mv_data: UnsafeMutableRawPointer(mutating: buffer.baseAddress))
            return body(&value)
        }
    }
}

extension UInt64 {
    /// Calls LMDB with this number, in native order, as a key or value.
    func withValue<Result>(_ body: (inout MDB_val) -> Result) -> Result {
        var number = self
        return withUnsafeMutableBytes(of: &number) { buffer in
            var value = MDB_val(mv_size: buffer.count, mv_data: buffer.baseAddress)
            return body(&value)
        }
    }
}
