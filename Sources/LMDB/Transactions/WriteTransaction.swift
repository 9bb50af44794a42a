import CLMDB

/// Changes that become durable together, or not at all. It ends with the closure that it is given to.
///
/// Each put makes older rows stale (lmdb.h), so putting is `mutating`: while a row of ``reader`` is held, the compiler
/// refuses to put.
public struct WriteTransaction: ~Copyable {
    let handle: OpaquePointer
    // One cursor a database, kept for all puts: puts in key order then find their page without descending again.
    // LMDB frees the cursors of a write transaction when it ends.
    private var cursors: [OpaquePointer?] = []
    /// How many bytes of keys and values have been put.
    private(set) var stagedBytes = 0
    /// Whether a put ran into the end of the map; the transaction is lost then and has to be done again.
    private(set) var hasFilledMap = false

    init(_ handle: OpaquePointer) { self.handle = handle }

    /// What this transaction sees, with everything it has put so far.
    public var reader: ReadTransaction {
        @_lifetime(borrow self)
        get { _overrideLifetime(ReadTransaction(handle, of: nil), borrowing: self) }
    }

    /// The number that it has once it is committed.
    public var number: UInt64 { UInt64(mdb_txn_id(handle)) }

    /// Puts a value.
    public mutating func put(
        _ value: RawSpan, forKey key: RawSpan, in database: Database, _ mode: PutMode = .upsert
    ) throws(LMDBError) {
        let cursor = try cursor(in: database)
        let code = key.withValue { key in
            value.withValue { value in mdb_cursor_put(cursor, &key, &value, mode.flags(isPostings: false)) }
        }
        try finish(code, size: key.byteCount + value.byteCount)
    }

    /// Puts a value under an integer key.
    public mutating func put(
        _ value: RawSpan, forKey key: UInt64, in database: Database, _ mode: PutMode = .upsert
    ) throws(LMDBError) {
        let cursor = try cursor(in: database)
        let code = key.withValue { key in
            value.withValue { value in mdb_cursor_put(cursor, &key, &value, mode.flags(isPostings: false)) }
        }
        try finish(code, size: 8 + value.byteCount)
    }

    /// Puts a value under an integer key, which is written where it will stand, without a copy of it elsewhere.
    ///
    /// - Parameters:
    ///   - size: how many bytes the value has.
    ///   - fill: writes all of them; what stands there before is of no meaning.
    public mutating func put(
        size: Int, forKey key: UInt64, in database: Database, _ mode: PutMode = .upsert,
        _ fill: (inout MutableRawSpan) -> Void
    ) throws(LMDBError) {
        let cursor = try cursor(in: database)
        var value = MDB_val(mv_size: size, mv_data: nil)
        // LMDB: MDB_RESERVE gives "a pointer to the reserved space, which the caller can fill in later - before the next
        // update operation or the transaction ends". Only for databases without postings.
        let flags = mode.flags(isPostings: false) | UInt32(MDB_RESERVE)
        let code = key.withValue { key in mdb_cursor_put(cursor, &key, &value, flags) }
        try finish(code, size: 8 + size)
        guard let start = value.mv_data else { throw LMDBError(code: MDB_BAD_TXN, operation: "put a value") }
        var bytes = MutableRawSpan(_unsafeStart: start, byteCount: size)
        fill(&bytes)
    }

    /// Puts an integer under a short key: one more of its postings, or its only value.
    public mutating func put(
        posting: UInt64, forKey key: ShortKey, in database: Database, _ mode: PutMode = .insert
    ) throws(LMDBError) {
        let cursor = try cursor(in: database)
        let code = key.withValue { key in
            posting.withValue { value in mdb_cursor_put(cursor, &key, &value, mode.flags(isPostings: true)) }
        }
        try finish(code, size: key.count + 8)
    }

    /// Puts an integer under a key: one more of its postings, or its only value.
    public mutating func put(
        posting: UInt64, forKey key: RawSpan, in database: Database, _ mode: PutMode = .insert
    ) throws(LMDBError) {
        let cursor = try cursor(in: database)
        let code = key.withValue { key in
            posting.withValue { value in mdb_cursor_put(cursor, &key, &value, mode.flags(isPostings: true)) }
        }
        try finish(code, size: key.byteCount + 8)
    }

    /// Puts an integer under an integer key, as one more of its postings.
    public mutating func put(
        posting: UInt64, forKey key: UInt64, in database: Database, _ mode: PutMode = .insert
    ) throws(LMDBError) {
        let cursor = try cursor(in: database)
        let code = key.withValue { key in
            posting.withValue { value in mdb_cursor_put(cursor, &key, &value, mode.flags(isPostings: true)) }
        }
        try finish(code, size: 16)
    }

    private mutating func cursor(in database: Database) throws(LMDBError) -> OpaquePointer {
        let index = Int(database.handle)
        if index < cursors.count, let cursor = cursors[index] { return cursor }
        var opened: OpaquePointer?
        try LMDBError.check(mdb_cursor_open(handle, database.handle, &opened), "open a cursor")
        guard let opened else { throw LMDBError(code: MDB_BAD_TXN, operation: "open a cursor") }
        while cursors.count <= index { cursors.append(nil) }
        cursors[index] = opened
        return opened
    }

    mutating func finish(_ code: Int32, size: Int) throws(LMDBError) {
        stagedBytes += size
        if code == MDB_MAP_FULL { hasFilledMap = true }
        try LMDBError.check(code, "put a value")
    }
}
