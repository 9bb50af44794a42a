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
        /// How many slots for readers are taken, over all processes; a slot outlives its transaction.
        public let readers: Int
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
        return try usageFromInside()
    }

    /// The same, for those who are inside of the gate or have closed it.
    func usageFromInside() throws(LMDBError) -> Usage {
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
            maximumReaders: Int(information.me_maxreaders), readers: Int(information.me_numreaders),
            lastTransaction: UInt64(truncatingIfNeeded: information.me_last_txnid))
    }

    /// How many bytes the file has, the part extended ahead included.
    public func fileSize() throws(LMDBError) -> Int {
        var status = stat()
        guard stat(path + "/data.mdb", &status) == 0 else { throw .last("look at \(path)/data.mdb") }
        return Int(status.st_size)
    }
}
