public import EventSourcing
package import Platform

/// The file of the tokens of a log: only its owner may read it, it holds no token that could be used, and it is replaced
/// as a whole.
public struct TokenFile: Sendable {
    /// How it is called where nothing else is said: it stands beside the log.
    public static let defaultName = "tokens.jsonl"

    private let file: PrivateFile

    /// The file at a path.
    public init(path: String) { file = PrivateFile(path) }

    /// Where it is.
    public var path: String { file.path }

    /// By what a change of the file is seen.
    package var mark: PrivateFile.Mark? { file.mark }

    /// All tokens; none where there is no such file.
    public func read() throws(Failure) -> TokenBook {
        // Whoever writes to it lets in whomever he likes.
        guard !file.isWritableByOthers else {
            throw Failure(sentence: "\(path) may be written by others; take that from them with 'chmod 600'")
        }
        do {
            return try TokenBook(parsing: try file.read() ?? [])
        } catch {
            throw Failure(error, path)
        }
    }

    /// Takes a new token in.
    public func add(_ token: Token) throws(Failure) {
        try update { $0.add(token) }
    }

    /// Ends a token for good.
    ///
    /// - Returns: the token; nil where there is none of this id.
    public func revoke(_ id: String, at now: Timestamp) throws(Failure) -> Token? {
        var revoked: Token?
        try update { revoked = $0.revoke(id, at: now) }
        return revoked
    }

    private func update(_ change: (inout TokenBook) -> Void) throws(Failure) {
        do {
            try file.update { bytes in
                var book = try TokenBook(parsing: bytes ?? [])
                change(&book)
                return book.bytes
            }
        } catch {
            throw Failure(error, path)
        }
    }

    /// Why the file could not be read or written.
    public struct Failure: Error, CustomStringConvertible {
        /// The whole sentence.
        public let description: String

        init(sentence: String) { description = sentence }

        init(_ error: any Error, _ path: String) {
            description = error is SystemError ? "\(error)" : "\(path) is no file of tokens: \(error)"
        }
    }
}
