/// One value of a ``JSONDocument``: a view into it, cheap to pass on.
public struct JSONValue: Sendable {
    /// What sort of value it is.
    public enum Kind: Sendable {
        /// Named values.
        case object
        /// A list of values.
        case array
        /// A text.
        case string
        /// A number of any size.
        case number
        /// `true` or `false`.
        case bool
        /// `null`.
        case null
    }

    let storage: JSONStorage
    let index: Int

    var node: JSONNode { storage.nodes[index] }

    /// What sort of value it is.
    public var kind: Kind { node.kind }

    /// Where it stands in the bytes of its document.
    public var range: Range<Int> { Int(node.start)..<Int(node.end) }

    /// Whether any string in it, names of members included, holds a backslash escape.
    public var hasEscape: Bool { node.hasEscape }

    /// True for `null`.
    public var isNull: Bool { kind == .null }

    /// `true` or `false`; nil for anything else.
    public var bool: Bool? {
        kind == .bool ? storage.bytes[Int(node.start)] == UInt8(ascii: "t") : nil
    }

    /// The text of a string, without its escapes; nil for anything else.
    public var string: String? {
        guard kind == .string else { return nil }
        return String(decoding: storage.bytes.unescapedJSONString(node), as: UTF8.self)
    }

    /// The number as it is written; nil for anything else.
    public var numberText: String? {
        guard kind == .number else { return nil }
        return String(decoding: storage.bytes[range], as: UTF8.self)
    }

    /// The number, where it is whole and fits, however it is written (`5`, `5.0`, `5e0`); nil for anything else.
    public var integer: Int64? {
        guard kind == .number else { return nil }
        return exactInteger(storage.bytes[range])
    }

    /// The nearest number that a `Double` has, where there is a finite one; nil for anything else.
    public var double: Double? {
        guard let text = numberText, let number = Double(text), number.isFinite else { return nil }
        return number
    }

    /// Its bytes with every line break and tab between tokens made a space, so that it is one line. Line breaks inside
    /// of strings are always escaped.
    public func singleLineText() -> [UInt8] {
        var text = Array(storage.bytes[range])
        // Strings hold no raw control characters, so whatever is one stands between tokens.
        for index in text.indices where text[index] < 0x20 { text[index] = 0x20 }
        return text
    }
}

extension JSONValue: Equatable {
    /// Whether both are written the same, byte for byte.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        left.storage.bytes[left.range] == right.storage.bytes[right.range]
    }
}
