import Chronology
public import EventSourcing
import Incidents
package import StrictJSON

/// All tokens of a log, as a file keeps them: one JSON object a line.
public struct TokenBook: Sendable {
    /// Every token that was ever made, those that were revoked among them, in the order in which they were made.
    public private(set) var tokens: [Token] = []

    /// A book without tokens.
    public init() {}

    /// Why a file is no book of tokens.
    public struct Unreadable: Error, CustomStringConvertible {
        /// The whole sentence but for the name of the file.
        public let description: String
    }

    /// Reads what ``bytes`` writes.
    public init(parsing bytes: [UInt8]) throws(Unreadable) {
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let token = Token(line: Array(line)) else {
                throw Unreadable(description: "line \(index + 1) is no token")
            }
            tokens.append(token)
        }
    }

    /// The book as its file keeps it.
    public var bytes: [UInt8] { tokens.flatMap { $0.line } }

    /// Takes a token in.
    public mutating func add(_ token: Token) { tokens.append(token) }

    /// Ends a token for good.
    ///
    /// - Returns: the token; nil where there is none of this id.
    public mutating func revoke(_ id: String, at now: Timestamp) -> Token? {
        guard let index = tokens.firstIndex(where: { $0.id == id }) else { return nil }
        if tokens[index].revoked == nil { tokens[index].revoked = now }
        return tokens[index]
    }

    /// The valid token of which this is the text. It is found by its id, which is no secret, and then its hash is compared
    /// in constant time; one that is not there is compared as well, so that the time does not tell which it was.
    package func token(of text: String, at now: Timestamp) -> Token? {
        let id = Token.id(in: text)
        let found = tokens.first { $0.id == id ?? "" }
        let matches = Secret.areEqual(found?.hash ?? Secret.hash(""), Secret.hash(text))
        guard let found, matches, found.isValid(at: now) else { return nil }
        return found
    }

    /// A token by its id, if it is still valid.
    package func token(id: String, at now: Timestamp) -> Token? {
        tokens.first { $0.id == id }.flatMap { $0.isValid(at: now) ? $0 : nil }
    }
}

extension Token {
    /// The token as one line.
    fileprivate var line: [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        write(to: &writer)
        writer.ifAny("hash", Hexadecimal.text(hash))
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// Writes what anybody may know of it, as members of an object that was begun.
    package func write(to writer: inout JSONWriter) {
        func member(_ name: String, _ words: [String]?) {
            guard let words else { return }
            writer.key(named: name)
            writer.beginArray()
            for word in words { writer.string(word) }
            writer.endArray()
        }
        writer.ifAny("id", id)
        writer.ifAny("by", by.name)
        member("scopes", Scope.allCases.filter(scopes.contains).map(\.rawValue))
        member("incidents", incidents.map { $0.map(\.text).sorted() })
        writer.ifAny("audience", audience.rawValue)
        writer.ifAny("created", created.description)
        writer.ifAny("expires", expires?.description)
        writer.ifAny("revoked", revoked?.description)
    }

    /// Reads a line; nil where it is no token.
    fileprivate init?(line: [UInt8]) {
        guard let root = try? JSONDocument(parsing: line).root, root.kind == .object,
            let id = root["id"]?.string, let by = (root["by"]?.string).flatMap({ try? Author($0) }),
            root["scopes"]?.kind == .array,
            let scopes = root["scopes"]?.elements.map({ $0.string.flatMap(Scope.init) }), !scopes.contains(nil),
            let audience = (root["audience"]?.string).flatMap(Audience.init(rawValue:)),
            let created = Self.time(root["created"]),
            let hash = (root["hash"]?.string).flatMap(Hexadecimal.bytes), hash.count == Secret.size
        else { return nil }
        let names = root["incidents"]?.elements.map { ($0.string).flatMap { try? StreamID($0) } }
        // What limits a token and cannot be read must not be taken for no limit.
        if let names, names.isEmpty || names.contains(nil) || root["incidents"]?.kind != .array { return nil }
        for field in ["expires", "revoked"] where root[field] != nil && Self.time(root[field]) == nil { return nil }
        self.init(
            id: id, by: by, scopes: Set(scopes.compactMap { $0 }), incidents: names.map { Set($0.compactMap { $0 }) },
            audience: audience, created: created, expires: Self.time(root["expires"]),
            revoked: Self.time(root["revoked"]), hash: hash)
    }

    private static func time(_ value: JSONValue?) -> Timestamp? {
        guard let text = value?.string, case .point(let point)? = try? TimeExpression(words: text) else { return nil }
        return point.earliest
    }
}
