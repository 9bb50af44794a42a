/// A value of JSON as a tree. Texts are kept as UTF-8, so that two are equal only byte for byte.
indirect enum SlowValue: Equatable {
    struct Member: Equatable {
        let name: [UInt8]
        let value: SlowValue
    }

    case object([Member])
    case array([SlowValue])
    case string([UInt8])
    /// The number as it is written.
    case number(String)
    case bool(Bool)
    case null
}

/// Reads JSON as RFC 8259 spells it out, one scalar after the other, with no thought of speed: a second opinion that
/// shares nothing with `StrictJSON`. UTF-8 and surrogates are left to the standard library.
struct SlowJSON {
    /// The text is not JSON; why does not matter here.
    struct Refusal: Error {}

    /// The deepest nesting that it reads.
    static let maximumDepth = 512

    private let text: [Unicode.Scalar]
    private var place = 0
    /// How deep objects and arrays were nested.
    private(set) var depth = 0
    /// Whether any string holds an escape.
    private(set) var hasEscape = false
    private(set) var value = SlowValue.null

    init(reading bytes: [UInt8]) throws(Refusal) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Refusal() }
        self.text = Array(text.unicodeScalars)
        value = try element(depth: 0)
        guard place == self.text.count else { throw Refusal() }
    }

    private var next: Unicode.Scalar? { place < text.count ? text[place] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws(Refusal) {
        guard take(scalar) else { throw Refusal() }
    }

    private mutating func skipBlanks() { while take(" ") || take("\t") || take("\n") || take("\r") {} }

    /// A value with the blanks around it.
    private mutating func element(depth: Int) throws(Refusal) -> SlowValue {
        skipBlanks()
        defer { skipBlanks() }
        switch next {
        case "{": return .object(try members(depth: depth + 1))
        case "[": return .array(try elements(depth: depth + 1))
        case "\"": return .string(try string())
        case "t": return try word("true", .bool(true))
        case "f": return try word("false", .bool(false))
        case "n": return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func word(_ word: String, _ value: SlowValue) throws(Refusal) -> SlowValue {
        for scalar in word.unicodeScalars { try expect(scalar) }
        return value
    }

    private mutating func enter(_ depth: Int) throws(Refusal) {
        guard depth <= Self.maximumDepth else { throw Refusal() }
        self.depth = max(self.depth, depth)
    }

    private mutating func members(depth: Int) throws(Refusal) -> [SlowValue.Member] {
        try enter(depth)
        try expect("{")
        skipBlanks()
        if take("}") { return [] }
        var members: [SlowValue.Member] = []
        while true {
            skipBlanks()
            let name = try string()
            guard !members.contains(where: { $0.name == name }) else { throw Refusal() }
            skipBlanks()
            try expect(":")
            members.append(SlowValue.Member(name: name, value: try element(depth: depth)))
            if take("}") { return members }
            try expect(",")
        }
    }

    private mutating func elements(depth: Int) throws(Refusal) -> [SlowValue] {
        try enter(depth)
        try expect("[")
        skipBlanks()
        if take("]") { return [] }
        var elements: [SlowValue] = []
        while true {
            elements.append(try element(depth: depth))
            if take("]") { return elements }
            try expect(",")
        }
    }

    /// A string as UTF-16, in which escapes are written; half of a surrogate pair is found at its end.
    private mutating func string() throws(Refusal) -> [UInt8] {
        try expect("\"")
        var units: [UInt16] = []
        while !take("\"") {
            guard let scalar = next, scalar.value >= 0x20 else { throw Refusal() }
            place += 1
            if scalar == "\\" { units.append(try escape()) } else { units += String(scalar).utf16 }
        }
        guard let text = String(validating: units, as: UTF16.self) else { throw Refusal() }
        return Array(text.utf8)
    }

    private mutating func escape() throws(Refusal) -> UInt16 {
        hasEscape = true
        guard let letter = next else { throw Refusal() }
        place += 1
        switch letter {
        case "\"", "\\", "/": return UInt16(letter.value)
        case "b": return 0x08
        case "f": return 0x0C
        case "n": return 0x0A
        case "r": return 0x0D
        case "t": return 0x09
        case "u":
            let digits = text[place...].prefix(4)
            guard digits.count == 4, digits.allSatisfy(\.properties.isASCIIHexDigit),
                let unit = UInt16(String(String.UnicodeScalarView(digits)), radix: 16)
            else { throw Refusal() }
            place += 4
            return unit
        default: throw Refusal()
        }
    }

    private mutating func number() throws(Refusal) -> String {
        let start = place
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return String(String.UnicodeScalarView(text[start..<place]))
    }

    private mutating func digits() throws(Refusal) {
        let start = place
        while let scalar = next, "0"..."9" ~= scalar { place += 1 }
        guard place > start else { throw Refusal() }
    }
}
