import AccessTokens
import BlotterPages
import EventSourcing
import HTTPTypes

// The sessions of the page.

extension Desk {
    /// The page to sign in on, which leads on to where somebody wanted to go.
    func signInPage(_ exchange: Exchange) throws(Problem) -> Response {
        let next = SignInPage.safe(exchange.query.pairs.first { $0.name == "next" }?.value ?? PagePaths.list)
        // Whoever followed a link on another site may be signed in all the same; what this page asks for tells.
        let asksAgain = AccessControl.isFromElsewhere(exchange.request.head)
        let page = SignInPage(next: next, problem: nil, asksAgain: asksAgain, setting: try setting(exchange))
        var response = Response.page(page.html())
        if asksAgain { response.headers[.refresh] = "1; url=\(next)" }
        return response
    }

    /// Begins a session with a token. The token itself is in no cookie and no URL.
    func signIn(_ exchange: Exchange) async throws(Problem) -> Response {
        let fields = try await markedFields(of: exchange)
        let next = SignInPage.safe(fields.pairs.first { $0.name == "next" }?.value ?? PagePaths.list)
        let written = EntryForm(sentAlong: fields.pairs)
        func again(_ problem: String) throws(Problem) -> Response {
            let page = SignInPage(next: next, problem: problem, written: written, setting: try setting(exchange))
            return .page(page.html(), status: .forbidden)
        }
        let text = (try fields.value("token") ?? "").filter { $0 != " " }
        guard let token = access.authority.book.token(of: text, at: exchange.now) else {
            return try again("this token is not known, has expired or was revoked")
        }
        if let written, !mayWrite(token, written, next) {
            return try again("this token does not allow what you wrote; take one with the scope append")
        }
        // The browser forgets the session that it had, so nobody could sign out of it any more.
        endSession(of: exchange)
        let (secret, visitor) = access.begin(token, at: exchange.now)
        var response = Response.seeOther(next)
        if let written { response = try await page(of: written, next, exchange.seen(as: visitor)) }
        response.headers[.setCookie] = cookie(secret, seconds: Int(Sessions.length / 1_000_000))
        return response
    }

    private func mayWrite(_ token: Token, _ written: EntryForm, _ next: String) -> Bool {
        guard token.scopes.contains(.append) else { return false }
        guard let incidents = token.incidents else { return true }
        return (try? StreamID(written.incident)).map(incidents.contains) ?? (next == PagePaths.new)
    }

    /// The form with what was written before the session had ended. It enters nothing by itself: whoever signs in looks it
    /// through, whoever it is from.
    private func page(of written: EntryForm, _ next: String, _ exchange: Exchange) async throws(Problem) -> Response {
        var form = written
        form.refuse("your session had ended, and now you are signed in; look it through, and send it again")
        var setting = try setting(exchange, zone: "")
        do throws(Problem) { setting = try self.setting(exchange, zone: form.zone) } catch {
            // It is told when the form is sent.
        }
        let incident = next == PagePaths.new ? nil : try? StreamID(form.incident)
        return .page(await formPage(form, for: incident, setting, exchange).html())
    }

    /// Answers whoever sent an entry without a session, or with one that may not write, with the page to sign in, which
    /// keeps what was written.
    func signInAgain(_ exchange: Exchange, because problem: Problem) async throws(Problem) -> Response {
        var form = EntryForm(try await fields(of: exchange).pairs)
        var next = PagePaths.new
        if exchange.endpoint == .enter {
            guard let incident = exchange.name.flatMap({ try? StreamID($0) }) else { throw problem }
            form.incident = incident.text
            next = PagePaths.write(incident)
        }
        let words = problem.kind == .unauthorized ? "your session has ended, or there was none" : problem.detail
        let page = SignInPage(next: next, problem: words, written: form, setting: try setting(exchange, zone: ""))
        let refusal = Response.refusal(problem, request: exchange.source.id)
        return .page(page.html(), status: problem.kind.status, headers: refusal.headers)
    }

    /// Ends a session.
    func signOut(_ exchange: Exchange) async throws(Problem) -> Response {
        _ = try await markedFields(of: exchange)
        endSession(of: exchange)
        var response = Response.seeOther(PagePaths.list)
        response.headers[.setCookie] = cookie("", seconds: 0)
        return response
    }

    private func endSession(of exchange: Exchange) {
        if let secret = AccessControl.session(of: exchange.request.head) { access.sessions.end(Sessions.Key(secret)) }
    }

    private func cookie(_ value: String, seconds: Int) -> String {
        let secure = configuration.certificate == nil ? "" : "; Secure"
        return "\(AccessControl.cookie)=\(value); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(seconds)\(secure)"
    }
}

extension HTTPField.Name {
    /// What a page does by itself after some seconds (WHATWG HTML, 7.4.2.6).
    fileprivate static let refresh = name("Refresh")
}
