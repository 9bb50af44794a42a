import Glibc

/// A look at every page of an environment's file, without LMDB, which believes what it reads.
///
/// It follows the newest state from its meta page on: every page is of the right kind, says its own number, is reached
/// once, holds sorted keys between those of the page above it, and is not free as well; and every tree has as many
/// pages and entries as it says. What it finds is the damage at which LMDB would go astray; whether a value is as it was
/// written, it cannot know.
///
/// The layout is that of LMDB 0.9's mdb.c on a 64-bit little-endian machine.
public struct PageCheck: Sendable {
    /// What is wrong, in the order of the walk; at most ``maximumFaults``.
    public let faults: [PageFault]
    /// How many pages the newest state uses.
    public let usedPages: Int
    /// How many pages it knows to be free.
    public let freePages: Int
    /// How many pages are neither: LMDB has lost them, which costs room and nothing else.
    public let lostPages: Int

    /// How many faults are told at most.
    public static let maximumFaults = 1000

    /// Walks the file of an environment in a directory. Nobody should write to it meanwhile: ``keepingWritersOut(of:_:)``.
    ///
    /// - Parameter progress: is told from time to time how many pages have been looked at, and of how many.
    /// - Throws: what the disk refuses; ``LMDBError/isForeignFile`` where this is no such file at all.
    public static func check(
        at path: String, progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws(LMDBError) -> PageCheck {
        try check(at: path, visitor: nil, progress: progress)
    }

    /// The same, and shows every row of a named database of integer keys to which sound pages lead, in order: what can
    /// be looked at of a file at which LMDB would go astray.
    public static func check(
        at path: String, rowsOf database: String, _ visit: @escaping (_ key: UInt64, _ value: RawSpan) -> Void
    ) throws(LMDBError) -> PageCheck {
        try check(at: path, visitor: RowVisitor(database: database, visit: visit)) { _, _ in }
    }

    /// The same of the state that a transaction has left, which a reader keeps as it is: others may write meanwhile.
    /// Nil where that state is neither of the two that the file begins with.
    static func check(
        at path: String, asOf transaction: UInt64, progress: @escaping (Int, Int) -> Void
    ) throws(LMDBError) -> PageCheck? {
        let file = try PageFile(path + "/data.mdb")
        guard let meta = try file.metaPages().first(where: { $0.transaction == transaction }) else { return nil }
        return try inOneOrder { (sharesWork) throws(LMDBError) in
            var walk = PageWalk(file, meta, sharesWork: sharesWork, progress: progress)
            if walk.hasLastPage(of: meta) { try walk.walk(meta) }
            return walk
        }
    }

    /// Two threads find whether anything is wrong; one says what, in the order of the walk.
    private static func inOneOrder(
        isShared: Bool = true, _ walk: (_ sharesWork: Bool) throws(LMDBError) -> PageWalk
    ) throws(LMDBError) -> PageCheck {
        if isShared, let shared = try? walk(true), shared.isSound { return shared.result() }
        return try walk(false).result()
    }

    private static func check(
        at path: String, visitor: RowVisitor?, progress: @escaping (Int, Int) -> Void
    ) throws(LMDBError) -> PageCheck {
        let file = try PageFile(path + "/data.mdb")
        let metas = try file.metaPages()
        guard let newest = metas.max(by: { $0.transaction < $1.transaction }) else {
            throw LMDBError(code: LMDBError.foreign, operation: "read \(path)/data.mdb")
        }
        // Rows are shown once, and in order.
        return try inOneOrder(isShared: visitor == nil) { (sharesWork) throws(LMDBError) in
            var walk = PageWalk(file, newest, visitor: visitor, sharesWork: sharesWork, progress: progress)
            if metas.count == 2 {
                walk.checkAgreement(of: metas)
            } else {
                walk.complain(1 - UInt64(newest.number), "is no meta page, or one that no LMDB has written")
            }
            if walk.hasLastPage(of: newest) { try walk.walk(newest) }
            return walk
        }
    }

    /// Looks at the two pages with which a file begins, by which LMDB finds everything else and which it believes.
    ///
    /// Cheap enough for every opening: two reads. A file that is no environment at all is left to LMDB, which says so.
    ///
    /// - Throws: damage, where the newest state cannot be where they say.
    static func requireSoundStart(of path: String) throws(LMDBError) {
        // Another process may be writing one of them just now.
        for attempt in 0..<5 {
            let file = try PageFile(path)
            guard let problem = try problem(of: file) else { return }
            guard attempt < 4 else { throw .damaged("\(path) is damaged: \(problem).") }
            usleep(2_000)
        }
    }

    private static func problem(of file: PageFile) throws(LMDBError) -> String? {
        let metas = try file.metaPages()
        guard let newest = metas.max(by: { $0.transaction < $1.transaction }) else { return nil }
        guard metas.count == 2 else { return "page \(1 - newest.number) is no meta page" }
        let (used, isBeyond) = Int(clamping: newest.lastPage).multipliedReportingOverflow(by: file.pageSize)
        guard !isBeyond, used < .max - file.pageSize else { return "its last page lies beyond what a file can hold" }
        guard used + file.pageSize <= file.size else {
            return "the file is \(file.size) bytes long, but its last page ends at byte \(used + file.pageSize)"
        }
        var walk = PageWalk(file, newest) { _, _ in }
        walk.checkAgreement(of: metas)
        for tree in [newest.free, newest.main] where tree.root != PageTree.none {
            guard tree.root >= 2, tree.root <= newest.lastPage, (1...32).contains(tree.depth) else {
                return "page \(newest.number) leads to page \(tree.root), which cannot be"
            }
        }
        return walk.result().faults.first?.description
    }

    /// Does something while nobody writes to the environment in a directory; readers go on.
    public static func keepingWritersOut<Result>(
        of path: String, _ body: () throws(LMDBError) -> Result
    ) throws(LMDBError) -> Result {
        let turn = try Turn(at: path + "/data.mdb")
        try turn.take()
        defer { turn.pass() }
        return try body()
    }
}
