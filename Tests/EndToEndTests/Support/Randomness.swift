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
}

/// Random JSON with everything that the grammar allows: escapes, surrogate pairs, blanks, numbers of any size.
struct RandomJSON {
    var generator: SeededGenerator

    private static let parts = [
        "a", "Z", " ", "é", "e\u{301}", "ё", "中", "👩‍🚒", "\u{202E}", "\u{7F}", "\u{9B}", "\u{2028}", "\u{FEFF}", "{", "}",
        ",",
        #"\n"#, #"\t"#, #"\""#, #"\\"#, #"\/"#, #"\b"#, #"\u0000"#, #"\u001b"#, #"\u00e9"#, #"\uD83D\uDE92"#,
        #"\uFFFF"#,
    ]

    mutating func value(depth: Int) -> String {
        switch Int.random(in: 0...(depth > 0 ? 7 : 4), using: &generator) {
        case 0, 4: string()
        case 1: number()
        case 2: pick(["true", "false"])
        case 3: "null"
        case 5: list(depth: depth - 1)
        default: object(depth: depth - 1)
        }
    }

    mutating func object(depth: Int) -> String {
        var members: [String] = []
        // Numbered, so that no name stands twice.
        for index in 0..<count(4) {
            members.append(
                blank() + "\"\(index)" + string().dropFirst() + blank() + ":" + blank() + value(depth: depth) + blank())
        }
        return "{" + (members.isEmpty ? blank() : members.joined(separator: ",")) + "}"
    }

    mutating func string() -> String {
        var text = ""
        for _ in 0..<count(6) { text += pick(Self.parts) }
        return "\"\(text)\""
    }

    private mutating func list(depth: Int) -> String {
        var elements: [String] = []
        for _ in 0..<count(4) { elements.append(blank() + value(depth: depth) + blank()) }
        return "[" + (elements.isEmpty ? blank() : elements.joined(separator: ",")) + "]"
    }

    private mutating func number() -> String {
        pick(["", "-"]) + pick(["0", "7", "42", "18446744073709551616", String(repeating: "9", count: 40)])
            + pick(["", ".0", ".5", ".000000000000000000001"]) + pick(["", "e5", "E-7", "e+400", "e-400"])
    }

    private mutating func blank() -> String { pick(["", "", "", " ", "  "]) }
    private mutating func count(_ most: Int) -> Int { Int.random(in: 0...most, using: &generator) }
    mutating func pick(_ choices: [String]) -> String { choices[Int.random(in: choices.indices, using: &generator)] }
}
