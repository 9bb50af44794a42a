import Bytes

/// How much of a string is written as escapes. Either way it is the same JSON.
public enum JSONStringStyle: Sendable {
    /// Only what RFC 8259 demands: quotation mark, backslash and the controls below U+0020.
    case minimal
    /// Also whatever a terminal would obey or nobody could see: every control and format character (escape sequences,
    /// bidirectional overrides, invisible marks), separators of lines and paragraphs, private and unassigned ones.
    case visible

    /// Up to where the bytes of a text from one on are surely written as they are.
    func endOfPlain(_ bytes: Span<UInt8>, from start: Int) -> Int {
        switch self {
        case .minimal: bytes.endOfUnescaped(from: start)
        case .visible: bytes.endOfPlainText(from: start, to: bytes.count)
        }
    }
}

extension [UInt8] {
    /// Appends a text as a JSON string, in quotation marks.
    public mutating func appendJSONString(_ text: String, style: JSONStringStyle = .minimal) {
        if style.endOfPlain(text.utf8.span, from: 0) == text.utf8.count {
            append(UInt8(ascii: "\""))
            append(contentsOf: text.utf8)
            append(UInt8(ascii: "\""))
        } else {
            var written = GrowingBytes()
            written.append(jsonString: text, style: style)
            append(contentsOf: written.array)
        }
    }

    /// Appends JSON that is valid already: as it is, or with its strings rewritten in the visible style and its line
    /// breaks and tabs made spaces.
    public mutating func appendJSON(_ json: some Collection<UInt8>, style: JSONStringStyle) {
        guard style == .visible, json.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else {
            append(contentsOf: json)
            return
        }
        var written = GrowingBytes()
        written.append(visibly: json)
        append(contentsOf: written.array)
    }
}
