import AccessTokens
import EventSourcing
import HTTPTypes
import Incidents
import Platform

/// Decides who asks, and whether they may.
///
/// Whoever has a token shows it in the header, and pages a session that was begun with one; a token is never read from a
/// URL, where it would be kept in histories and logs. Where no token was ever made the service speaks to its own machine
/// alone, and then asks for nothing but that no page of another origin speaks through a browser of this machine.
struct AccessControl: Sendable {
    private static let allScopes = Set(Scope.allCases)
    /// The cookie of a session.
    static let cookie = "blotter"

    let authority: TokenAuthority
    let sessions: Sessions
    /// Whether the service speaks to its own machine alone.
    let isLoopback: Bool
    /// Whether everybody may see what is public.
    let isPublic: Bool
    /// Who enters what is appended without a token.
    let author: Author
    /// Known to this process alone: marks forms where there is no session.
    let formKey = Secret.random(bytes: Secret.size)

    /// Whether nothing is asked for: on loopback, as long as no token was ever made, and where not everybody is to come by,
    /// as through a proxy.
    var isOpen: Bool { isOpen(authority.book) }

    private func isOpen(_ book: TokenBook) -> Bool { isLoopback && !isPublic && book.tokens.isEmpty }

    /// Lets a request in, or says why not.
    func admit(_ request: HTTPRequest, to endpoint: Endpoint, at now: Timestamp) throws(Problem) -> Visitor {
        // One look at the tokens a request, so that all of it goes by the same.
        let book = authority.book
        if isOpen(book) { try checkIsLocal(request, to: endpoint) }
        let visitor = try visitor(of: request, to: endpoint, by: book, at: now)
        if endpoint.isForm { try checkOrigin(request) }
        guard let scope = endpoint.scope, !visitor.scopes.contains(scope) else { return visitor }
        guard visitor.way != .anonymous else {
            throw Problem(.unauthorized, "show a token in the header: 'Authorization: Bearer …'")
        }
        throw Problem(.forbidden, "this takes a token with the scope \(scope.rawValue)")
    }

    private func visitor(
        of request: HTTPRequest, to endpoint: Endpoint, by book: TokenBook, at now: Timestamp
    ) throws(Problem) -> Visitor {
        if let header = request.headerFields.value(of: .authorization) {
            guard header.lowercased().hasPrefix("bearer "),
                let token = book.token(of: String(header.dropFirst(7)), at: now)
            else { throw Problem(.unauthorized, "the token is not known, has expired or was revoked") }
            return visitor(token, .token(id: token.id), mark: formKey)
        }
        // A browser sends the cookie wherever a request comes from; what changes anything asks for more than that.
        if endpoint.route.method == .get || endpoint.isForm, let secret = Self.session(of: request) {
            let key = Sessions.Key(secret)
            if let id = sessions.token(of: key, at: now), let token = book.token(id: id, at: now) {
                return visitor(token, .session(id: token.id, key), mark: Self.mark(ofSession: secret))
            }
        }
        if isOpen(book) {
            return Visitor(
                way: .open, by: author, scopes: Self.allScopes, incidents: nil, audience: .internal, mark: formKey)
        }
        guard isPublic else { return nobody }
        return Visitor(
            way: .anonymous, by: nil, scopes: [.read], incidents: nil, audience: .public, mark: formKey)
    }

    /// Begins a session with a token.
    ///
    /// - Returns: the value of its cookie, and who comes with it.
    func begin(_ token: Token, at now: Timestamp) -> (secret: String, visitor: Visitor) {
        let secret = sessions.begin(token: token.id, at: now)
        let way = Visitor.Way.session(id: token.id, Sessions.Key(secret))
        return (secret, visitor(token, way, mark: Self.mark(ofSession: secret)))
    }

    private func visitor(_ token: Token, _ way: Visitor.Way, mark: String) -> Visitor {
        Visitor(
            way: way, by: token.by, scopes: token.scopes, incidents: token.incidents, audience: token.audience,
            mark: mark)
    }

    /// What the forms of a session carry: it follows from the secret, but the secret does not follow from it.
    static func mark(ofSession secret: String) -> String { Hexadecimal.text(Secret.hash("form ", secret)) }

    /// The secret of the session that a request names.
    static func session(of request: HTTPRequest) -> String? {
        for field in request.headerFields[values: .cookie] {
            for pair in field.split(separator: ";") {
                let pair = pair.drop { $0 == " " }
                if pair.hasPrefix(cookie + "=") { return String(pair.dropFirst(cookie.count + 1)) }
            }
        }
        return nil
    }

    /// Whether a form came from a page of this service.
    func checkMark(_ mark: String?, of visitor: Visitor) throws(Problem) {
        guard let mark, FormMark.isMasked(mark, from: visitor.mark) else {
            throw Problem(.forged, "the form has expired; load the page again")
        }
    }
}

extension AccessControl {
    /// Nobody, for what everybody may ask.
    var nobody: Visitor {
        Visitor(way: .anonymous, by: nil, scopes: [], incidents: [], audience: .public, mark: formKey)
    }

    /// Whether somebody who was let in would be let in now.
    func isStillValid(_ visitor: Visitor) -> Bool {
        let book = authority.recentBook
        let now = Timestamp(microseconds: Process.microsecondsSinceEpoch)
        return switch visitor.way {
        case .open: isOpen(book)
        case .anonymous: isPublic
        case .token(let id): book.token(id: id, at: now) != nil
        case .session(let id, let key): book.token(id: id, at: now) != nil && sessions.token(of: key, at: now) == id
        }
    }

    /// Another number, a moment later, when somebody who was let in may not be let in any more: other tokens, or a session
    /// that was ended.
    var version: Int { authority.version &+ sessions.version }
}
