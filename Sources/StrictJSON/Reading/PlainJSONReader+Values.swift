import Bytes

extension PlainJSONReader {
    /// Passes the name of a member and its colon; nil where that is not plain, or longer than a ``ShortName``.
    public mutating func name() -> ShortName? {
        guard let name = shortString() else { return nil }
        skipSpaces()
        guard take(UInt8(ascii: ":")) else { return nil }
        skipSpaces()
        return name
    }

    /// Passes a string without escapes, of at most the length of a ``ShortName``.
    public mutating func shortString() -> ShortName? {
        guard next == UInt8(ascii: "\"") else { return nil }
        if let text = bytes.span.shortText(from: index + 1, to: end) {
            index += text.count + 2
            return ShortName(low: text.low, high: text.high)
        }
        guard let text = string(), !text.hasEscape else { return nil }
        return ShortName(bytes, text.range)
    }

    /// Passes what stands between two members or elements.
    ///
    /// - Returns: true where another one follows, false behind the end, which is `closing`; nil for anything else.
    public mutating func separator(closing: UInt8) -> Bool? {
        skipSpaces()
        if take(UInt8(ascii: ",")) {
            skipSpaces()
            return true
        }
        return take(closing) ? false : nil
    }

    /// A number in plain decimals.
    public struct Number: Sendable {
        /// Where it is written.
        public let range: Range<Int>
        /// The digits before the point, without the sign; at most 18 of them.
        public let whole: UInt64
        /// Whether a minus sign stands before it.
        public let isNegative: Bool
        /// Whether it has digits after the point.
        public let hasFraction: Bool
    }

    /// Passes a number: digits, maybe with a sign and a fraction. With an exponent it is not plain.
    public mutating func number() -> Number? {
        let start = index
        let isNegative = take(UInt8(ascii: "-"))
        let first = index
        var whole: UInt64 = 0
        while index < end, bytes[index] &- 0x30 < 10 {
            whole = whole &* 10 &+ UInt64(bytes[index] &- 0x30)
            index += 1
        }
        let digits = index - first
        guard digits > 0, digits <= 18, digits == 1 || bytes[first] != 0x30 else { return nil }
        var hasFraction = false
        if take(UInt8(ascii: ".")) {
            hasFraction = true
            let point = index
            while index < end, bytes[index] &- 0x30 < 10 { index += 1 }
            guard index > point else { return nil }
        }
        if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") { return nil }
        return Number(range: start..<index, whole: whole, isNegative: isNegative, hasFraction: hasFraction)
    }

    /// Passes `true` or `false`.
    public mutating func bool() -> Bool? { word("true") ? true : word("false") ? false : nil }

    private mutating func word(_ word: StaticString) -> Bool {
        var place = index
        for byte in word.description.utf8 {
            guard place < end, bytes[place] == byte else { return false }
            place += 1
        }
        index = place
        return true
    }

    /// How deep a value may be nested that is passed over.
    public static let greatestDepth = 8

    /// Passes any value whose content is not of interest.
    ///
    /// - Parameter depth: how deep it stands; more than ``greatestDepth`` levels are not plain.
    /// - Returns: whether it is plain.
    public mutating func skipValue(depth: Int = 0) -> Bool {
        switch next {
        case UInt8(ascii: "\""): string() != nil
        case UInt8(ascii: "{"): depth < Self.greatestDepth && skipObject(depth: depth)
        case UInt8(ascii: "["): depth < Self.greatestDepth && skipArray(depth: depth)
        case UInt8(ascii: "t"), UInt8(ascii: "f"): bool() != nil
        case UInt8(ascii: "n"): word("null")
        default: number() != nil
        }
    }

    private mutating func skipArray(depth: Int) -> Bool {
        index += 1
        skipSpaces()
        if take(UInt8(ascii: "]")) { return true }
        while true {
            guard skipValue(depth: depth + 1), let goesOn = separator(closing: UInt8(ascii: "]")) else { return false }
            if !goesOn { return true }
        }
    }

    /// Names are compared with each other, so only objects of few members are plain.
    private mutating func skipObject(depth: Int) -> Bool {
        index += 1
        skipSpaces()
        if take(UInt8(ascii: "}")) { return true }
        var names = InlineArray<12, ShortName>(repeating: ShortName())
        var count = 0
        while true {
            guard count < 12, let name = name() else { return false }
            for earlier in 0..<count where names[earlier] == name { return false }
            names[count] = name
            count += 1
            guard skipValue(depth: depth + 1), let goesOn = separator(closing: UInt8(ascii: "}")) else { return false }
            if !goesOn { return true }
        }
    }
}
