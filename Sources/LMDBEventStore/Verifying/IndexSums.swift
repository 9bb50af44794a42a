import Checksums
import EventSourcing
import LMDB

/// What entries of an index come to, in whichever order they are added: how many, and the sum of their hashes.
///
/// The hashes are seeded anew for each check, so two sets of entries that differ come to the same with a chance of one in
/// 2^64, and nobody can choose entries that do.
struct IndexSum: Equatable, Sendable {
    private(set) var count = 0
    private var sum: UInt64 = 0

    mutating func add(_ hash: UInt64) {
        count += 1
        sum &+= hash
    }

    /// Adds all that was added to another.
    mutating func add(_ other: IndexSum) {
        count += other.count
        sum &+= other.sum
    }

    /// Takes away what was added before.
    mutating func remove(_ other: IndexSum) {
        count -= other.count
        sum &-= other.sum
    }
}

/// What all records together make of the indexes that lead to positions.
struct IndexSums: Sendable {
    /// The indexes whose entries each lead to one position.
    enum Index: String, CaseIterable, Sendable {
        case streamEvents = "stream-events"
        case eventIDs = "event-ids"
        case kindEvents = "kind-events"
        case tags
        case references
    }

    private let seed: UInt64
    private let keys: IndexKeys
    private var sums: [IndexSum]

    init(_ keys: IndexKeys, seed: UInt64) {
        self.keys = keys
        self.seed = seed
        sums = Array(repeating: IndexSum(), count: Index.allCases.count)
    }

    subscript(_ index: Index) -> IndexSum { sums[index.place] }

    /// Adds all that was added to other sums of the same seed.
    mutating func add(_ other: IndexSums) {
        for place in sums.indices { sums[place].add(other.sums[place]) }
    }

    /// Takes away what was added to other sums of the same seed, and to these too.
    mutating func remove(_ other: IndexSums) {
        for place in sums.indices { sums[place].remove(other.sums[place]) }
    }

    /// Adds an entry whose key is one number, or two.
    mutating func add(_ first: UInt64, _ second: UInt64 = 0, leadingTo position: UInt64, in index: Index) {
        sums[index.place].add(mixed(mixed(mixed(seed ^ first) ^ second) ^ position))
    }

    /// Adds an entry whose key is a text.
    mutating func add(_ key: RawSpan, leadingTo position: UInt64, in index: Index) {
        sums[index.place].add(mixed(XXH3.hash(key, seed: seed) ^ position))
    }

    /// Adds a row of an index; false where its key is none of this index.
    mutating func add(_ row: borrowing Cursor.Row, leadingTo position: UInt64, in index: Index) -> Bool {
        switch index {
        case .streamEvents:
            guard let key = keys.revision(of: row.key) else { return false }
            add(key.ordinal, key.revision, leadingTo: position, in: index)
        case .eventIDs:
            guard let key = keys.hash(of: row.key) else { return false }
            add(key.ordinal, key.hash, leadingTo: position, in: index)
        case .kindEvents, .references:
            guard let number = row.key.nativeInteger else { return false }
            add(number, leadingTo: position, in: index)
        case .tags:
            add(row.key, leadingTo: position, in: index)
        }
        return true
    }

    /// Spreads every bit of a number over all bits, reversibly: the finalizer of MurmurHash3.
    private func mixed(_ number: UInt64) -> UInt64 {
        var mixed = number
        mixed = (mixed ^ mixed >> 33) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ mixed >> 33) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ mixed >> 33
    }
}

extension IndexSums.Index {
    fileprivate var place: Int {
        switch self {
        case .streamEvents: 0
        case .eventIDs: 1
        case .kindEvents: 2
        case .tags: 3
        case .references: 4
        }
    }

    func table(_ tables: Tables) -> Database {
        switch self {
        case .streamEvents: tables.streamEvents
        case .eventIDs: tables.eventIDs
        case .kindEvents: tables.kindEvents
        case .tags: tables.tags
        case .references: tables.references
        }
    }
}
