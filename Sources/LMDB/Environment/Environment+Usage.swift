import CLMDB
import Glibc

extension Environment {
    /// How an environment uses its file.
    public struct Usage: Sendable {
        /// Bytes of a page.
        public let pageSize: Int
        /// Bytes from the start of the file to the end of the last page in use.
        public let usedSize: Int
        /// Bytes that are mapped.
        public let mapSize: Int
        /// How many readers may be at work at once, over all processes.
        public let maximumReaders: Int
        /// How many write transactions have been committed.
        public let lastTransaction: UInt64
    }

    /// How the file is used as of the last commit.
    ///
    /// - Throws: `EBADF` after ``close()``.
    public func usage() throws(LMDBError) -> Usage {
        // LMDB reads this from the map, which must not be moved or freed meanwhile.
        enter()
        defer { leave() }
        try requireOpen()
        var information = MDB_envinfo()
        try LMDBError.check(mdb_env_info(handle, &information), "look at \(path)")
        var statistics = MDB_stat()
        try LMDBError.check(mdb_env_stat(handle, &statistics), "look at \(path)")
        let pageSize = Int(statistics.ms_psize)
        // The last page is a number of the file, which may be damaged.
        let (lastByte, isBeyond) = Int(bitPattern: UInt(information.me_last_pgno)).addingReportingOverflow(1)
        let (usedSize, isTooLarge) = lastByte.multipliedReportingOverflow(by: pageSize)
        guard !isBeyond, !isTooLarge, usedSize > 0 else {
            throw .damaged("\(path)/data.mdb is damaged: its last page lies beyond what a file can hold.")
        }
        return Usage(
            pageSize: pageSize, usedSize: usedSize, mapSize: Int(information.me_mapsize),
            maximumReaders: Int(information.me_maxreaders),
            lastTransaction: UInt64(truncatingIfNeeded: information.me_last_txnid))
    }

    /// How many slots for readers are taken, over all processes; a slot outlives its transaction, and is given back when
    /// its process closes the environment or has died. Looks at every slot, and whether its process lives.
    ///
    /// LMDB's own number (`me_numreaders`) is that of the slots ever taken, which never falls.
    public func takenReaders() throws(LMDBError) -> Int {
        enter()
        defer { leave() }
        try requireOpen()
        var dead: Int32 = 0
        try LMDBError.check(mdb_reader_check(handle, &dead), "clear away readers that died")
        // mdb_reader_list tells of each slot in a line of its own, after a line of headings; where there is none, in one
        // line that says so.
        var lines = 0
        let code = withUnsafeMutablePointer(to: &lines) { lines in
            mdb_reader_list(
                handle,
                { text, count in
                    if let text, let count, text[0] != 0x28 { count.assumingMemoryBound(to: Int.self).pointee += 1 }
                    return 0
                }, lines)
        }
        guard code >= 0 else { throw LMDBError(code: code, operation: "list the readers of \(path)") }
        return max(0, lines - 1)
    }

    /// How many bytes the file has, the part extended ahead included.
    public func fileSize() throws(LMDBError) -> Int {
        var status = stat()
        guard stat(path + "/data.mdb", &status) == 0 else { throw .last("look at \(path)/data.mdb") }
        return Int(status.st_size)
    }
}
