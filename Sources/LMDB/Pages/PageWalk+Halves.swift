import Synchronization

extension PageWalk {
    /// A tree with fewer leaves is walked before another thread has begun.
    private static let manyLeaves = 512

    /// Whether what lies below a branch is walked on two threads: below the root of a large table.
    func isShared(_ tree: PageTree, _ name: TreeName, level: UInt16) -> Bool {
        sharesWork && name.role == .rows && level == tree.depth && tree.leafPages >= Self.manyLeaves
    }

    /// Looks at pages below a branch and at everything below them, at one half of them on another thread. What that finds
    /// is taken over, and a page that both reached is a fault.
    mutating func visitHalves(
        _ pages: [BranchEntry], _ tree: PageTree, _ name: TreeName, level: UInt16, _ sums: inout TreeSums
    ) throws(LMDBError) {
        let half = WalkedHalf(pages: Array(pages[(pages.count / 2)...]), tree: tree, name: name, level: level)
        let start = part()
        let worker = Worker<WalkedHalf> { halves in
            for half in halves { half.walk(start) }
        }
        // Where the system has no thread left, this one walks both.
        let isTaken = (try? worker.submit(half)) ?? false
        var failure: LMDBError?
        do throws(LMDBError) {
            for page in pages[..<(pages.count / 2)] {
                try visit(page.page, tree, name, level: level, page.range, &sums)
            }
        } catch {
            failure = error
        }
        if isTaken { worker.stop() } else { half.walk(start) }
        if let failure { throw failure }
        let (other, found) = try half.outcome()
        take(other, name)
        sums.add(found)
    }
}

/// An entry of a branch: the page to which it leads, and where the keys below it must lie.
struct BranchEntry {
    let page: UInt64
    let range: KeyRange
}

/// What a walk on another thread begins with.
struct WalkPart: Sendable {
    let path: String
    let pageSize: Int
    let lastPage: UInt64
    let transaction: UInt64
}

/// What a walk has found.
struct WalkFindings: Sendable {
    let reached: PageSet
    let faults: [PageFault]
}

/// A half of the pages below a branch, and what a walk over them has found.
private final class WalkedHalf: Sendable {
    private let pages: [BranchEntry]
    private let tree: PageTree
    private let name: TreeName
    private let level: UInt16
    private let found = Mutex<Result<(WalkFindings, TreeSums), LMDBError>?>(nil)

    init(pages: [BranchEntry], tree: PageTree, name: TreeName, level: UInt16) {
        self.pages = pages
        self.tree = tree
        self.name = name
        self.level = level
    }

    func walk(_ start: WalkPart) {
        let outcome = Result { () throws(LMDBError) in
            var walk = PageWalk(try PageFile(start.path, pageSize: start.pageSize), start)
            var sums = TreeSums()
            for page in pages { try walk.visit(page.page, tree, name, level: level, page.range, &sums) }
            return (walk.findings, sums)
        }
        found.withLock { $0 = outcome }
    }

    /// What was found, once it has been walked.
    func outcome() throws(LMDBError) -> (WalkFindings, TreeSums) {
        guard let outcome = found.withLock({ $0 }) else { preconditionFailure("nobody has walked this half") }
        return try outcome.get()
    }
}
