public import EventSourcing
import LMDB

extension LMDBEventStore {
    /// Opens the log in a directory.
    ///
    /// The file of a new one is made aside, then moved into place, so that nobody ever sees half of one; of two
    /// processes that make it at once, one opens what the other has made.
    ///
    /// - Parameters:
    ///   - path: the directory; `data.mdb` and `lock.mdb` stand in it. It must be on a disk of this machine.
    ///   - mode: whether the log must be there already.
    ///   - clock: sets `recorded`.
    ///   - writing: on which thread appends are written.
    ///   - answering: gives the answers to the appends of one commit, where whoever waits for them may be let go on
    ///     together.
    /// - Throws: `noSuchLog`, `notALog` (also for a log of a newer format), `damaged` or `unavailable`.
    public static func open(
        at path: String, mode: OpenMode, clock: RecordingClock, writing: Writing = .onOwnThread,
        answering: @escaping Answering = { $0() }
    ) throws(EventStoreError) -> LMDBEventStore {
        try open(at: path, mode: mode, clock: clock, writing: writing, tailUpTo: .usual, answering: answering)
    }

    /// The same, where the newest events may wait for the indexes up to another number; 0 puts each there at once.
    static func open(
        at path: String, mode: OpenMode, clock: RecordingClock, writing: Writing = .onOwnThread,
        tailUpTo limit: TailLimit, answering: @escaping Answering = { $0() }
    ) throws(EventStoreError) -> LMDBEventStore {
        let names = try namesOfLog(at: path)
        switch mode {
        case .mustExist: guard names != nil else { throw noSuchLog(at: path) }
        case .createIfMissing:
            if names == nil {
                let created = try clock.next(after: nil)
                try translating(path) { () throws(LMDBError) in try create(at: path, created: created) }
            } else if names?.contains(where: { $0.hasPrefix(asidePrefix) }) == true {
                // Who made the log, or was too late to, was stopped before all was cleared away.
                try translating(path) { () throws(LMDBError) in try clearAway(in: path) }
            }
        }
        return try openExisting(at: path, clock: clock, writing: writing, tailUpTo: limit, answering: answering)
    }

    /// From now on, damage that makes reading the file of a log run into a fault ends the process with one sentence on
    /// standard error and an exit code. For programs; a library leaves signals alone.
    public static func endProcessOnFault(code: Int32, prefix: String) {
        Environment.endProcessOnFault(code: code, prefix: prefix)
    }

    /// Refuses a place where there is no log, in the words of ``open(at:mode:clock:writing:answering:)``.
    static func requireLog(at path: String) throws(EventStoreError) {
        guard try namesOfLog(at: path) != nil else { throw noSuchLog(at: path) }
    }

    /// What stands in the directory of a log; nil where there is none and one may be made.
    private static func namesOfLog(at path: String) throws(EventStoreError) -> [String]? {
        switch try translating(path, { () throws(LMDBError) in try FileSystem.occupant(of: path) }) {
        case .directory(let names) where names.contains(dataFile): return names
        case .directory(let names) where !names.allSatisfy(isOfNoConcern):
            throw .notALog(at: path, "it holds something else")
        case .other: throw .notALog(at: path, "it is no directory")
        case .nothing, .directory: return nil
        }
    }

    /// What an error of the storage means for the log at a path, where its file may be of another kind altogether.
    static func failure(_ error: LMDBError, at path: String) -> EventStoreError {
        error.isForeignFile
            ? .notALog(at: path, "its data.mdb is no LMDB file") : EventStoreError(error, at: path)
    }

    private static func openExisting(
        at path: String, clock: RecordingClock, writing: Writing, tailUpTo limit: TailLimit,
        answering: @escaping Answering
    ) throws(EventStoreError) -> LMDBEventStore {
        let environment: Environment
        do throws(LMDBError) {
            environment = try openEnvironment(at: path)
        } catch {
            throw failure(error, at: path)
        }
        do throws(EventStoreError) {
            let identity = try identity(of: environment)
            return try translating(path) { () throws(LMDBError) in
                let tables = try Tables(environment)
                let reader = LogReader(path: path, tables: tables, kinds: KindNames(tables), identity: identity)
                return LMDBEventStore(
                    environment, reader, clock: clock, writing: writing, tailUpTo: limit, answering: answering)
            }
        } catch {
            environment.close()
            throw error
        }
    }

