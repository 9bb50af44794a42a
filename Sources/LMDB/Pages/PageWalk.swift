import CLMDB

/// The walk of a ``PageCheck``: what has been reached so far, and what is wrong.
struct PageWalk {
    let file: PageFile
    private let lastPage: UInt64
    private let transaction: UInt64
    private let progress: (Int, Int) -> Void
    private var reached: PageSet
    private var free: PageSet
    private var faults: [PageFault] = []
    let visitor: RowVisitor?
    /// Whether another thread walks a part of large tables.
    let sharesWork: Bool

    init(
        _ file: PageFile, _ newest: MetaPage, visitor: RowVisitor? = nil, sharesWork: Bool = false,
        progress: @escaping (Int, Int) -> Void
    ) {
        let part = WalkPart(
            path: file.path, pageSize: file.pageSize, lastPage: newest.lastPage, transaction: newest.transaction)
        self.init(file, part, visitor: visitor, sharesWork: sharesWork, progress: progress)
    }

    init(
        _ file: PageFile, _ part: WalkPart, visitor: RowVisitor? = nil, sharesWork: Bool = false,
        progress: @escaping (Int, Int) -> Void = { _, _ in }
    ) {
        self.file = file
        self.visitor = visitor
        self.sharesWork = sharesWork
        lastPage = part.lastPage
        transaction = part.transaction
        self.progress = progress
        let pages = file.size / file.pageSize
        reached = PageSet(count: pages)
        free = PageSet(count: pages)
    }

    /// Whether nothing is wrong so far.
    var isSound: Bool { faults.isEmpty }

    /// What another walk over the same state begins with.
    func part() -> WalkPart {
        WalkPart(path: file.path, pageSize: file.pageSize, lastPage: lastPage, transaction: transaction)
    }

    /// What has been found so far in trees whose pages are in use.
    var findings: WalkFindings { WalkFindings(reached: reached, faults: faults) }

    /// Takes over what another walk has found.
    mutating func take(_ other: WalkFindings, _ name: TreeName) {
        for page in reached.both(with: other.reached) { complain(page, "is reached twice", in: name) }
        reached.formUnion(other.reached)
        faults += other.faults.prefix(PageCheck.maximumFaults - faults.count)
        progress(reached.members, Int(clamping: lastPage) + 1)
    }

    func result() -> PageCheck {
        let all = Int(clamping: lastPage) + 1
        return PageCheck(
            faults: faults, usedPages: reached.members + 2, freePages: free.members,
            lostPages: max(0, all - reached.members - free.members - 2))
    }

    mutating func complain(
        _ page: UInt64, _ problem: String, in tree: TreeName? = nil, keys: (from: UInt64, before: UInt64?)? = nil
    ) {
        guard faults.count < PageCheck.maximumFaults else { return }
        faults.append(
            PageFault(
                page: page, database: tree?.name, keys: keys, problem: problem, isOfFreePages: tree?.role == .freePages)
        )
    }

    /// Both meta pages belong to one environment, and to two states of which one followed the other.
    mutating func checkAgreement(of metas: [MetaPage]) {
        let (first, second) = (metas[0], metas[1])
        if first.free.flags != second.free.flags || first.main.flags != second.main.flags {
            complain(1, "says of the tables what page 0 does not")
        }
        let (older, newer) = first.transaction < second.transaction ? (first, second) : (second, first)
        // A new environment, and a compacted copy, begin with two pages for transaction 0 or 1.
        guard newer.transaction > 1 else { return }
        if newer.transaction - older.transaction != 1 || newer.transaction % 2 != UInt64(newer.number) {
            complain(
                UInt64(newer.number), "is of transaction \(newer.transaction), which cannot follow \(older.transaction)"
            )
        }
    }

    mutating func hasLastPage(of meta: MetaPage) -> Bool {
        let pages = file.size / file.pageSize
        if let last = Int(exactly: meta.lastPage), last < pages, last >= 1 { return true }
        complain(
            UInt64(meta.number), "says that page \(meta.lastPage) is the last, but the file has room for \(pages) pages"
        )
        return false
    }

    /// Walks the tree of free pages, then all others, and compares.
    mutating func walk(_ meta: MetaPage) throws(LMDBError) {
        try walk(meta.free, TreeName(role: .freePages, name: nil))
        try walk(meta.main, TreeName(role: .databases, name: nil))
        for page in reached.both(with: free) {
            complain(page, "is in use, and said to be free as well", in: TreeName(role: .freePages, name: nil))
        }
        progress(Int(clamping: lastPage) + 1, Int(clamping: lastPage) + 1)
    }

