/// A set of hashes: good ones, keyed where somebody else chooses what is hashed, since where one stands follows from its
/// lowest bits. Eight bytes a place, at most half of which are taken.
struct HashSet: Sendable {
    /// Zero where nothing stands; a hash of zero is taken as one.
    private var places: [UInt64] = []
    private(set) var count = 0

    private static let smallest = 64

    /// Whether a hash is in it.
    func contains(_ hash: UInt64) -> Bool {
        guard count > 0 else { return false }
        let hash = max(hash, 1)
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while places[place] != 0 {
            if places[place] == hash { return true }
            place = (place + 1) & mask
        }
        return false
    }

    /// Adds a hash, unless it is there.
    mutating func insert(_ hash: UInt64) {
        if 2 * (count + 1) > places.count { grow() }
        put(max(hash, 1))
    }

    private mutating func put(_ hash: UInt64) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while places[place] != 0 {
            if places[place] == hash { return }
            place = (place + 1) & mask
        }
        places[place] = hash
        count += 1
    }

    private mutating func grow() {
        let old = places
        places = Array(repeating: 0, count: max(Self.smallest, 2 * old.count))
        count = 0
        for hash in old where hash != 0 { put(hash) }
    }
}