    /// Who may not write the file may still read it, as long as the readers' table in `lock.mdb` can be written.
    private static func openEnvironment(at path: String) throws(LMDBError) -> Environment {
        do throws(LMDBError) {
            return try Environment.open(at: path)
        } catch {
            guard error.isDenied else { throw error }
            return try Environment.open(at: path, isReadOnly: true)
        }
    }

    private static func identity(of environment: Environment) throws(EventStoreError) -> LogIdentity {
        let path = environment.path
        let found: LogIdentity?
        do throws(LMDBError) {
            let meta = try environment.database("meta", .bytes)
            found = try environment.read { transaction throws(LMDBError) in
                let key = LogIdentity.key
                guard let value = try transaction.value(forKey: key.rawBytes, in: meta) else { return nil }
                return try LogIdentity(value)
            }
        } catch {
            if error.isNotFound || error.isIncompatible {
                throw .notALog(at: path, "its data.mdb was made by another program")
            }
            throw EventStoreError(error, at: path)
        }
        guard let found else { throw .notALog(at: path, "its data.mdb was made by another program") }
        guard found.format <= LogIdentity.currentFormat else {
            throw EventStoreError(
                .notALog,
                "the log at \(path) has the format \(found.format), and this program reads formats up to "
                    + "\(LogIdentity.currentFormat); open it with a newer blotter")
        }
        return found
    }

    private static func create(at path: String, created: Timestamp) throws(LMDBError) {
        let identity = try LogIdentity.minted(created: created.microseconds)
        // Inside of the directory, not beside it: it may be a mount point, or stand where nothing may be made.
        let place = "\(path)/\(dataFile)"
        try FileSystem.makeParents(of: place)
        try FileSystem.requireLocal(directory: path)
        let aside = try newAside(in: path)
        do throws(LMDBError) {
            try fill(aside, identity)
            try FileSystem.move("\(aside)/\(dataFile)", to: place)
        } catch {
            FileSystem.removeEnvironment(at: aside)
            // Where somebody else was quicker, what stands there now is opened.
            guard FileSystem.exists(place) else { throw error }
        }
        try clearAway(in: path)
        try FileSystem.synchronize(path)
    }

    /// Makes a directory aside in the directory of a log.
    static func newAside(in path: String, prefix: String = asidePrefix) throws(LMDBError) -> String {
        var random = RandomBytes()
        let aside =
            "\(path)/\(prefix)\(FileSystem.processNumber)-\(String(try random.nextInteger(), radix: 16))"
        try FileSystem.makeDirectory(aside)
        return aside
    }

    /// Removes what was made aside, and what others left there who were stopped halfway or are too late now.
    static func clearAway(in path: String, prefix: String = asidePrefix) throws(LMDBError) {
        guard case .directory(let names) = try FileSystem.occupant(of: path) else { return }
        for name in names where name.hasPrefix(prefix) { FileSystem.removeEnvironment(at: "\(path)/\(name)") }
    }

    private static let dataFile = "data.mdb"
    static let asidePrefix = ".new-"

    /// Whether a log may be made beside something of this name: a log in the making, or what a file system keeps in the
    /// root of a disk.
    private static func isOfNoConcern(_ name: String) -> Bool { name.hasPrefix(asidePrefix) || name == "lost+found" }

    private static func fill(_ directory: String, _ identity: LogIdentity) throws(LMDBError) {
        let environment = try Environment.create(at: directory)
        defer { environment.close() }
        try environment.createDatabases(Tables.shapes)
        let meta = try environment.database("meta", .bytes)
        try environment.write { transaction throws(LMDBError) in
            let key = LogIdentity.key
            let row = identity.row.bytes(key: key.rawBytes)
            try transaction.put(row.rawBytes, forKey: key.rawBytes, in: meta, .insert)
            try CommitMark.none.put(into: &transaction, meta)
        }
        try FileSystem.synchronize("\(directory)/\(dataFile)")
        try FileSystem.synchronize(directory)
    }

    private static func translating<Result>(
        _ path: String, _ body: () throws(LMDBError) -> Result
    ) throws(EventStoreError) -> Result {
        do throws(LMDBError) { return try body() } catch { throw EventStoreError(error, at: path) }
    }
}

extension LMDBEventStore {
    static func noSuchLog(at path: String) -> EventStoreError {
        EventStoreError(
            .noSuchLog, "there is no log at \(path); append something to make one, or name another with --log")
    }
}

extension EventStoreError {
    fileprivate static func notALog(at path: String, _ reason: String) -> EventStoreError {
        EventStoreError(
            .notALog,
            "\(path) is not a Blotter log: \(reason); name the directory of a log, or one that is empty or new")
    }
}
