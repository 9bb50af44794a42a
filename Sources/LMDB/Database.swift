import CLMDB

/// A named database of an environment: a sorted map from keys to values.
///
/// Made by ``Environment/open(_:)``; good for every transaction of that environment and of no other.
public struct Database: Sendable, Hashable {
    let handle: MDB_dbi

    /// How a named database sorts its keys, and whether a key has one value or a sorted list of them.
    public enum Shape: Sendable {
        /// Byte strings, sorted by `memcmp`, one value each.
        case bytes
        /// Integers of 64 bits in native order (`MDB_INTEGERKEY`), one value each.
        case integers
        /// Byte strings, each with a sorted set of 64-bit integers (`MDB_DUPSORT|MDB_DUPFIXED|MDB_INTEGERDUP`).
        case postingsByBytes
        /// Integers of 64 bits, each with a sorted set of 64-bit integers.
        case postingsByInteger

        var flags: UInt32 {
            let postings = MDB_DUPSORT | MDB_DUPFIXED | MDB_INTEGERDUP
            switch self {
            case .bytes: return 0
            case .integers: return UInt32(MDB_INTEGERKEY)
            case .postingsByBytes: return UInt32(postings)
            case .postingsByInteger: return UInt32(postings | MDB_INTEGERKEY)
            }
        }
    }
}

/// How a value is put.
public enum PutMode: Sendable {
    /// Adds it, or takes the place of the value that the key has.
    case upsert
    /// Adds it; where the key (or, in postings, the pair) is there already the put fails.
    case insert
    /// Adds it under a key that is not there yet, in postings too; where it is, the put fails.
    case newKey
    /// Adds it after every other key (`MDB_APPEND`): pages are filled to the end. Fails where it would not be last.
    case append
    /// Adds it after every other value of its key (`MDB_APPENDDUP`). Fails where it would not be last.
    case appendDuplicate

    func flags(isPostings: Bool) -> UInt32 {
        switch self {
        case .upsert: 0
        case .insert: UInt32(isPostings ? MDB_NODUPDATA : MDB_NOOVERWRITE)
        case .newKey: UInt32(MDB_NOOVERWRITE)
        case .append: UInt32(MDB_APPEND)
        case .appendDuplicate: UInt32(MDB_APPENDDUP)
        }
    }
}
