extension JSONParser {
    /// Passes a string, its quotation marks included.
    mutating func string() throws(JSONError) {
        let start = index
        var hasEscape = false
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                index += 1
                leaf(.string, from: start, hasEscape: hasEscape)
                return
            }
            if byte == UInt8(ascii: "\\") {
                hasEscape = true
                try escape()
            } else if byte < 0x20 {
                throw error("a string holds a raw control character, \(shown(index)); write it as an escape like \\n")
            } else if byte < 0x80 {
                index += 1
            } else {
                try multibyte()
            }
        }
        throw error("the text ends within a string")
    }

    private mutating func escape() throws(JSONError) {
        let start = index
        index += 1
        guard index < bytes.count else { throw error("the text ends within a string") }
        switch bytes[index] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            index += 1
        case UInt8(ascii: "u"):
            index += 1
            let unit = try hexadecimal()
            guard unit & 0xF800 == 0xD800 else { return }
            // RFC 8259, 7: what lies beyond U+FFFF is a pair, high surrogate first.
            guard unit < 0xDC00, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
                bytes[index + 1] == UInt8(ascii: "u")
            else { throw error("half of a surrogate pair stands alone", at: start) }
            index += 2
            guard try hexadecimal() & 0xFC00 == 0xDC00 else {
                throw error("half of a surrogate pair stands alone", at: start)
            }
        default: throw error("a string holds an unknown escape, a backslash before \(shown(index))", at: start)
        }
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard index < bytes.count, let digit = bytes[index].hexadecimalDigit else {
                throw error("an escape \\u needs four hexadecimal digits")
            }
            unit = unit << 4 | digit
            index += 1
        }
        return unit
    }

    /// Passes one character of two to four bytes: RFC 3629, 4, which leaves out overlong forms, surrogates, and what
    /// lies beyond U+10FFFF.
    private mutating func multibyte() throws(JSONError) {
        let lead = bytes[index]
        let count: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: count = 2
        case 0xE0...0xEF:
            count = 3
            if lead == 0xE0 { second = 0xA0...0xBF }
            if lead == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            count = 4
            if lead == 0xF0 { second = 0x90...0xBF }
            if lead == 0xF4 { second = 0x80...0x8F }
        default: throw error("\(shown(index)) is not UTF-8; save the text as UTF-8")
        }
        guard index + count <= bytes.count, second.contains(bytes[index + 1]),
            count < 3 || bytes[index + 2] & 0xC0 == 0x80, count < 4 || bytes[index + 3] & 0xC0 == 0x80
        else { throw error("the bytes from \(shown(index)) on are not UTF-8; save the text as UTF-8") }
        index += count
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    fileprivate var hexadecimalDigit: UInt32? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

extension [UInt8] {
    /// The UTF-8 of a string that a parser has passed, without its quotation marks and escapes.
    func unescapedJSONString(_ node: JSONNode) -> ArraySlice<UInt8> {
        node.hasEscape ? unescapedJSON(node.characters)[...] : self[node.characters]
    }

    /// What is meant by the characters of a string with escapes, which a parser has passed.
    func unescapedJSON(_ characters: Range<Int>) -> [UInt8] {
        let inner = self[characters]
        var text: [UInt8] = []
        text.reserveCapacity(inner.count)
        var index = inner.startIndex
        while index < inner.endIndex {
            guard inner[index] == UInt8(ascii: "\\") else {
                text.append(inner[index])
                index += 1
                continue
            }
            switch inner[index + 1] {
            case UInt8(ascii: "b"): text.append(0x08)
            case UInt8(ascii: "f"): text.append(0x0C)
            case UInt8(ascii: "n"): text.append(0x0A)
            case UInt8(ascii: "r"): text.append(0x0D)
            case UInt8(ascii: "t"): text.append(0x09)
            case UInt8(ascii: "u"):
                var value = unit(inner, at: index + 2)
                if value & 0xFC00 == 0xD800 {
                    value = 0x10000 + (value & 0x3FF) << 10 + unit(inner, at: index + 8) & 0x3FF
                    index += 6
                }
                if let scalar = Unicode.Scalar(value) { text.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
                index += 4
            case let byte: text.append(byte)
            }
            index += 2
        }
        return text
    }

    private func unit(_ text: ArraySlice<UInt8>, at start: Int) -> UInt32 {
        text[start..<(start + 4)].reduce(0) { $0 << 4 | ($1.hexadecimalDigit ?? 0) }
    }
}
