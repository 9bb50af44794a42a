import CLMDB

/// The entries of a page of a tree: `MDB_page` and `MDB_node` of mdb.c.
///
/// A page has 16 bytes of header (number, size of fixed keys, flags, where the offsets end, where the entries begin),
/// then an offset of two bytes for each entry. An entry has 8 bytes of header (four of size, flags, length of the key),
/// then key and value.
struct PageNodes: ~Escapable {
    static let headerLength = 16
    private static let nodeHeaderLength = 8

    private let bytes: RawSpan
    let flags: PageFlags
    let count: Int
    /// The length of every key, where all have the same and stand without a header; else 0.
    let fixedSize: Int
    private let upper: Int

    /// A value of a leaf.
    enum Value: ~Escapable {
        case plain(RawSpan)
        case overflow(page: UInt64, size: Int)
        case innerPage(RawSpan)
        case tree(RawSpan)
    }

    /// Reads the header of a page that says this number, or of one inside of a value, which says none that matters; nil
    /// where it cannot be a page of a tree.
    @_lifetime(copy bytes)
    init?(_ bytes: RawSpan, number: UInt64?) {
        guard let own: UInt64 = bytes.littleEndian(at: 0), number == nil || own == number,
            let pad: UInt16 = bytes.littleEndian(at: 8), let bits: UInt16 = bytes.littleEndian(at: 10),
            let lower: UInt16 = bytes.littleEndian(at: 12), let upper: UInt16 = bytes.littleEndian(at: 14)
        else { return nil }
        let flags = PageFlags(rawValue: bits).subtracting(.dirty)
        let isFixed = flags.contains(.fixed)
        guard lower >= 16, lower % 2 == 0, lower <= upper, Int(upper) <= bytes.byteCount else { return nil }
        switch flags {
        case .branch, .leaf, [.leaf, .fixed]: guard number != nil else { return nil }
        case [.leaf, .inner], [.leaf, .fixed, .inner]: guard number == nil else { return nil }
        default: return nil
        }
        guard pad > 0 || !isFixed else { return nil }
        self.bytes = bytes
        self.flags = flags
        self.upper = Int(upper)
        count = (Int(lower) - Self.headerLength) / 2
        fixedSize = isFixed ? Int(pad) : 0
        guard isFixed ? hasRoomForFixedKeys : hasEntriesAtTheirPlaces else { return nil }
    }

    var isFixed: Bool { fixedSize > 0 }

    /// LMDB counts the room of fixed keys as if each had an offset too: so much less is taken from the other end.
    private var hasRoomForFixedKeys: Bool {
        Self.headerLength + count * fixedSize <= bytes.byteCount && bytes.byteCount - upper == count * (fixedSize - 2)
    }

    /// Whether the entries fill the page from where they begin to its end, without a gap: LMDB moves them by their sizes
    /// when it takes one out, and counts the room between.
    private var hasEntriesAtTheirPlaces: Bool {
        var filled = 0
        for index in 0..<count {
            let offset = offset(index)
            guard offset >= upper, offset % 2 == 0, let length = length(offset),
                offset + length <= bytes.byteCount
            else { return false }
            filled += (length + 1) & ~1
        }
        return filled == bytes.byteCount - upper
    }

    /// How many bytes an entry takes where it stands.
    private func length(_ offset: Int) -> Int? {
        guard let size: UInt32 = bytes.littleEndian(at: offset), let flags: UInt16 = bytes.littleEndian(at: offset + 4),
            let key: UInt16 = bytes.littleEndian(at: offset + 6)
        else { return nil }
        let length = Self.nodeHeaderLength + Int(key)
        if self.flags.contains(.branch) { return length }
        return length + (flags & Self.isLarge != 0 ? 8 : Int(size))
    }

    private func offset(_ index: Int) -> Int {
        Int(bytes.littleEndian(at: Self.headerLength + 2 * index, as: UInt16.self) ?? 0)
    }

    /// The key of an entry; nil where it reaches beyond the page.
    @_lifetime(copy self)
    func key(_ index: Int) -> RawSpan? {
        guard !isFixed else { return bytes.part(at: Self.headerLength + index * fixedSize, count: fixedSize) }
        let offset = offset(index)
        guard let length: UInt16 = bytes.littleEndian(at: offset + 6) else { return nil }
        return bytes.part(at: offset + Self.nodeHeaderLength, count: Int(length))
    }

    /// The page to which an entry of a branch leads.
    func child(_ index: Int) -> UInt64? {
        let offset = offset(index)
        guard let low: UInt32 = bytes.littleEndian(at: offset), let high: UInt16 = bytes.littleEndian(at: offset + 4)
        else { return nil }
        return UInt64(low) | UInt64(high) << 32
    }

    // mdb.c: F_BIGDATA, F_SUBDATA, F_DUPDATA.
    private static let isLarge: UInt16 = 0x01
    private static let isTree: UInt16 = 0x02
    private static let hasPostings: UInt16 = 0x04

    /// The value of an entry of a leaf; nil where it reaches beyond the page, or is of no kind that there is.
    @_lifetime(copy self)
    func value(_ index: Int) -> Value? {
        let offset = offset(index)
        guard let size: UInt32 = bytes.littleEndian(at: offset), let flags: UInt16 = bytes.littleEndian(at: offset + 4),
            let key: UInt16 = bytes.littleEndian(at: offset + 6)
        else { return nil }
        let start = offset + Self.nodeHeaderLength + Int(key)
        if flags == Self.isLarge {
            guard let page: UInt64 = bytes.littleEndian(at: start) else { return nil }
            return .overflow(page: page, size: Int(size))
        }
        guard let part = bytes.part(at: start, count: Int(size)) else { return nil }
        switch flags {
        case 0: return .plain(part)
        case Self.hasPostings: return .innerPage(part)
        case Self.isTree, Self.isTree | Self.hasPostings: return .tree(part)
        default: return nil
        }
    }

    /// Whether the values on a page inside of a value are in order.
    func isSorted(by order: KeyOrder) -> Bool {
        guard var previous = key(0) else { return false }
        for index in 1..<max(1, count) {
            guard let value = key(index), order.precedes(previous, value) else { return false }
            previous = value
        }
        return true
    }

    /// Whether these are pages that hold one large value.
    static func isOverflow(_ bytes: RawSpan, number: UInt64, count: Int) -> Bool {
        let flags = PageFlags(rawValue: bytes.littleEndian(at: 10) ?? 0).subtracting(.dirty)
        return bytes.littleEndian(at: 0) == number && flags == .overflow
            && bytes.littleEndian(at: 12, as: UInt32.self) == UInt32(count)
    }
}
