import CLMDB
import Glibc
import Synchronization

/// One LMDB file with its named databases, opened once in this process however often it is asked for.
///
/// ```swift
/// let environment = try Environment.open(at: "/var/lib/log")
/// let events = try environment.database("events", .integers)
/// try environment.write { transaction throws(LMDBError) in
///     try transaction.put(record, forKey: 1, in: events, .append)
/// }
/// ```
///
/// Reading may go on in any number of threads; writing belongs to one thread at a time. The closure is the transaction:
/// it never crosses an `await`, because it is synchronous.
///
/// The map is never larger than the file, and the file is made larger ahead of use. So LMDB cannot come to own a page
/// that the file does not have, a file that is shorter than its last page is damaged, and no read runs past the end of
/// a sound file. When the map is full it grows and the transaction is done again; readers wait for microseconds.
public final class Environment: Sendable {
    /// The directory in which `data.mdb` and `lock.mdb` stand.
    public let path: String

    // LMDB: an environment may be used by several threads. `gate` is held shared by transactions, and exclusively by
    // whoever changes the map or closes, as mdb_env_set_mapsize and mdb_env_close ask for.
    // Whoever exchanges the handle holds it exclusively too.
    nonisolated(unsafe) var handle: OpaquePointer
    let gate = Gate()
    let readers = ReaderPool()
    let isReadOnly: Bool
    let turn: Turn
    /// Nil while the environment is being made, and nobody else can know of it.
    let mark: SoundMark?
    let pageProgress: PageProgress
    let faultSentence: FaultSentence
    let state = Mutex(State())

    struct State {
        /// Why nothing can be done any more: it was closed, or its map is lost.
        var unusable: LMDBError?
        /// Why nothing can be written any more.
        var failure: LMDBError?
        var soundness = Soundness.unknown
        /// The named databases that are open, with their flags, in the order of their numbers.
        var databases: [(name: String, flags: UInt32)] = []
        /// Whether the environment was opened once more, only to be read.
        var isReopened = false
        /// Whether there is no handle any more, since that could not be done.
        var isHandleFreed = false
    }

    // LMDB: a transaction that opens a database "must finish … before any other transaction in the process may" do so.
    // Whoever opens one holds this lock until its transaction has ended.
    private let databases = Mutex<[String: Database]>([:])

    init(
        handle: OpaquePointer, path: String, isReadOnly: Bool, turn: Turn, mark: SoundMark?,
        pageProgress: @escaping PageProgress, faultSentence: FaultSentence
    ) {
        self.handle = handle
        self.path = path
        self.isReadOnly = isReadOnly
        self.turn = turn
        self.mark = mark
        self.pageProgress = pageProgress
        self.faultSentence = faultSentence
    }

    /// Looks at the environment: everything that the closure sees belongs to one moment.
    ///
    /// - Throws: what the closure throws; `EBADF` after ``close()``.
    public func read<Result>(
        _ body: (borrowing ReadTransaction) throws(LMDBError) -> Result
    ) throws(LMDBError) -> Result {
        let transaction = try beginReading()
        defer {
            readers.end(transaction)
            leave()
        }
        let view = ReadTransaction(transaction, of: self)
        return try body(view)
    }

    /// Enters the gate and begins to read; where it throws, the gate has been left.
    private func beginReading() throws(LMDBError) -> OpaquePointer {
        while true {
            enter()
            do throws(LMDBError) {
                try requireOpen()
                return try readers.begin(in: handle)
            } catch {
                leave()
                if error.isPanic, let failure = state.withLock(\.failure) {
                    try reopenForReading(after: failure)
                } else if error.isMapResized {
                    try adoptFileSize()
                } else {
                    throw error
                }
            }
        }
    }

    /// Why nothing can be written any more before it is opened again; nil where nothing is known to be in the way.
    public var writeFailure: LMDBError? { state.withLock(\.failure) }

