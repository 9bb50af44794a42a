/// Numbers by the hash of what each stands for; two of them may share a hash, so whoever asks compares.
///
/// Hashes must be good ones, keyed where somebody else chooses what is hashed: where a number stands follows from the
/// lowest bits of its hash. Adding and finding take some nanoseconds; a number takes 64 bytes at most.
struct HashedNumbers: Sendable {
    private struct Place {
        var hash: UInt64 = 0
        /// Zero where nothing stands.
        var number: UInt64 = 0
    }

    private var places: [Place] = []
    private(set) var count = 0

    private static let smallest = 64

    /// The first number with a hash that is meant.
    func first(_ hash: UInt64, where isMeant: (UInt64) -> Bool) -> UInt64? {
        guard count > 0 else { return nil }
        var index = index(of: hash)
        while places[index].number != 0 {
            if places[index].hash == hash, isMeant(places[index].number) { return places[index].number }
            index = self.index(of: UInt64(index + 1))
        }
        return nil
    }

    /// Whether any number has this hash.
    func holds(_ hash: UInt64) -> Bool { first(hash) { _ in true } != nil }

    /// Adds a number, which must not be zero.
    mutating func add(_ hash: UInt64, _ number: UInt64) {
        precondition(number != 0)
        // At most half of the places are taken, so that a place is found soon.
        if 2 * (count + 1) > places.count { grow() }
        put(Place(hash: hash, number: number))
        count += 1
    }

    private mutating func put(_ place: Place) {
        var index = index(of: place.hash)
        while places[index].number != 0 { index = self.index(of: UInt64(index + 1)) }
        places[index] = place
    }

    private mutating func grow() {
        let old = places
        places = Array(repeating: Place(), count: max(Self.smallest, 2 * old.count))
        for place in old where place.number != 0 { put(place) }
    }

    /// The number of places is a power of two.
    private func index(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (places.count - 1) }
}