    /// Walks a tree and compares its sums with what its head says.
    mutating func walk(_ tree: PageTree, _ name: TreeName) throws(LMDBError) {
        var sums = TreeSums()
        if tree.root == PageTree.none {
            guard tree.depth == 0, tree.entries == 0 else {
                return complain(0, "has no root, but \(tree.entries) entries", in: name)
            }
            return
        }
        guard (1...32).contains(tree.depth) else {
            return complain(
                tree.root, "is the root of a tree that is \(tree.depth) pages deep, which none is", in: name)
        }
        try visit(tree.root, tree, name, level: tree.depth, KeyRange(), &sums)
        let isSound =
            sums.branches == tree.branchPages && sums.leaves == tree.leafPages && sums.overflows == tree.overflowPages
            && sums.entries == tree.entries
        if !isSound, !sums.isBroken {
            complain(
                tree.root,
                "is the root of \(sums.entries) entries in \(sums.branches + sums.leaves + sums.overflows) "
                    + "pages; it is said to be of \(tree.entries) in "
                    + "\(tree.branchPages &+ tree.leafPages &+ tree.overflowPages)", in: name)
        }
    }

    /// Marks a page as reached; false, with a complaint, where it is not there or was reached before.
    mutating func reach(
        _ page: UInt64, count: Int = 1, _ tree: PageTree, _ name: TreeName, _ keys: KeyRange
    ) -> Bool {
        guard page >= 2, page <= lastPage, UInt64(count) <= lastPage - page + 1 else {
            complain(page, "is named, but the file does not have it", in: name, keys: keys.integers(tree))
            return false
        }
        for number in page..<(page + UInt64(count)) {
            guard reached.insert(number) else {
                complain(number, "is reached twice", in: name, keys: keys.integers(tree))
                return false
            }
        }
        if reached.members % 4096 == 0 { progress(reached.members, Int(clamping: lastPage) + 1) }
        return true
    }

    /// Takes the pages that one row of the tree of free pages names: their number, then each. Its key is the transaction
    /// that freed them.
    mutating func takeFree(_ list: RawSpan, freedBy key: RawSpan, in page: UInt64, _ name: TreeName) {
        guard let freed: UInt64 = key.littleEndian(at: 0), freed <= transaction else {
            return complain(page, "has a list of pages that a transaction freed which has not been", in: name)
        }
        guard let count: UInt64 = list.littleEndian(at: 0), count <= UInt64(max(0, list.byteCount / 8 - 1)) else {
            return complain(page, "has a list of free pages that is cut short", in: name)
        }
        var previous = UInt64.max
        for index in 0..<Int(count) {
            let number: UInt64 = list.littleEndian(at: 8 + 8 * index) ?? 0
            guard number >= 2, number <= lastPage, number < previous, free.insert(number) else {
                return complain(page, "has a list of free pages that is wrong at page \(number)", in: name)
            }
            previous = number
        }
    }
}

/// Is shown the rows of a named database of integer keys, as far as sound pages lead to them.
struct RowVisitor {
    let database: String
    let visit: (UInt64, RawSpan) -> Void

    /// Shows a row of a tree, where it is one of those that are asked for.
    func show(_ value: RawSpan, key: RawSpan, of name: TreeName) {
        guard name.role == .rows, name.name == database, let key: UInt64 = key.littleEndian(at: 0) else { return }
        visit(key, value)
    }
}

/// Which tree a page belongs to, and what its values mean.
struct TreeName {
    enum Role {
        case freePages
        case databases
        case rows
        /// The values of one key of a database that has several for each.
        case postings
    }

    let role: Role
    let name: String?
}

/// What a walk has found in a tree.
struct TreeSums {
    var branches: UInt64 = 0
    var leaves: UInt64 = 0
    var overflows: UInt64 = 0
    var entries: UInt64 = 0
    /// Whether a part of it could not be looked at, so that the sums mean nothing.
    var isBroken = false
}

extension TreeSums {
    /// Adds what was found in another part of the tree.
    mutating func add(_ other: TreeSums) {
        branches += other.branches
        leaves += other.leaves
        overflows += other.overflows
        entries += other.entries
        isBroken = isBroken || other.isBroken
    }
}

/// A set of page numbers.
struct PageSet {
    private var bits: [UInt64]
    private(set) var members = 0

    init(count: Int) { bits = [UInt64](repeating: 0, count: count / 64 + 1) }

    /// Takes in all pages of another set of the same file.
    mutating func formUnion(_ other: PageSet) {
        for index in bits.indices where index < other.bits.count { bits[index] |= other.bits[index] }
        members = bits.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    /// Takes a page in; false where it was in already, or cannot be.
    mutating func insert(_ page: UInt64) -> Bool {
        guard let index = Int(exactly: page / 64), index < bits.count, bits[index] & 1 << (page % 64) == 0 else {
            return false
        }
        bits[index] |= 1 << (page % 64)
        members += 1
        return true
    }

    /// The pages that are in both, at most a hundred.
    func both(with other: PageSet) -> [UInt64] {
        var pages: [UInt64] = []
        for (index, word) in zip(bits, other.bits).map(&).enumerated() where word != 0 {
            for bit in 0..<64 where word & 1 << UInt64(bit) != 0 { pages.append(UInt64(64 * index + bit)) }
            if pages.count >= 100 { break }
        }
        return pages
    }
}
