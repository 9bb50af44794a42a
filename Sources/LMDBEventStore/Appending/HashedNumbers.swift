/// Numbers by the hash of what each stands for; two of them may share a hash, so whoever asks compares.
///
/// Hashes must be good ones, keyed where somebody else chooses what is hashed: where a number stands follows from the
/// lowest bits of its hash. Adding and finding take some nanoseconds; an entry takes 32 bytes at most.
struct HashedNumbers: Sendable {
    private var hashes: [UInt64] = []
    /// Zero where nothing stands.
    private var numbers: [UInt64] = []
    private(set) var count = 0

    private static let smallest = 64

    /// The first number with a hash that is meant.
    func first(_ hash: UInt64, where isMeant: (UInt64) -> Bool) -> UInt64? {
        guard count > 0 else { return nil }
        let mask = numbers.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while numbers[place] != 0 {
            if hashes[place] == hash, isMeant(numbers[place]) { return numbers[place] }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Whether any number has this hash.
    func holds(_ hash: UInt64) -> Bool { first(hash) { _ in true } != nil }

    /// Adds a number, which must not be zero.
    mutating func add(_ hash: UInt64, _ number: UInt64) {
        precondition(number != 0)
        // At most half of the places are taken, so that a place is found soon.
        if 2 * (count + 1) > numbers.count { grow() }
        place(hash, number)
        count += 1
    }

    private mutating func place(_ hash: UInt64, _ number: UInt64) {
        let mask = numbers.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while numbers[place] != 0 { place = (place + 1) & mask }
        hashes[place] = hash
        numbers[place] = number
    }

    private mutating func grow() {
        let (oldHashes, oldNumbers) = (hashes, numbers)
        let size = max(Self.smallest, 2 * oldNumbers.count)
        hashes = Array(repeating: 0, count: size)
        numbers = Array(repeating: 0, count: size)
        for index in oldNumbers.indices where oldNumbers[index] != 0 { place(oldHashes[index], oldNumbers[index]) }
    }
}
