import Bytes

// How strings and whole values become bytes of JSON.

extension GrowingBytes {
    /// Appends a text as a JSON string, in quotation marks.
    mutating func append(jsonString text: String, style: JSONStringStyle) {
        let bytes = text.utf8.span
        let plain: Int
        switch style {
        case .minimal:
            plain = append(unescaped: bytes)
            guard plain < bytes.count else { return }
        case .visible:
            plain = bytes.endOfPlainText(from: 0, to: bytes.count)
            guard plain < bytes.count else { return append(quoted: bytes) }
            append(UInt8(ascii: "\""))
            append(bytes.extracting(first: plain))
        }
        append(rest: text, from: plain, style: style)
        append(UInt8(ascii: "\""))
    }

    /// Appends a text with its escapes from a byte on that may need one.
    private mutating func append(rest text: String, from start: Int, style: JSONStringStyle) {
        let bytes = text.utf8.span
        switch style {
        case .minimal:
            var index = start
            while index < bytes.count {
                append(escape: Unicode.Scalar(bytes[index]))
                let end = style.endOfPlain(bytes, from: index + 1)
                append(bytes.extracting((index + 1)..<end))
                index = end
            }
        case .visible:
            let utf8 = text.utf8
            for scalar in text.unicodeScalars[utf8.index(utf8.startIndex, offsetBy: start)...] {
                if scalar.mustBeVisible { append(escape: scalar) } else { append(scalar) }
            }
        }
    }

    /// Appends JSON that is valid already, in a style.
    mutating func append(json: [UInt8], style: JSONStringStyle) {
        if style == .visible, json.contains(where: { $0 < 0x20 || $0 >= 0x7F }) {
            append(visibly: json)
        } else {
            append(json.span)
        }
    }

    /// Appends JSON that is valid already with whatever its strings hold made visible.
    mutating func append(visibly json: some Collection<UInt8>) {
        for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
            // What is escaped is ASCII already; a quotation mark or backslash is part of the grammar here.
            if scalar.value < 0x20 {
                append(0x20)
            } else if scalar != "\"", scalar != "\\", scalar.mustBeVisible {
                append(escape: scalar)
            } else {
                append(scalar)
            }
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        for byte in UTF8.encode(scalar) ?? .init() { append(byte) }
    }

    private mutating func append(escape scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": append(#"\""#)
        case "\\": append(#"\\"#)
        case "\n": append(#"\n"#)
        case "\r": append(#"\r"#)
        case "\t": append(#"\t"#)
        default: for unit in String(scalar).utf16 { append(hexadecimal: unit) }
        }
    }

    private mutating func append(hexadecimal unit: UInt16) {
        append(#"\u"#)
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8(unit >> shift & 15)
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
        }
    }
}

extension Unicode.Scalar {
    /// Whether it is written as an escape in the visible style.
    fileprivate var mustBeVisible: Bool {
        switch value {
        case 0x22, 0x5C, 0..<0x20: return true
        case 0x20..<0x7F: return false
        default: break
        }
        switch properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: return true
        default: return false
        }
    }
}
