/// Goes through a text once, refuses what RFC 8259 does not allow, and notes where every value stands.
struct JSONParser {
    let bytes: [UInt8]
    var index = 0
    var nodes: [JSONNode] = []
    private let maximumDepth: Int
    /// The nodes of the keys of all objects that are still open.
    private var keys: [Int] = []
    /// The node of the last string with an escape.
    private var lastEscape = -1

    init(_ bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = min(maximumDepth, JSONDocument.greatestMaximumDepth)
        nodes.reserveCapacity(bytes.count / 12 + 1)
    }

    /// The nodes of the one value that the text holds.
    mutating func document() throws(JSONError) -> [JSONNode] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw error("the text begins with a byte order mark; save it as UTF-8 without one")
        }
        // The byte order marks of UTF-16, in which office programs save what they call Unicode.
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw error("the text is UTF-16; save it as UTF-8 without a byte order mark")
        }
        skipBlanks()
        guard index < bytes.count else { throw error("there is no value; the text is empty") }
        try value(depth: 0)
        skipBlanks()
        guard index == bytes.count else { throw error("something follows after the end of the value") }
        return nodes
    }

    private mutating func value(depth: Int) throws(JSONError) {
        guard index < bytes.count else { throw error("the text ends where a value is expected") }
        switch bytes[index] {
        case UInt8(ascii: "{"): try object(depth: depth + 1)
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try literal("true", .bool)
        case UInt8(ascii: "f"): try literal("false", .bool)
        case UInt8(ascii: "n"): try literal("null", .null)
        default: throw error("\(shown(index)) cannot begin a value")
        }
    }

    private mutating func object(depth: Int) throws(JSONError) {
        let node = try open(.object, depth: depth)
        let firstKey = keys.count
        skipBlanks()
        if !take(UInt8(ascii: "}")) {
            repeat {
                skipBlanks()
                guard index < bytes.count else { throw error("the text ends within an object") }
                guard bytes[index] == UInt8(ascii: "\"") else {
                    throw error("\(shown(index)) stands where the name of a member in quotation marks is expected")
                }
                keys.append(nodes.count)
                try string()
                skipBlanks()
                guard take(UInt8(ascii: ":")) else { throw missing("':' after the name of a member") }
                skipBlanks()
                try value(depth: depth)
                skipBlanks()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "}")) else { throw missing("',' or '}' after a member") }
        }
        try refuseDuplicates(from: firstKey)
        keys.removeLast(keys.count - firstKey)
        close(node)
    }

    private mutating func array(depth: Int) throws(JSONError) {
        let node = try open(.array, depth: depth)
        skipBlanks()
        if !take(UInt8(ascii: "]")) {
            repeat {
                skipBlanks()
                try value(depth: depth)
                skipBlanks()
            } while take(UInt8(ascii: ","))
            guard take(UInt8(ascii: "]")) else { throw missing("',' or ']' after an element") }
        }
        close(node)
    }

    private mutating func open(_ kind: JSONValue.Kind, depth: Int) throws(JSONError) -> Int {
        guard depth <= maximumDepth else { throw error("objects and arrays are nested deeper than \(maximumDepth)") }
        nodes.append(JSONNode(start: UInt32(index), end: 0, next: 0, kind: kind, hasEscape: false))
        index += 1
        return nodes.count - 1
    }

    private mutating func close(_ node: Int) {
        nodes[node].hasEscape = lastEscape > node
        nodes[node].end = UInt32(index)
        nodes[node].next = UInt32(nodes.count)
    }

    private mutating func literal(_ text: StaticString, _ kind: JSONValue.Kind) throws(JSONError) {
        let start = index
        for byte in text.description.utf8 {
            guard index < bytes.count, bytes[index] == byte else {
                index = start
                throw error("a word without quotation marks can only be true, false or null")
            }
            index += 1
        }
        leaf(kind, from: start)
    }

    /// Notes a value without parts, which has just been passed.
    mutating func leaf(_ kind: JSONValue.Kind, from start: Int, hasEscape: Bool = false) {
        if hasEscape { lastEscape = nodes.count }
        nodes.append(
            JSONNode(
                start: UInt32(start), end: UInt32(index), next: UInt32(nodes.count + 1), kind: kind,
                hasEscape: hasEscape))
    }

    private mutating func skipBlanks() {
        while index < bytes.count, bytes[index] <= 0x20,
            bytes[index] == 0x20 || bytes[index] == 0x0A || bytes[index] == 0x0D || bytes[index] == 0x09
        {
            index += 1
        }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    /// Refuses two members of one name. Most objects have few members, so they are compared with each other; only large
    /// ones are worth a set.
    private func refuseDuplicates(from first: Int) throws(JSONError) {
        if keys.count - first <= 16 {
            for place in first..<keys.count {
                for earlier in first..<place where isSameName(keys[place], keys[earlier]) {
                    throw duplicate(keys[place])
                }
            }
        } else {
            var seen: Set<ArraySlice<UInt8>> = []
            for key in keys[first...] where !seen.insert(bytes.unescapedJSONString(nodes[key])).inserted {
                throw duplicate(key)
            }
        }
    }

    private func isSameName(_ left: Int, _ right: Int) -> Bool {
        if !nodes[left].hasEscape, !nodes[right].hasEscape {
            guard nodes[left].end - nodes[left].start == nodes[right].end - nodes[right].start else { return false }
            return zip(nodes[left].characters, nodes[right].characters).allSatisfy { bytes[$0] == bytes[$1] }
        }
        return bytes.unescapedJSONString(nodes[left]).elementsEqual(bytes.unescapedJSONString(nodes[right]))
    }

    private func duplicate(_ key: Int) -> JSONError {
        let name = String(decoding: bytes.unescapedJSONString(nodes[key]), as: UTF8.self).unicodeScalars.prefix(60)
        var shown: [UInt8] = []
        shown.appendJSONString(String(String.UnicodeScalarView(name)), style: .visible)
        return JSONError(
            offset: Int(nodes[key].start),
            problem: "the name \(String(decoding: shown, as: UTF8.self)) stands twice in one object")
    }

    private func missing(_ what: String) -> JSONError {
        guard index < bytes.count else { return error("the text ends where \(what) is expected") }
        return error("expected \(what), found \(shown(index))")
    }

    func error(_ problem: String, at offset: Int? = nil) -> JSONError {
        JSONError(offset: offset ?? index, problem: problem)
    }

    /// A byte as an error message shows it.
    func shown(_ index: Int) -> String {
        let byte = bytes[index]
        if byte > 0x20, byte < 0x7F { return "'\(Character(UnicodeScalar(byte)))'" }
        let digits = String(byte, radix: 16, uppercase: true)
        return "the byte 0x\(byte < 0x10 ? "0" : "")\(digits)"
    }
}
