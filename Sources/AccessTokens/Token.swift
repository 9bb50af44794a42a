public import EventSourcing
public import Incidents

/// What the service knows of a token: everything but the token itself, of which it keeps a hash.
public struct Token: Equatable, Sendable {
    /// By which it is listed and revoked; no secret.
    public let id: String
    /// Who enters what is appended with it.
    public let by: Author
    /// What it allows.
    public let scopes: Set<Scope>
    /// The incidents it is for; nil means all.
    public let incidents: Set<StreamID>?
    /// For whom what it shows is told.
    public let audience: Audience
    /// When it was made.
    public let created: Timestamp
    /// When it ends; nil means never.
    public let expires: Timestamp?
    /// When it was revoked.
    public internal(set) var revoked: Timestamp?
    /// SHA-256 of the whole token.
    let hash: [UInt8]

    /// Whether it still opens anything.
    public func isValid(at now: Timestamp) -> Bool { revoked == nil && now < expires ?? .maximum }
}

extension Token {
    /// How many incidents a token may be limited to, so that what it lists can be told one by one.
    public static let maximumIncidents = 64

    /// Makes a token; its text is given this once and kept nowhere.
    ///
    /// - Parameters:
    ///   - by: who enters what is appended with it.
    ///   - scopes: what it allows.
    ///   - incidents: the incidents it is for; nil means all.
    ///   - audience: for whom what it shows is told.
    ///   - created: now.
    ///   - expires: when it ends; nil means never.
    public static func make(
        by: Author, scopes: Set<Scope>, incidents: Set<StreamID>?, audience: Audience, created: Timestamp,
        expires: Timestamp?
    ) -> (token: Token, text: String) {
        // The generator of the system is one for cryptography: getrandom(2).
        let id = Secret.random(bytes: 6)
        let text = prefix + id + "_" + Secret.random(bytes: Secret.size)
        let token = Token(
            id: id, by: by, scopes: scopes, incidents: incidents, audience: audience, created: created,
            expires: expires, hash: Secret.hash(text))
        return (token, text)
    }

    /// With what every token begins, so that one that was left somewhere is found by a search.
    static let prefix = "blotter_"

    /// The id that the text of a token carries; nil where it is none.
    static func id(in text: String) -> Substring? {
        guard text.hasPrefix(prefix), text.utf8.count < 200 else { return nil }
        let parts = text.dropFirst(prefix.count).split(separator: "_", omittingEmptySubsequences: false)
        return parts.count == 2 ? parts[0] : nil
    }
}
