/// How much of a string is written as escapes. Either way it is the same JSON.
public enum JSONStringStyle: Sendable {
    /// Only what RFC 8259 demands: quotation mark, backslash and the controls below U+0020.
    case minimal
    /// Also whatever a terminal would obey or nobody could see: every control and format character (escape sequences,
    /// bidirectional overrides, invisible marks), separators of lines and paragraphs, private and unassigned ones.
    case visible

    func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x22, 0x5C, 0..<0x20: return true
        case 0x20..<0x7F: return false
        default: break
        }
        guard self == .visible else { return false }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: return true
        default: return false
        }
    }
}

extension [UInt8] {
    /// Appends a text as a JSON string, in quotation marks.
    public mutating func appendJSONString(_ text: String, style: JSONStringStyle = .minimal) {
        append(UInt8(ascii: "\""))
        switch style {
        case .minimal: appendRuns(text)
        case .visible: appendScalars(text)
        }
        append(UInt8(ascii: "\""))
    }

    /// Appends the text with its escapes; where there are none, and that is nearly always, in one piece.
    private mutating func appendRuns(_ text: String) {
        let span = text.utf8Span.span
        var index = 0
        while index < span.count, !span[index].mustBeEscaped { index += 1 }
        guard index < span.count else { return append(contentsOf: text.utf8) }
        for index in span.indices {
            if span[index].mustBeEscaped { appendEscape(Unicode.Scalar(span[index])) } else { append(span[index]) }
        }
    }

    private mutating func appendScalars(_ text: String) {
        let span = text.utf8Span.span
        var index = 0
        while index < span.count, !span[index].mustBeEscaped, span[index] < 0x7F { index += 1 }
        guard index < span.count else { return append(contentsOf: text.utf8) }
        for scalar in text.unicodeScalars {
            if JSONStringStyle.visible.mustEscape(scalar) {
                appendEscape(scalar)
            } else {
                append(contentsOf: UTF8.encode(scalar) ?? .init())
            }
        }
    }

    /// Appends JSON that is valid already: as it is, or with its strings rewritten in the visible style and its line
    /// breaks and tabs made spaces.
    public mutating func appendJSON(_ json: some Collection<UInt8>, style: JSONStringStyle) {
        guard style == .visible, json.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else {
            append(contentsOf: json)
            return
        }
        for scalar in String(decoding: json, as: UTF8.self).unicodeScalars {
            // What is escaped is ASCII already; a quotation mark or backslash is part of the grammar here.
            if scalar.value < 0x20 {
                append(0x20)
            } else if scalar != "\"", scalar != "\\", style.mustEscape(scalar) {
                appendEscape(scalar)
            } else {
                append(contentsOf: UTF8.encode(scalar) ?? .init())
            }
        }
    }

    private mutating func appendEscape(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": append(contentsOf: #"\""#.utf8)
        case "\\": append(contentsOf: #"\\"#.utf8)
        case "\n": append(contentsOf: #"\n"#.utf8)
        case "\r": append(contentsOf: #"\r"#.utf8)
        case "\t": append(contentsOf: #"\t"#.utf8)
        default: for unit in String(scalar).utf16 { appendHexadecimal(unit) }
        }
    }

    private mutating func appendHexadecimal(_ unit: UInt16) {
        append(contentsOf: #"\u"#.utf8)
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8(unit >> shift & 15)
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
        }
    }
}

extension UInt8 {
    /// Whether RFC 8259, 7, does not let it stand in a string: quotation mark, backslash, and controls.
    fileprivate var mustBeEscaped: Bool { self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\") }
}
