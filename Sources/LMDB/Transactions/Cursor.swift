import CLMDB

/// A place in a database, from which to go on in key order. Rows are borrowed from the transaction.
public struct Cursor: ~Copyable, ~Escapable {
    private let handle: OpaquePointer

    @_lifetime(immortal)
    init(_ handle: OpaquePointer) { self.handle = handle }

    // LMDB: a cursor of a read-only transaction "must be closed explicitly"; one of a write transaction may be.
    deinit { mdb_cursor_close(handle) }

    /// A key and its value, or one of its values, where they lie.
    public struct Row: ~Escapable {
        /// The key.
        public let key: RawSpan
        /// The value.
        public let value: RawSpan

        @_lifetime(immortal)
        init(key: MDB_val, value: MDB_val) {
            self.key = RawSpan(key)
            self.value = RawSpan(value)
        }
    }

    /// The first row.
    @_lifetime(copy self)
    public func first() throws(LMDBError) -> Row? { try move(MDB_FIRST) }

    /// The last row.
    @_lifetime(copy self)
    public func last() throws(LMDBError) -> Row? { try move(MDB_LAST) }

    /// The row after this one; the first, where the cursor stands nowhere.
    @_lifetime(copy self)
    public func next() throws(LMDBError) -> Row? { try move(MDB_NEXT) }

    /// The same, for who goes through long rows one after the other and looks at every byte: the row behind is brought
    /// into the cache meanwhile. LMDB fills a page from its end, so it lies right in front of this one, but at the end of
    /// a page, and is mostly about as long.
    @_lifetime(copy self)
    public func nextLong() throws(LMDBError) -> Row? {
        var key = MDB_val()
        var value = MDB_val()
        let code = mdb_cursor_get(handle, &key, &value, MDB_NEXT)
        if code == MDB_SUCCESS, let data = value.mv_data {
            let length = min(value.mv_size, 2048) + 64
            blotter_prefetch(data - length, length)
        }
        return try row(code, key, value)
    }

    /// The row before this one; the last, where the cursor stands nowhere.
    @_lifetime(copy self)
    public func previous() throws(LMDBError) -> Row? { try move(MDB_PREV) }

    /// The first row of the next key, past all other values of this one.
    @_lifetime(copy self)
    public func nextKey() throws(LMDBError) -> Row? { try move(MDB_NEXT_NODUP) }

    /// The last row of the key before this one, past all other values of this one. The cursor must stand on a row: where
    /// it was led past the end, LMDB 0.9.24 looks at what stands there all the same.
    @_lifetime(copy self)
    public func previousKey() throws(LMDBError) -> Row? { try move(MDB_PREV_NODUP) }

    /// The row of this key.
    @_lifetime(copy self)
    public func row(forKey key: UInt64) throws(LMDBError) -> Row? {
        var found = MDB_val()
        var value = MDB_val()
        let code = key.withValue { key in
            let code = mdb_cursor_get(handle, &key, &value, MDB_SET_KEY)
            found = key
            return code
        }
        return try row(code, found, value)
    }

    /// The first row whose key is this one or a later one.
    @_lifetime(copy self)
    public func row(atOrAfter key: RawSpan) throws(LMDBError) -> Row? {
        var found = MDB_val()
        var value = MDB_val()
        let code = key.withValue { key in
            let code = mdb_cursor_get(handle, &key, &value, MDB_SET_RANGE)
            found = key
            return code
        }
        return try row(code, found, value)
    }

    /// The first row whose integer key is this one or a later one.
    @_lifetime(copy self)
    public func row(atOrAfter key: UInt64) throws(LMDBError) -> Row? {
        var found = MDB_val()
        var value = MDB_val()
        let code = key.withValue { key in
            let code = mdb_cursor_get(handle, &key, &value, MDB_SET_RANGE)
            found = key
            return code
        }
        return try row(code, found, value)
    }

    @_lifetime(copy self)
    private func move(_ operation: MDB_cursor_op) throws(LMDBError) -> Row? {
        var key = MDB_val()
        var value = MDB_val()
        return try row(mdb_cursor_get(handle, &key, &value, operation), key, value)
    }

    @_lifetime(copy self)
    private func row(_ code: Int32, _ key: MDB_val, _ value: MDB_val) throws(LMDBError) -> Row? {
        if code == MDB_NOTFOUND { return nil }
        try LMDBError.check(code, "move a cursor")
        return _overrideLifetime(Row(key: key, value: value), copying: self)
    }
}

/// Postings: keys that each have a sorted set of 64-bit integers.
extension Cursor {
    /// The first integer of a key that is `lowest` or greater.
    public func posting(of key: RawSpan, atOrAfter lowest: UInt64) throws(LMDBError) -> UInt64? {
        try key.withValue { key in seek(&key, MDB_GET_BOTH_RANGE, lowest) }.get()
    }

    /// The first integer of a short key that is `lowest` or greater.
    public func posting(of key: ShortKey, atOrAfter lowest: UInt64) throws(LMDBError) -> UInt64? {
        try key.withValue { key in seek(&key, MDB_GET_BOTH_RANGE, lowest) }.get()
    }

    /// The first integer of an integer key that is `lowest` or greater.
    public func posting(of key: UInt64, atOrAfter lowest: UInt64) throws(LMDBError) -> UInt64? {
        try key.withValue { key in seek(&key, MDB_GET_BOTH_RANGE, lowest) }.get()
    }

    /// The last integer of a key.
    public func lastPosting(of key: RawSpan) throws(LMDBError) -> UInt64? {
        guard try key.withValue({ key in seek(&key, MDB_SET_KEY, 0) }).get() != nil else { return nil }
        return try step(MDB_LAST_DUP)
    }

    /// The last integer of an integer key.
    public func lastPosting(of key: UInt64) throws(LMDBError) -> UInt64? {
        guard try key.withValue({ key in seek(&key, MDB_SET_KEY, 0) }).get() != nil else { return nil }
        return try step(MDB_LAST_DUP)
    }

    /// The next integer of the same key.
    public func nextPosting() throws(LMDBError) -> UInt64? { try step(MDB_NEXT_DUP) }

    /// The integer before this one, of the same key.
    public func previousPosting() throws(LMDBError) -> UInt64? { try step(MDB_PREV_DUP) }

    /// How many integers the key has on which the cursor stands.
    public func postingCount() throws(LMDBError) -> Int {
        var count = 0
        try LMDBError.check(mdb_cursor_count(handle, &count), "count postings")
        return count
    }

    private func step(_ operation: MDB_cursor_op) throws(LMDBError) -> UInt64? {
        var key = MDB_val()
        return try seek(&key, operation, 0).get()
    }

    private func seek(
        _ key: inout MDB_val, _ operation: MDB_cursor_op, _ lowest: UInt64
    ) -> Result<UInt64?, LMDBError> {
        var number = lowest
        return withUnsafeMutableBytes(of: &number) { buffer in
            var value = MDB_val(mv_size: buffer.count, mv_data: buffer.baseAddress)
            let code = mdb_cursor_get(handle, &key, &value, operation)
            if code == MDB_NOTFOUND { return .success(nil) }
            guard code == MDB_SUCCESS else { return .failure(LMDBError(code: code, operation: "seek a posting")) }
            guard value.mv_size == 8, let data = value.mv_data else {
                return .failure(.damaged("A posting list holds a value that is not 8 bytes long."))
            }
            return .success(data.loadUnaligned(as: UInt64.self))
        }
    }
}
