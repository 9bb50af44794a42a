/// Random JSON with everything that the grammar allows: escapes, surrogate pairs, blanks between tokens, numbers of any
/// size, names that look alike.
struct RandomJSON<Generator: RandomNumberGenerator> {
    var generator: Generator
    /// What may stand between tokens.
    var blanks = ["", "", "", " ", "  "]

    mutating func value(depth: Int) -> String {
        switch Int.random(in: 0...(depth > 0 ? 7 : 4), using: &generator) {
        case 0: string()
        case 1: number()
        case 2: pick(["true", "false"])
        case 3: "null"
        case 4: string()
        case 5: list(depth: depth - 1)
        default: object(depth: depth - 1)
        }
    }

    mutating func object(depth: Int) -> String {
        let members = (0..<Int.random(in: 0...4, using: &generator)).map { index in
            // Numbered, so that no name stands twice.
            let name = "\"\(index)" + string().dropFirst()
            return blank() + name + blank() + ":" + blank() + value(depth: depth) + blank()
        }
        return "{" + (members.isEmpty ? blank() : members.joined(separator: ",")) + "}"
    }

    mutating func list(depth: Int) -> String {
        let elements = (0..<Int.random(in: 0...4, using: &generator)).map { _ in blank() + value(depth: depth) + blank()
        }
        return "[" + (elements.isEmpty ? blank() : elements.joined(separator: ",")) + "]"
    }

    mutating func string() -> String {
        let parts = [
            "a", "Z", " ", "é", "e\u{301}", "ё", "й", "中", "👩‍🚒", "\u{202E}", "\u{7F}", "\u{2028}", "\u{FEFF}", #"\n"#,
            #"\t"#,
            #"\""#, #"\\"#, #"\/"#, #"\b"#, #"\f"#, #"\r"#, #"\u0000"#, #"\u001b"#, #"\u00e9"#, #"\uD83D\uDE92"#,
            #"\uFFFF"#, "{", "}", "[", "]", ":", ",",
        ]
        return "\"" + (0..<Int.random(in: 0...6, using: &generator)).map { _ in pick(parts) }.joined() + "\""
    }

    mutating func number() -> String {
        let exponent = pick(["", "", "e5", "E-7", "e+400", "e-400"])
        let fraction = pick(["", "", ".0", ".5", ".000000000000000000001"])
        let whole = pick(["0", "7", "42", "18446744073709551616", String(repeating: "9", count: 40)])
        return pick(["", "-"]) + whole + fraction + exponent
    }

    mutating func blank() -> String { pick(blanks) }

    mutating func pick(_ choices: [String]) -> String {
        choices[Int.random(in: choices.indices, using: &generator)]
    }
}
