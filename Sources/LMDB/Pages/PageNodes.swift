import CLMDB

/// The entries of a page of a tree: `MDB_page` and `MDB_node` of mdb.c.
///
/// A page has 16 bytes of header (number, size of fixed keys, flags, where the offsets end, where the entries begin),
/// then an offset of two bytes for each entry. An entry has 8 bytes of header (four of size, flags, length of the key),
/// then key and value.
struct PageNodes {
    static let headerLength = 16

    private let bytes: [UInt8]
    let flags: PageFlags
    let count: Int
    private let fixedSize: Int

    /// A value of a leaf.
    enum Value {
        case plain([UInt8])
        case overflow(page: UInt64, size: Int)
        case innerPage([UInt8])
        case tree([UInt8])
    }

    /// Reads the header of a page that says this number, or of one inside of a value, which says none that matters; nil
    /// where it cannot be a page of a tree.
    init?(_ bytes: [UInt8], number: UInt64?) {
        let span = bytes.rawBytes
        guard let own: UInt64 = span.littleEndian(at: 0), number == nil || own == number,
            let pad: UInt16 = span.littleEndian(at: 8), let flags: UInt16 = span.littleEndian(at: 10),
            let lower: UInt16 = span.littleEndian(at: 12), let upper: UInt16 = span.littleEndian(at: 14)
        else { return nil }
        self.bytes = bytes
        self.flags = PageFlags(rawValue: flags).subtracting(.dirty)
        fixedSize = self.flags.contains(.fixed) ? Int(pad) : 0
        guard lower >= 16, lower % 2 == 0, lower <= upper, Int(upper) <= bytes.count else { return nil }
        count = (Int(lower) - Self.headerLength) / 2
        let kinds: [PageFlags] = [.branch, .leaf, [.leaf, .fixed], [.leaf, .inner], [.leaf, .fixed, .inner]]
        guard kinds.contains(self.flags), self.flags.contains(.inner) == (number == nil) else { return nil }
        if isFixed {
            guard fixedSize > 0, Self.headerLength + count * fixedSize <= bytes.count else { return nil }
        } else {
            for index in 0..<count where Int(offset(index)) < Int(upper) || Int(offset(index)) + 8 > bytes.count {
                return nil
            }
        }
    }

    var isFixed: Bool { flags.contains(.fixed) }

    private func offset(_ index: Int) -> UInt16 { bytes.rawBytes.littleEndian(at: Self.headerLength + 2 * index) ?? 0 }

    private func number(_ index: Int, _ field: Int) -> UInt16 {
        bytes.rawBytes.littleEndian(at: Int(offset(index)) + field) ?? 0
    }

    /// The key of an entry; nil where it reaches beyond the page.
    func key(_ index: Int) -> [UInt8]? {
        guard !isFixed else { return slice(Self.headerLength + index * fixedSize, fixedSize) }
        return slice(Int(offset(index)) + 8, Int(number(index, 6)))
    }

    /// The page to which an entry of a branch leads.
    func child(_ index: Int) -> UInt64? {
        UInt64(number(index, 0)) | UInt64(number(index, 2)) << 16 | UInt64(number(index, 4)) << 32
    }

    /// The value of an entry of a leaf; nil where it reaches beyond the page.
    func value(_ index: Int) -> Value? {
        let size = Int(number(index, 0)) | Int(number(index, 2)) << 16
        let (isLarge, isTree, isPostings) = (
            number(index, 4) & 0x01 != 0, number(index, 4) & 0x02 != 0, number(index, 4) & 0x04 != 0
        )
        guard number(index, 4) & ~0x07 == 0 else { return nil }
        let start = Int(offset(index)) + 8 + Int(number(index, 6))
        if isLarge {
            guard !isTree, !isPostings, let page = bytes.rawBytes.littleEndian(at: start, as: UInt64.self) else {
                return nil
            }
            return .overflow(page: page, size: size)
        }
        guard let part = slice(start, size) else { return nil }
        if isTree { return .tree(part) }
        return isPostings ? .innerPage(part) : .plain(part)
    }

    /// Whether the values on a page inside of a value are in order.
    func isSorted(_ tree: PageTree) -> Bool {
        var previous: [UInt8]?
        for index in 0..<count {
            guard let value = key(index) else { return false }
            let isNext = previous.map {
                KeyRange.precedes($0, value, asIntegers: tree.flags & UInt16(MDB_INTEGERDUP) != 0)
            }
            guard isNext ?? true else { return false }
            previous = value
        }
        return true
    }

    /// Whether these are pages that hold one large value.
    static func isOverflow(_ bytes: [UInt8], number: UInt64, count: Int) -> Bool {
        let span = bytes.rawBytes
        let flags = PageFlags(rawValue: span.littleEndian(at: 10) ?? 0).subtracting(.dirty)
        return span.littleEndian(at: 0) == number && flags == .overflow
            && span.littleEndian(at: 12, as: UInt32.self) == UInt32(count)
    }

    private func slice(_ start: Int, _ length: Int) -> [UInt8]? {
        guard start >= 0, length >= 0, start <= bytes.count, length <= bytes.count - start else { return nil }
        return Array(bytes[start..<(start + length)])
    }
}

/// Where the keys of a page must lie: from one on, and before another.
struct KeyRange {
    var from: [UInt8]?
    var before: [UInt8]?
    private var showsIntegers = false

    init(from: [UInt8]? = nil, before: [UInt8]? = nil) {
        self.from = from
        self.before = before
    }

    /// The same, whose ends are told as integers where the tree's keys are such.
    func isOfIntegers(_ tree: PageTree) -> KeyRange {
        var range = self
        range.showsIntegers = tree.keysAreIntegers
        return range
    }

    /// The ends as integers.
    var integers: (from: UInt64, before: UInt64?)? {
        guard showsIntegers else { return nil }
        return (from?.rawBytes.littleEndian(at: 0) ?? 0, before?.rawBytes.littleEndian(at: 0))
    }

    func holds(_ key: [UInt8], _ tree: PageTree) -> Bool {
        if let from, Self.precedes(key, from, tree) { return false }
        if let before { return Self.precedes(key, before, tree) }
        return true
    }

    static func precedes(_ left: [UInt8], _ right: [UInt8], _ tree: PageTree) -> Bool {
        precedes(left, right, asIntegers: tree.keysAreIntegers)
    }

    static func precedes(_ left: [UInt8], _ right: [UInt8], asIntegers: Bool) -> Bool {
        guard asIntegers else { return left.lexicographicallyPrecedes(right) }
        guard let first: UInt64 = left.rawBytes.littleEndian(at: 0), left.count == 8,
            let second: UInt64 = right.rawBytes.littleEndian(at: 0), right.count == 8
        else { return false }
        return first < second
    }
}
