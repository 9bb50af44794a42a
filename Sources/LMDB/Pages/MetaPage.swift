import CLMDB

/// One of the two pages with which an environment's file begins: the later of both says where everything is.
///
/// The layout is that of `MDB_meta` in LMDB 0.9's mdb.c, on a 64-bit little-endian machine: 16 bytes of page header, then
/// magic, version, address, size of the map, two ``PageTree``s, last page, transaction.
struct MetaPage {
    let number: Int
    let pageSize: Int
    /// The pages that are free, by the transaction that freed them.
    let free: PageTree
    /// The named databases.
    let main: PageTree
    let lastPage: UInt64
    let transaction: UInt64

    /// How many bytes the page needs to have.
    static let length = 16 + 24 + 2 * PageTree.length + 16

    /// Reads a meta page; nil where it is none, or has fields that no such page can have.
    init?(_ page: RawSpan, number: Int) {
        guard page.byteCount >= Self.length, page.littleEndian(at: 0, as: UInt64.self) == UInt64(number),
            let flags: UInt16 = page.littleEndian(at: 10), PageFlags(rawValue: flags).subtracting(.dirty) == .meta,
            page.littleEndian(at: 16, as: UInt32.self) == 0xBEEF_C0DE, page.littleEndian(at: 20, as: UInt32.self) == 1,
            let free = PageTree(page, at: 40),
            let main = PageTree(page, at: 40 + PageTree.length),
            let lastPage: UInt64 = page.littleEndian(at: 40 + 2 * PageTree.length),
            let transaction: UInt64 = page.littleEndian(at: 48 + 2 * PageTree.length)
        else { return nil }
        let pageSize = Int(free.pad)
        guard (9...16).contains(where: { pageSize == 1 << $0 }), transaction < 1 << 62 else { return nil }
        self.number = number
        self.pageSize = pageSize
        self.free = free
        self.main = main
        self.lastPage = lastPage
        self.transaction = transaction
    }
}

/// What leads to a tree of pages: `MDB_db` of mdb.c.
struct PageTree {
    /// The size of the keys where all have the same; in a meta page's first tree the size of a page.
    let pad: UInt32
    let flags: UInt16
    let depth: UInt16
    let branchPages: UInt64
    let leafPages: UInt64
    let overflowPages: UInt64
    let entries: UInt64
    let root: UInt64

    static let length = 48
    /// What stands for no root.
    static let none = UInt64.max

    /// Reads one at an offset; nil where the bytes end before it does.
    init?(_ bytes: RawSpan, at offset: Int) {
        guard let pad: UInt32 = bytes.littleEndian(at: offset), let flags: UInt16 = bytes.littleEndian(at: offset + 4),
            let depth: UInt16 = bytes.littleEndian(at: offset + 6),
            let branchPages: UInt64 = bytes.littleEndian(at: offset + 8),
            let leafPages: UInt64 = bytes.littleEndian(at: offset + 16),
            let overflowPages: UInt64 = bytes.littleEndian(at: offset + 24),
            let entries: UInt64 = bytes.littleEndian(at: offset + 32),
            let root: UInt64 = bytes.littleEndian(at: offset + 40)
        else { return nil }
        self.pad = pad
        self.flags = flags
        self.depth = depth
        self.branchPages = branchPages
        self.leafPages = leafPages
        self.overflowPages = overflowPages
        self.entries = entries
        self.root = root
    }
}

/// The flags in a page's header (mdb.c, `mp_flags`).
struct PageFlags: OptionSet {
    let rawValue: UInt16
    static let branch = PageFlags(rawValue: 0x01)
    static let leaf = PageFlags(rawValue: 0x02)
    static let overflow = PageFlags(rawValue: 0x04)
    static let meta = PageFlags(rawValue: 0x08)
    /// Left over from when the page was written; it means nothing in a file.
    static let dirty = PageFlags(rawValue: 0x10)
    /// A leaf of keys that all have one size, without values.
    static let fixed = PageFlags(rawValue: 0x20)
    /// A leaf that stands inside of another page's value.
    static let inner = PageFlags(rawValue: 0x40)
}
