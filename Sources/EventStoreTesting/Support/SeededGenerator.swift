/// SplitMix64: small, seeded, the same on every machine. The same seed gives the same test again.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// Begins at a seed.
    public init(seed: UInt64) { state = seed }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}

extension SeededGenerator {
    /// A number of the range.
    mutating func number(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True one time in `count`.
    mutating func oneIn(_ count: Int) -> Bool { number(in: 1...count) == 1 }

    /// One of the choices.
    mutating func pick<Choice>(_ first: Choice, _ others: Choice...) -> Choice {
        let index = number(in: 0...others.count)
        return index == 0 ? first : others[index - 1]
    }
}
