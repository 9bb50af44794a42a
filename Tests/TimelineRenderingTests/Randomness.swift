/// SplitMix64: small, seeded, the same on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A number from 0 up to, but not including, `bound`.
    mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

    /// A scalar from anywhere in Unicode, the troublesome ones much more often than by chance.
    mutating func scalar() -> Unicode.Scalar {
        let troublesome: [ClosedRange<UInt32>] = [
            0x00...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFE00...0xFE0F,
            0xE0000...0xE007F, 0xE0100...0xE01EF, 0xFFF0...0xFFFF, 0x1F1E6...0x1F1FF, 0x1F466...0x1F469,
        ]
        let ranges =
            troublesome + [0x20...0x7E, 0x20...0x7E, 0x0590...0x06FF, 0x0900...0x097F, 0x4E00...0x4EFF, 0...0x10FFFF]
        let value = UInt32.random(in: ranges[below(ranges.count)], using: &self)
        return Unicode.Scalar(value) ?? "?"
    }

    /// A text of up to so many scalars.
    mutating func text(upTo count: Int) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<below(count + 1) { scalars.append(scalar()) }
        return String(scalars)
    }
}
