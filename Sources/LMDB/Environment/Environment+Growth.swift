import CFaults
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

    /// Makes sure that the map has room for a transaction that puts about so many bytes. Only in one's ``Turn``.
    func reserve(_ bytes: Int) throws(LMDBError) {
        // Indexes and copied pages need room beside the values; where it is not enough, the transaction is done again.
        let wanted = 3 * bytes + Self.margin
        let usage = try usage()
        let (free, mapped) = (usage.freeBytes, usage.mapSize)
        guard free < wanted else { return }
        let step = max(wanted - free, min(max(mapped, Self.smallestStep), Self.largestStep))
        // Making the file larger takes long; readers go on meanwhile, and wait only while the map is changed.
        let size = try extendFile(beyond: mapped, by: step)
        try changeMap { size }
    }

    /// Takes on the size that another process has given to the file.
    func adoptFileSize() throws(LMDBError) {
        // Not the size that LMDB keeps in the file (what a size of 0 asks for, lmdb.h): a copy of an environment keeps
        // the size of the original's map, which may be far beyond the copy's file.
        try changeMap { () throws(LMDBError) in Self.mappable(try sizeFromInside()) }
    }

    /// Makes the file reach beyond the map, and returns how much of it to map. Another process may have extended it
    /// already.
    func extendFile(beyond mapped: Int, by step: Int) throws(LMDBError) -> Int {
        enter()
        defer { leave() }
        try requireOpen()
        let size = try sizeFromInside()
        guard size < mapped + step else { return Self.mappable(size) }
        let wanted = (mapped + step + Self.alignment - 1) / Self.alignment * Self.alignment
        let descriptor = try descriptorFromInside()
        var code: Int32
        repeat { code = blotter_allocate(descriptor, size, wanted - size) } while code == EINTR
        // A file system that cannot set blocks aside: LMDB writes with pwrite(2), which then says when the disk is full.
        if code == EOPNOTSUPP { code = ftruncate(descriptor, off_t(wanted)) == 0 ? 0 : errno }
        guard code == 0 else { throw LMDBError(code: code, operation: "make \(path)/data.mdb larger") }
        return wanted
    }

    /// Sizes of the map are multiples of this, and so of every size a page may have.
    static let alignment = 64 << 10

    /// How much to map of a file: never more than it has. Never nothing either, which LMDB takes for the size that it
    /// keeps in the file; a file that small is a copy of a small environment.
    static func mappable(_ fileSize: Int) -> Int {
        fileSize < alignment ? fileSize / 4096 * 4096 : fileSize / alignment * alignment
    }

    private func changeMap(_ size: () throws(LMDBError) -> Int) throws(LMDBError) {
        gate.close()
        blotter_faults_enter(faultSentence.text)
        defer {
            blotter_faults_leave()
            gate.open()
        }
        try requireOpen()
        try setMapSize(try size())
    }

    private func descriptorFromInside() throws(LMDBError) -> Int32 {
        var descriptor: mdb_filehandle_t = -1
        try LMDBError.check(mdb_env_get_fd(handle, &descriptor), "look at \(path)")
        return descriptor
    }

    private func sizeFromInside() throws(LMDBError) -> Int {
        var status = stat()
        guard fstat(try descriptorFromInside(), &status) == 0 else { throw .last("look at \(path)/data.mdb") }
        return Int(status.st_size)
    }

    private func setMapSize(_ size: Int) throws(LMDBError) {
        let code = mdb_env_set_mapsize(handle, size)
        // LMDB has given up the old map before it asks for the new one: without either nothing can be read any more.
        guard code != MDB_SUCCESS else { return }
        let failure = LMDBError(code: code, operation: "map \(path)/data.mdb")
        state.withLock { $0.unusable = failure }
        throw failure
    }
}

extension Environment.Usage {
    /// How many bytes of the map have never been used.
    fileprivate var freeBytes: Int { mapSize - usedSize }
}
