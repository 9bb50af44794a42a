import StrictJSON

/// A value to be written and read back.
enum RandomValue {
    case object([(name: String, value: RandomValue)])
    case array([RandomValue])
    case string(String)
    case number(String)
    case bool(Bool)
    case null
}

extension SeededGenerator {
    /// A value of any kind, with at most so many levels below it.
    mutating func value(depth: Int = 5) -> RandomValue {
        switch Int.random(in: 0..<(depth > 0 ? 12 : 6), using: &self) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2, 3: return .number(numberText())
        case 4, 5: return .string(text())
        case 6, 7, 8: return .array((0..<Int.random(in: 0...5, using: &self)).map { _ in value(depth: depth - 1) })
        default:
            // Now and then more members than are compared one by one.
            let count = Int.random(in: 0..<20, using: &self) == 0 ? 30 : Int.random(in: 0...6, using: &self)
            var names: Set<[UInt8]> = []
            var members: [(name: String, value: RandomValue)] = []
            for _ in 0..<count {
                let name = text()
                if names.insert(Array(name.utf8)).inserted { members.append((name, value(depth: depth - 1))) }
            }
            return .object(members)
        }
    }

    /// A number of the grammar, most often of a sane size.
    mutating func numberText() -> String {
        var text = Bool.random(using: &self) ? "-" : ""
        text +=
            Int.random(in: 0..<4, using: &self) == 0 ? "0" : "\(Int.random(in: 1...9, using: &self))\(digits(0...20))"
        if Bool.random(using: &self) { text += "." + digits(1...20) }
        if Int.random(in: 0..<3, using: &self) == 0 {
            text += ["e", "E", "e+", "E-"][Int.random(in: 0..<4, using: &self)] + digits(1...4)
        }
        return text
    }

    private mutating func digits(_ count: ClosedRange<Int>) -> String {
        (0..<Int.random(in: count, using: &self)).map { _ in "\(Int.random(in: 0...9, using: &self))" }.joined()
    }

    /// A text of scalars from all over Unicode.
    mutating func text() -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...12, using: &self) { text.append(scalar()) }
        return String(text)
    }

    private mutating func scalar() -> Unicode.Scalar {
        let ranges: [ClosedRange<UInt32>] = [
            0x20...0x7E, 0x20...0x7E, 0x61...0x7A, 0x00...0x1F, 0x7F...0x9F, 0xA0...0x7FF, 0x300...0x36F,
            0x800...0xD7FF,
            0x2000...0x206F, 0xE000...0xFFFF, 0x10000...0x10FFFF, 0x1F300...0x1FAFF, 0xE0000...0xE007F,
        ]
        if Int.random(in: 0..<8, using: &self) == 0 {
            return ["\"", "\\", "/", "\n"][Int.random(in: 0..<4, using: &self)]
        }
        let range = ranges[Int.random(in: 0..<ranges.count, using: &self)]
        return Unicode.Scalar(UInt32.random(in: range, using: &self)) ?? "?"
    }

    /// The JSON of a value with blanks and escapes wherever they may stand.
    mutating func json(of value: RandomValue) -> [UInt8] {
        let core: [UInt8]
        switch value {
        case .null: core = Array("null".utf8)
        case .bool(let bool): core = Array("\(bool)".utf8)
        case .number(let text): core = Array(text.utf8)
        case .string(let text): core = string(text)
        case .array(let elements):
            core = [0x5B] + blanks() + elements.map { json(of: $0) }.joined(separator: [0x2C]) + [0x5D]
        case .object(let members):
            let parts = members.map { blanks() + string($0.name) + blanks() + [0x3A] + json(of: $0.value) }
            core = [0x7B] + blanks() + parts.joined(separator: [0x2C]) + [0x7D]
        }
        return blanks() + core + blanks()
    }

    private mutating func blanks() -> [UInt8] {
        guard Int.random(in: 0..<3, using: &self) == 0 else { return [] }
        return (0..<Int.random(in: 1...3, using: &self)).map { _ in
            [0x20, 0x09, 0x0A, 0x0D][Int.random(in: 0..<4, using: &self)]
        }
    }

    private mutating func string(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = [0x22]
        for scalar in text.unicodeScalars {
            let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            if !mustEscape, Int.random(in: 0..<6, using: &self) > 0 {
                bytes += Array(String(scalar).utf8)
            } else if let short = shortEscapes[scalar], Bool.random(using: &self) {
                bytes += Array(short.utf8)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16, uppercase: Bool.random(using: &self))
                    bytes += Array("\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
                }
            }
        }
        return bytes + [0x22]
    }
}

private let shortEscapes: [Unicode.Scalar: String] = [
    "\"": #"\""#, "\\": #"\\"#, "/": #"\/"#, "\u{8}": #"\b"#, "\u{C}": #"\f"#, "\n": #"\n"#, "\r": #"\r"#, "\t": #"\t"#,
]

extension JSONValue {
    /// Where it reads otherwise than expected; nil where it does not.
    func difference(from expected: RandomValue, at path: String = "$") -> String? {
        switch expected {
        case .null: return isNull ? nil : "\(path) is not null"
        case .bool(let expected): return bool == expected ? nil : "\(path) is not \(expected)"
        case .number(let text):
            guard numberText == text else { return "\(path) is not written \(text)" }
            return double == Double(text).flatMap { $0.isFinite ? $0 : nil } ? nil : "\(path) is not \(text)"
        case .string(let text):
            return string?.utf8.elementsEqual(text.utf8) == true
                ? nil : "\(path) is not the string \(text.debugDescription)"
        case .array(let expected):
            guard kind == .array, count == expected.count else { return "\(path) is no array of \(expected.count)" }
            for (index, (element, value)) in zip(elements, expected).enumerated() {
                if let found = element.difference(from: value, at: "\(path)[\(index)]") { return found }
            }
            return nil
        case .object(let expected):
            guard kind == .object, count == expected.count else { return "\(path) is no object of \(expected.count)" }
            for (member, value) in zip(members, expected) {
                let path = "\(path).\(value.name.debugDescription)"
                guard member.name.utf8.elementsEqual(value.name.utf8) else { return "\(path) is another name" }
                guard self[value.name]?.range == member.value.range else { return "\(path) is not found by name" }
                if let found = member.value.difference(from: value.value, at: path) { return found }
            }
            return nil
        }
    }
}
