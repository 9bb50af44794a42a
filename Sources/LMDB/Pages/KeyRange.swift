import CLMDB
import Glibc

/// How keys, or the postings of a key, are sorted.
enum KeyOrder {
    /// Byte by byte; of two of which one begins with the other, the shorter one first.
    case bytes
    /// By the integer of 8 bytes that each one is.
    case integers

    /// Whether the first comes before the second, and both are such keys.
    func precedes(_ left: RawSpan, _ right: RawSpan) -> Bool {
        switch self {
        case .integers:
            guard let first: UInt64 = left.littleEndian(at: 0), left.byteCount == 8,
                let second: UInt64 = right.littleEndian(at: 0), right.byteCount == 8
            else { return false }
            return first < second
        case .bytes:
            return left.withUnsafeBytes { left in
                right.withUnsafeBytes { right in
                    let shared = min(left.count, right.count)
                    guard shared > 0, let first = left.baseAddress, let second = right.baseAddress else {
                        return left.count < right.count
                    }
                    let order = memcmp(first, second, shared)
                    return order == 0 ? left.count < right.count : order < 0
                }
            }
        }
    }
}

extension PageTree {
    /// How its keys are sorted.
    var keyOrder: KeyOrder { flags & UInt16(MDB_INTEGERKEY) != 0 ? .integers : .bytes }
    /// Whether a key may have several values.
    var hasPostings: Bool { flags & UInt16(MDB_DUPSORT) != 0 }
    /// How the values of one key are sorted.
    var postingOrder: KeyOrder { flags & UInt16(MDB_INTEGERDUP) != 0 ? .integers : .bytes }
}

/// Where the keys of a page must lie: from one on, and before another.
struct KeyRange {
    var from: [UInt8]?
    var before: [UInt8]?

    /// The ends as integers, where the tree's keys are such.
    func integers(_ tree: PageTree) -> (from: UInt64, before: UInt64?)? {
        guard tree.keyOrder == .integers else { return nil }
        return (from?.rawBytes.littleEndian(at: 0) ?? 0, before?.rawBytes.littleEndian(at: 0))
    }

    func holds(_ key: RawSpan, _ tree: PageTree) -> Bool {
        if tree.keyOrder == .integers, key.byteCount != 8 { return false }
        if let from, tree.keyOrder.precedes(key, from.rawBytes) { return false }
        if let before { return tree.keyOrder.precedes(key, before.rawBytes) }
        return true
    }
}
