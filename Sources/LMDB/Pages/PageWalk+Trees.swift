import CLMDB

extension PageWalk {
    /// Looks at a page of a tree and at everything below it.
    ///
    /// - Parameters:
    ///   - level: 1 for a leaf.
    ///   - range: where its keys must lie.
    mutating func visit(
        _ number: UInt64, _ tree: PageTree, _ name: TreeName, level: UInt16, _ range: KeyRange, _ sums: inout TreeSums
    ) throws(LMDBError) {
        guard reach(number, tree, name, range) else { return sums.isBroken = true }
        guard let page = try file.page(number), let nodes = PageNodes(page.rawBytes, number: number) else {
            return complain(number, "is no page of a tree, or one whose entries overlap", tree, name, range, &sums)
        }
        guard nodes.flags.contains(level > 1 ? .branch : .leaf), nodes.count > 0 else {
            return complain(number, "is not of the kind that is due at its place", tree, name, range, &sums)
        }
        if level > 1 {
            sums.branches += 1
            try visitBranch(nodes, number, tree, name, level: level, range, &sums)
        } else {
            sums.leaves += 1
            try visitLeaf(nodes, number, tree, name, range, &sums)
        }
    }

    private mutating func visitBranch(
        _ nodes: borrowing PageNodes, _ number: UInt64, _ tree: PageTree, _ name: TreeName, level: UInt16,
        _ range: KeyRange, _ sums: inout TreeSums
    ) throws(LMDBError) {
        let isShared = isShared(tree, name, level: level)
        var waiting: [BranchEntry] = []
        // The first key of a branch stands for everything below the second, and says nothing itself.
        var from = range.from
        for index in 0..<nodes.count {
            var before = range.before
            if index + 1 < nodes.count {
                guard let key = nodes.key(index + 1), range.holds(key, tree),
                    index == 0 || from.map({ tree.keyOrder.precedes($0.rawBytes, key) }) == true
                else { return complain(number, Self.isUnordered, tree, name, range, &sums) }
                before = key.array
            }
            if let child = nodes.child(index) {
                let below = KeyRange(from: from, before: before)
                if isShared {
                    waiting.append(BranchEntry(page: child, range: below))
                } else {
                    try visit(child, tree, name, level: level - 1, below, &sums)
                }
            }
            from = before
        }
        if isShared { try visitHalves(waiting, tree, name, level: level - 1, &sums) }
    }

    private static let isUnordered = "has keys that are not in order, or belong elsewhere"

    private mutating func visitLeaf(
        _ nodes: borrowing PageNodes, _ number: UInt64, _ tree: PageTree, _ name: TreeName, _ range: KeyRange,
        _ sums: inout TreeSums
    ) throws(LMDBError) {
        guard let first = nodes.key(0), range.holds(first, tree), let last = nodes.key(nodes.count - 1),
            range.holds(last, tree), !nodes.isFixed || name.role == .postings
        else { return complain(number, Self.isUnordered, tree, name, range, &sums) }
        guard nodes.isSorted(by: tree.keyOrder) else {
            return complain(number, Self.isUnordered, tree, name, range, &sums)
        }
        guard !nodes.isFixed else { return sums.entries += UInt64(nodes.count) }
        for index in 0..<nodes.count { try visitValue(nodes, index, number, tree, name, &sums) }
    }

    private mutating func visitValue(
        _ nodes: borrowing PageNodes, _ index: Int, _ number: UInt64, _ tree: PageTree, _ name: TreeName,
        _ sums: inout TreeSums
    ) throws(LMDBError) {
        guard let key = nodes.key(index) else { return }
        var problem: String?
        switch nodes.value(index) {
        case nil:
            problem = "has an entry that reaches beyond it"
        case .tree(let bytes)?:
            problem = try visitTree(bytes, key, tree, name, &sums)
        case .innerPage(let bytes)?:
            guard name.role == .rows, tree.hasPostings, let inner = PageNodes(bytes, number: nil), inner.count > 0,
                tree.postingOrder != .integers || inner.fixedSize == 8, inner.isSorted(by: tree.postingOrder)
            else {
                problem = "has an entry whose values are not in order"
                break
            }
            sums.entries += UInt64(inner.count)
        case .overflow(let page, let size)?:
            sums.entries += 1
            try visitOverflow(page, size: size, KeyRange(from: key.array), tree, name, &sums)
        case .plain(let bytes)?:
            sums.entries += 1
            visitor?.show(bytes, key: key, of: name)
            if name.role == .freePages {
                takeFree(bytes, freedBy: key, in: number, name)
            } else if tree.hasPostings, tree.postingOrder == .integers, bytes.byteCount != 8 {
                problem = "has an entry whose value is no posting"
            }
        }
        if let problem { complain(number, problem, tree, name, KeyRange(from: key.array), &sums) }
    }

    /// Looks at the tree to which an entry leads; says what is wrong where it leads to none.
    private mutating func visitTree(
        _ bytes: RawSpan, _ key: RawSpan, _ tree: PageTree, _ name: TreeName, _ sums: inout TreeSums
    ) throws(LMDBError) -> String? {
        guard let below = PageTree(bytes, at: 0), bytes.byteCount == PageTree.length else {
            return "has an entry that leads to no tree"
        }
        switch name.role {
        case .databases:
            sums.entries += 1
            try walk(below, TreeName(role: .rows, name: key.text))
        case .rows where tree.hasPostings:
            sums.entries += below.entries
            try walk(below, TreeName(role: .postings, name: name.name))
        case .rows, .postings, .freePages:
            return "has an entry that leads to a tree where none can be"
        }
        return nil
    }

    private mutating func visitOverflow(
        _ page: UInt64, size: Int, _ keys: KeyRange, _ tree: PageTree, _ name: TreeName, _ sums: inout TreeSums
    ) throws(LMDBError) {
        let count = (PageNodes.headerLength - 1 + size) / file.pageSize + 1
        guard reach(page, count: count, tree, name, keys) else { return sums.isBroken = true }
        sums.overflows += UInt64(count)
        // What a value says is none of the structure's business, but for the lists of free pages.
        let isList = name.role == .freePages
        guard let bytes = try file.page(page, count: isList || visitor != nil ? count : 1),
            PageNodes.isOverflow(bytes.rawBytes, number: page, count: count)
        else { return complain(page, "is not the large value that it should be", tree, name, keys, &sums) }
        guard let key = keys.from, let value = bytes.rawBytes.part(at: PageNodes.headerLength, count: size) else {
            return
        }
        if isList { takeFree(value, freedBy: key.rawBytes, in: page, name) }
        visitor?.show(value, key: key.rawBytes, of: name)
    }

    /// Complains of a page of a tree, whose sums mean nothing then.
    private mutating func complain(
        _ page: UInt64, _ problem: String, _ tree: PageTree, _ name: TreeName, _ range: KeyRange, _ sums: inout TreeSums
    ) {
        sums.isBroken = true
        complain(page, problem, in: name, keys: range.integers(tree))
    }
}