    /// Changes the environment: durable when this returns, not done at all when it throws.
    ///
    /// The closure may be called again from the start where the map has to grow in the middle. Before the first write
    /// to a file that may have changed unseen, all of its pages are walked: 1 to 2 µs a page that is in memory.
    ///
    /// - Parameter bytes: about how much will be put, so that the file is made large enough before.
    /// - Throws: what the closure throws, and what the disk refuses. After a failed commit nothing can be written any
    ///   more until the environment is opened again: what reached the disk is unknown then, and a second attempt might
    ///   report success for pages that the kernel has dropped (fsync(2)).
    public func write<Result>(
        reserving bytes: Int = 0, _ body: (inout WriteTransaction) throws(LMDBError) -> Result
    ) throws(LMDBError) -> Result {
        var wanted = bytes
        if let failure = state.withLock(\.failure) { throw failure }
        guard !isReadOnly else { throw LMDBError(code: EACCES, operation: "write to \(path)/data.mdb") }
        try turn.take()
        defer { turn.pass() }
        try beginTurn()
        defer { endTurn() }
        while true {
            try reserve(wanted)
            do throws(LMDBError) {
                return try attempt(body)
            } catch {
                if error.isMapFull {
                    wanted = max(2 * wanted, 2 * Self.smallestStep)
                } else if error.isMapResized {
                    try adoptFileSize()
                } else {
                    throw error
                }
            }
        }
    }

    private func attempt<Result>(
        _ body: (inout WriteTransaction) throws(LMDBError) -> Result
    ) throws(LMDBError) -> Result {
        enter()
        defer { leave() }
        try requireOpen()
        var begun: OpaquePointer?
        try LMDBError.check(mdb_txn_begin(handle, nil, 0, &begun), "begin to write")
        guard let begun else { throw LMDBError(code: MDB_BAD_TXN, operation: "begin to write") }
        var transaction = WriteTransaction(begun)
        let result: Result
        do throws(LMDBError) {
            result = try body(&transaction)
        } catch {
            mdb_txn_abort(begun)
            throw transaction.hasFilledMap ? LMDBError(code: MDB_MAP_FULL, operation: "write") : error
        }
        let code = mdb_txn_commit(begun)
        guard code != MDB_SUCCESS, code != MDB_MAP_FULL else {
            try LMDBError.check(code, "commit")
            return result
        }
        state.withLock {
            $0.failure = LMDBError(
                code: code, operation: "use \(path) until it is opened again, since a write to its disk failed")
        }
        throw LMDBError(
            code: code,
            operation: "make what was written durable in \(path), where it may now be or not; open it again to see")
    }

    func requireOpen() throws(LMDBError) {
        if let reason = state.withLock(\.unusable) { throw reason }
    }

    /// A named database that exists.
    ///
    /// - Throws: ``LMDBError/isNotFound`` where there is none of that name.
    public func database(_ name: String, _ shape: Database.Shape) throws(LMDBError) -> Database {
        try databases.withLock { (databases) throws(LMDBError) in
            if let known = databases[name] { return known }
            let transaction = try beginReading()
            defer { leave() }
            var number: MDB_dbi = 0
            var code = mdb_dbi_open(transaction, name, shape.flags, &number)
            var flags: UInt32 = 0
            if code == MDB_SUCCESS { code = mdb_dbi_flags(transaction, number, &flags) }
            // LMDB: the handle becomes known to other transactions when the one that opened it commits.
            mdb_txn_commit(transaction)
            // LMDB itself goes by the flags that it finds, whatever flags it is given.
            if code == MDB_SUCCESS, flags != shape.flags { code = MDB_INCOMPATIBLE }
            try LMDBError.check(code, "open the database '\(name)'")
            let database = Database(handle: number)
            databases[name] = database
            state.withLock { $0.databases.append((name, shape.flags)) }
            return database
        }
    }

    /// Makes named databases, those that are missing, in one transaction.
    public func createDatabases(_ shapes: KeyValuePairs<String, Database.Shape>) throws(LMDBError) {
        try databases.withLock { (_) throws(LMDBError) in
            try write { transaction throws(LMDBError) in
                for (name, shape) in shapes {
                    var number: MDB_dbi = 0
                    let code = mdb_dbi_open(transaction.handle, name, shape.flags | UInt32(MDB_CREATE), &number)
                    try LMDBError.check(code, "make the database '\(name)'")
                }
            }
        }
    }
}
