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
        let keys = range.isOfIntegers(tree)
        guard reach(number, name, keys) else { return sums.isBroken = true }
        guard let page = try file.page(number), let nodes = PageNodes(page, number: number) else {
            sums.isBroken = true
            return complain(
                number, "is no page of a tree, or one whose entries lie outside of it", in: name, keys: keys.integers)
        }
        guard nodes.flags.contains(level > 1 ? .branch : .leaf), nodes.count > 0 else {
            sums.isBroken = true
            return complain(number, "is not of the kind that is due at its place", in: name, keys: keys.integers)
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
        _ nodes: PageNodes, _ number: UInt64, _ tree: PageTree, _ name: TreeName, level: UInt16, _ range: KeyRange,
        _ sums: inout TreeSums
    ) throws(LMDBError) {
        // The first key of a branch stands for everything below the second, and says nothing itself.
        var bounds: [[UInt8]?] = [range.from]
        for index in 1..<max(1, nodes.count) { bounds.append(nodes.key(index)) }
        bounds.append(range.before)
        for index in 1..<max(1, nodes.count) {
            guard let key = nodes.key(index), range.holds(key, tree),
                index == 1 || bounds[index - 1].map({ KeyRange.precedes($0, key, tree) }) == true
            else {
                sums.isBroken = true
                let keys = range.isOfIntegers(tree).integers
                return complain(number, "has keys that are not in order, or belong elsewhere", in: name, keys: keys)
            }
        }
        for index in 0..<nodes.count {
            guard let child = nodes.child(index) else { continue }
            try visit(
                child, tree, name, level: level - 1, KeyRange(from: bounds[index], before: bounds[index + 1]), &sums)
        }
    }

    private mutating func visitLeaf(
        _ nodes: PageNodes, _ number: UInt64, _ tree: PageTree, _ name: TreeName, _ range: KeyRange,
        _ sums: inout TreeSums
    ) throws(LMDBError) {
        var previous: [UInt8]?
        for index in 0..<nodes.count {
            guard let key = nodes.key(index), range.holds(key, tree),
                previous.map({ KeyRange.precedes($0, key, tree) }) ?? true
            else {
                sums.isBroken = true
                let keys = range.isOfIntegers(tree).integers
                return complain(number, "has keys that are not in order, or belong elsewhere", in: name, keys: keys)
            }
            previous = key
            if nodes.isFixed {
                sums.entries += 1
            } else {
                try visitValue(nodes, index, key, number, tree, name, &sums)
            }
        }
    }

    private mutating func visitValue(
        _ nodes: PageNodes, _ index: Int, _ key: [UInt8], _ number: UInt64, _ tree: PageTree, _ name: TreeName,
        _ sums: inout TreeSums
    ) throws(LMDBError) {
        let keys = KeyRange(from: key, before: nil).isOfIntegers(tree)
        guard let value = nodes.value(index) else {
            sums.isBroken = true
            return complain(number, "has an entry that reaches beyond it", in: name, keys: keys.integers)
        }
        switch value {
        case .tree(let bytes):
            let mayHoldTrees = name.role == .databases || name.role == .rows && tree.hasPostings
            guard mayHoldTrees, let below = PageTree(bytes.rawBytes, at: 0), bytes.count == PageTree.length else {
                sums.isBroken = true
                return complain(number, "has an entry that leads to no tree", in: name, keys: keys.integers)
            }
            if name.role == .databases {
                sums.entries += 1
                try walk(below, TreeName(role: .rows, name: String(decoding: key, as: UTF8.self)))
            } else {
                sums.entries += below.entries
                try walk(below, TreeName(role: .postings, name: name.name))
            }
        case .innerPage(let bytes):
            guard let inner = PageNodes(bytes, number: nil), inner.flags.contains(.inner), inner.isSorted(tree) else {
                sums.isBroken = true
                return complain(number, "has an entry whose values are not in order", in: name, keys: keys.integers)
            }
            sums.entries += UInt64(inner.count)
        case .overflow(let page, let size):
            sums.entries += 1
            let count = (PageNodes.headerLength - 1 + size) / file.pageSize + 1
            guard reach(page, count: count, name, keys) else { return sums.isBroken = true }
            sums.overflows += UInt64(count)
            guard let bytes = try file.page(page, count: count), PageNodes.isOverflow(bytes, number: page, count: count)
            else {
                return complain(page, "is not the large value that it should be", in: name, keys: keys.integers)
            }
            if name.role == .freePages {
                takeFree(
                    bytes.rawBytes.extracting(PageNodes.headerLength..<(PageNodes.headerLength + size)), in: page, name)
            }
        case .plain(let bytes):
            sums.entries += 1
            if name.role == .freePages { takeFree(bytes.rawBytes, in: number, name) }
        }
    }
}
