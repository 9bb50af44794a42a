import CFaults
import CLMDB
import Glibc
import Synchronization

/// What is written to a file, whatever path leads to it.
struct FileIdentity: Hashable {
    let device: UInt64
    let inode: UInt64
}

/// The environments that are open in this process, and by how many owners. LMDB: "do not open an environment twice in
/// the same process at the same time". Opening and closing happen with the lock held, so they never overlap.
private let registry = Mutex<[FileIdentity: (environment: Environment, owners: Int)]>([:])

extension Environment {
    /// Opens the environment in a directory. What is open already in this process is shared; each opening is to be
    /// followed by one ``close()``.
    ///
    /// - Parameters:
    ///   - path: a directory with a `data.mdb`.
    ///   - isReadOnly: nothing will be written. Even then the directory's `lock.mdb` must be writable, since readers
    ///     put their names down in it.
    ///   - progress: is told how far the walk of all pages has come, where the first write needs one.
    /// - Throws: `ENOENT` where there is none; ``LMDBError/isForeignFile`` where the file is not LMDB's;
    ///   ``LMDBError/isDamage`` where the file is shorter than what it should hold; `ENOTSUP` on a network file system.
    public static func open(
        at path: String, isReadOnly: Bool = false, progress: @escaping PageProgress = { _, _ in }
    ) throws(LMDBError) -> Environment {
        let file = try ExistingFile(path: path + "/data.mdb")
        return try registry.withLockThrowing { open throws(LMDBError) in
            if let known = open[file.identity] {
                open[file.identity] = (known.environment, known.owners + 1)
                return known.environment
            }
            try PageCheck.requireSoundStart(of: path + "/data.mdb")
            let environment = try start(
                at: path, mapSize: mappable(file.size), isReadOnly: isReadOnly,
                mark: SoundMark(in: path), progress: progress)
            do throws(LMDBError) {
                let used = try environment.usage().usedSize
                guard used <= file.size else { throw .cutShort(path + "/data.mdb", size: file.size, used: used) }
                blotter_faults_enter(environment.faultSentence.text)
                defer { blotter_faults_leave() }
                var dead: Int32 = 0
                // Slots of readers that died would keep their pages from being reused for ever.
                try LMDBError.check(mdb_reader_check(environment.handle, &dead), "clear away readers that died")
            } catch {
                mdb_env_close(environment.handle)
                throw error
            }
            open[file.identity] = (environment, 1)
            return environment
        }
    }

    /// Makes a new environment in a directory that has none, with its file extended to 1 MiB.
    public static func create(at path: String) throws(LMDBError) -> Environment {
        let environment = try start(at: path, mapSize: smallestStep, isReadOnly: false)
        do throws(LMDBError) {
            _ = try environment.extendFile(beyond: 0, by: smallestStep)
            let identity = try ExistingFile(path: path + "/data.mdb").identity
            registry.withLock { $0[identity] = (environment, 1) }
            return environment
        } catch {
            mdb_env_close(environment.handle)
            throw error
        }
    }

    /// Opens an environment that no other process may open meanwhile, only to read it and without locks.
    static func openAlone(at path: String) throws(LMDBError) -> Environment {
        let file = try ExistingFile(path: path + "/data.mdb")
        try PageCheck.requireSoundStart(of: path + "/data.mdb")
        return try start(at: path, mapSize: mappable(file.size), isReadOnly: true, moreFlags: UInt32(MDB_NOLOCK))
    }

    private static func start(
        at path: String, mapSize: Int, isReadOnly: Bool, moreFlags: UInt32 = 0, mark: SoundMark? = nil,
        progress: @escaping PageProgress = { _, _ in }
    ) throws(LMDBError) -> Environment {
        let faultSentence = FaultSentence(path: path)
        let handle = try startHandle(
            at: path, mapSize: mapSize, isReadOnly: isReadOnly, moreFlags: moreFlags, faultSentence)
        do throws(LMDBError) {
            return Environment(
                handle: handle, path: path, isReadOnly: isReadOnly, turn: try Turn(at: path + "/data.mdb"), mark: mark,
                pageProgress: progress, faultSentence: faultSentence)
        } catch {
            mdb_env_close(handle)
            throw error
        }
    }

    static func startHandle(
        at path: String, mapSize: Int, isReadOnly: Bool, moreFlags: UInt32, _ faultSentence: FaultSentence
    ) throws(LMDBError) -> OpaquePointer {
        var created: OpaquePointer?
        try LMDBError.check(mdb_env_create(&created), "make an environment")
        guard let created else { throw LMDBError(code: ENOMEM, operation: "make an environment") }
        blotter_faults_enter(faultSentence.text)
        defer { blotter_faults_leave() }
        do throws(LMDBError) {
            // Where it cannot be that the process ends here, LMDB goes on to abort(3).
            try LMDBError.check(
                mdb_env_set_assert(created) { _, _ in blotter_faults_end() }, "configure an environment")
            try LMDBError.check(mdb_env_set_maxdbs(created, 32), "configure an environment")
            try LMDBError.check(mdb_env_set_maxreaders(created, 510), "configure an environment")
            try LMDBError.check(mdb_env_set_mapsize(created, mapSize), "configure an environment")
            // NOTLS: a read transaction belongs to whoever holds it, not to a thread.
            let flags = UInt32(MDB_NOTLS) | (isReadOnly ? UInt32(MDB_RDONLY) : 0) | moreFlags
            try LMDBError.check(mdb_env_open(created, path, flags, 0o644), "open \(path)/data.mdb")
            return created
        } catch {
            // LMDB: after a failed mdb_env_open the handle must be closed all the same.
            mdb_env_close(created)
            throw error
        }
    }

    /// Ends one opening. The last one closes the file, once the transactions that are under way have ended.
    public func close() {
        registry.withLock { open in
            if let (identity, entry) = open.first(where: { $0.value.environment === self }) {
                guard entry.owners == 1 else {
                    open[identity] = (self, entry.owners - 1)
                    return
                }
                open[identity] = nil
            } else if state.withLock({ $0.unusable }) != nil {
                return
            }
            gate.close()
            defer { gate.open() }
            state.withLock { $0.unusable = .closed }
            readers.removeAll()
            if state.withLock({ !$0.isHandleFreed }) { mdb_env_close(handle) }
        }
    }
}

/// A file that may be opened as an environment: it is there, on a disk of this machine, and not cut off.
struct ExistingFile {
    let identity: FileIdentity
    let size: Int

    init(path: String) throws(LMDBError) {
        // NONBLOCK: a pipe of that name would keep us waiting for somebody who writes into it.
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .last("open \(path)") }
        defer { Glibc.close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .last("look at \(path)") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw LMDBError(code: MDB_INVALID, operation: "open \(path)") }
        try FileSystem.requireLocal(descriptor, path: path)
        identity = FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        size = Int(status.st_size)
        // LMDB would take an empty file for a new environment. A sound one has two meta pages at least.
        guard size >= 2 * 4096 else { throw .cutShort(path, size: size, used: 2 * 4096) }
    }
}

extension LMDBError {
    fileprivate static func cutShort(_ path: String, size: Int, used: Int) -> LMDBError {
        .damaged("\(path) is damaged: the file is \(size) bytes long, but its last page ends at byte \(used).")
    }
}

extension Mutex {
    /// `withLock` for closures that throw an error of a known type.
    fileprivate borrowing func withLockThrowing<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try withLock(body)
    }
}
