import CLMDB
import Glibc
import Synchronization

extension Environment {
    /// By how much the file grows at least: 1 MiB. A small log stays a small file.
    static let smallestStep = 1 << 20
    /// By how much it grows at most, beyond what is asked for: 64 MiB.
    static let largestStep = 64 << 20
    /// What a transaction of little content may need for the pages that it copies.
    private static let margin = 256 << 10

    /// Makes sure that the map has room for a transaction that puts about so many bytes.
    func reserve(_ bytes: Int) throws(LMDBError) {
        // Indexes and copied pages need room beside the values; where it is not enough, the transaction is done again.
        let wanted = 3 * bytes + Self.margin
        guard try usage().freeBytes < wanted else { return }
        gate.close()
        defer { gate.open() }
        let usage = try usageFromInside()
        let (free, mapped) = (usage.freeBytes, usage.mapSize)
        guard free < wanted else { return }
        let step = max(wanted - free, min(max(mapped, Self.smallestStep), Self.largestStep))
        try setMapSize(try extendFile(beyond: mapped, by: step))
    }

    /// Takes on the size that another process has given to the map.
    func adoptMapSize() throws(LMDBError) {
        gate.close()
        defer { gate.open() }
        try requireOpen()
        // lmdb.h, mdb_env_set_mapsize: "a size of zero … adopts the size from the environment".
        try setMapSize(0)
    }

    /// Makes the file reach beyond the map, and returns its size in whole pages. Another process may have extended it
    /// already.
    func extendFile(beyond mapped: Int, by step: Int) throws(LMDBError) -> Int {
        var descriptor: mdb_filehandle_t = -1
        try LMDBError.check(mdb_env_get_fd(handle, &descriptor), "look at \(path)")
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last("look at \(path)/data.mdb") }
        let size = Int(status.st_size)
        guard size < mapped + step else { return size / Self.alignment * Self.alignment }
        let wanted = (mapped + step + Self.alignment - 1) / Self.alignment * Self.alignment
        var code: Int32
        repeat { code = posix_fallocate(descriptor, off_t(size), off_t(wanted - size)) } while code == EINTR
        guard code == 0 else { throw LMDBError(code: code, operation: "make \(path)/data.mdb larger") }
        return wanted
    }

    /// Sizes of the map are multiples of this, and so of every size a page may have.
    static let alignment = 64 << 10

    private func setMapSize(_ size: Int) throws(LMDBError) {
        let code = mdb_env_set_mapsize(handle, size)
        // LMDB has given up the old map before it asks for the new one: without either nothing can be read any more.
        if code != MDB_SUCCESS { state.withLock { $0.isClosed = true } }
        try LMDBError.check(code, "map \(path)/data.mdb")
    }
}

extension Environment.Usage {
    /// How many bytes of the map have never been used.
    fileprivate var freeBytes: Int { mapSize - usedSize }
}
