/// A text that was found to be one JSON value after RFC 8259, ready to be looked into.
///
/// The reading is strict: UTF-8 without a byte order mark and without lone surrogates, no key twice in one object
/// (compared after unescaping), nothing beside the one value but blanks. Numbers keep their text, however large they
/// are. The bytes stay as they were given.
///
/// ```swift
/// let document = try JSONDocument(parsing: line)
/// let name = document.root["source"]?["name"]?.string
/// ```
///
/// Costs one pass over the bytes and 16 bytes of memory a value or key.
public struct JSONDocument: Sendable {
    /// How deep objects and arrays may be nested where nobody says otherwise.
    public static let defaultMaximumDepth = 32
    /// How deep they may be nested at most, whatever is asked for: a bound on the stack that reading takes.
    public static let greatestMaximumDepth = 512

    let storage: JSONStorage

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - bytes: the text; less than 4 GiB.
    ///   - maximumDepth: how deep objects and arrays may be nested, at most ``greatestMaximumDepth``; a bare string
    ///     has depth 0.
    public init(parsing bytes: [UInt8], maximumDepth: Int = defaultMaximumDepth) throws(JSONError) {
        guard bytes.count < Int(UInt32.max) else {
            throw JSONError(offset: 0, problem: "the text is \(bytes.count) bytes long; at most 4 GiB can be read")
        }
        var parser = JSONParser(bytes, maximumDepth: maximumDepth)
        storage = JSONStorage(bytes: bytes, nodes: try parser.document())
    }

    /// The text, byte for byte as it was given.
    public var bytes: [UInt8] { storage.bytes }

    /// The one value of the text.
    public var root: JSONValue { JSONValue(storage: storage, index: 0) }
}

/// The text and what was found in it: every value and key in the order of the text, an object or array followed by
/// what it holds.
final class JSONStorage: Sendable {
    let bytes: [UInt8]
    let nodes: [JSONNode]

    init(bytes: [UInt8], nodes: [JSONNode]) {
        self.bytes = bytes
        self.nodes = nodes
    }
}

/// One value or key: where it stands in the text, and where the next one stands in the list of nodes.
struct JSONNode {
    /// The first byte; of a string its quotation mark.
    var start: UInt32
    /// The byte behind the last one.
    var end: UInt32
    /// The index of the first node that does not belong to this one.
    var next: UInt32
    let kind: JSONValue.Kind
    /// Whether a string in it holds an escape.
    var hasEscape: Bool

    /// Of a string, the bytes between its quotation marks.
    var characters: Range<Int> { Int(start) + 1..<Int(end) - 1 }
}
