import AccessTokens
import BlotterPages
import Chronology
import EventSourcing
import HTTPTypes
import Incidents

// What people see. `BlotterPages` makes the pages from models; here they get their models, and nothing else.

extension Desk {
    func page(_ exchange: Exchange) async throws(Problem) -> Response {
        switch exchange.endpoint {
        case .listPage, .listFragment: return try await listPage(exchange)
        case .incidentPage, .incidentFragment: return try await incidentPage(exchange)
        case .newPage, .writePage: return try await formPage(exchange)
        case .enterNew, .enter: return try await enter(exchange)
        case .signInPage:
            return try signInPage(exchange)
        case .signIn: return try await signIn(exchange)
        case .signOut: return try await signOut(exchange)
        default: return try await asset(exchange)
        }
    }

    /// What every page has to know. Times are told in the zone that the query names.
    func setting(_ exchange: Exchange) throws(Problem) -> PageSetting {
        try setting(exchange, zone: exchange.query.value("zone") ?? "")
    }

    /// The same with times in the zone that these words name; in the desk's where they are empty.
    func setting(_ exchange: Exchange, zone words: String) throws(Problem) -> PageSetting {
        var setting = setting(exchange.request, exchange.visitor, at: exchange.now)
        if !words.isEmpty { setting.choose(try zone.named(words), words) }
        return setting
    }

    private func setting(_ request: Request, _ visitor: Visitor, at now: Timestamp) -> PageSetting {
        var isSignedIn = false
        if case .session = visitor.way { isSignedIn = true }
        let scheme = configuration.certificate == nil ? "http" : "https"
        return PageSetting(
            zone: zone.standard, now: now,
            visitor: PageVisitor(
                name: visitor.by?.name, canAppend: visitor.scopes.contains(.append),
                isPublic: visitor.audience == .public && !visitor.scopes.isEmpty, isSignedIn: isSignedIn,
                hasTokens: !access.isOpen, csrf: FormMark.masked(visitor.mark),
                isLimited: visitor.incidents != nil),
            address: "\(scheme)://\(request.head.authority ?? configuration.host)")
    }

    /// Who a page was made for: what it shows, and what its forms carry.
    func reader(_ exchange: Exchange) -> String {
        exchange.visitor.mark + (exchange.visitor.scopes.contains(.append) ? " writes " : " reads ")
            + (exchange.visitor.by?.name ?? "")
    }

    private func incidentPage(_ exchange: Exchange) async throws(Problem) -> Response {
        let incident = try exchange.incident()
        let revision = try await revision(of: incident, exchange)
        let setting = try setting(exchange)
        let query = IncidentQuery(exchange.query.pairs)
        let options = TimelineOptions(audience: exchange.visitor.audience)
        let isFragment = exchange.endpoint == .incidentFragment
        func current() async throws(Problem) -> Timeline {
            let now = try await asOf(nil, field: "asOf", clock: query.clock, exchange)
            return try await timeline(of: incident, exchange, asOf: now, options: options)
        }
        func name(_ query: IncidentQuery) throws(Problem) -> AsOfName? {
            guard let words = query.asOf else { return nil }
            return try exchange.asOfName(reading: words, as: "asOf", in: incident, zone: setting.zone)
        }
        if query.step == nil {
            _ = try name(query)
        } else if !isFragment {
            let life = IncidentLife(try await turns.taking(for: exchange.source, current))
            return .seeOther(query.resolved(in: life).address(of: incident, in: setting))
        }
        func model() async throws(Problem) -> IncidentPage {
            let head = try await head().position
            let current = try await current()
            // Whoever reads an incident is likely to write in it next.
            if query.clock == .recorded {
                zones.keep(current.zone, as: IncidentZones.Key(incident, at: revision, exchange.visitor))
            }
            var query = query.step == nil ? query : query.resolved(in: IncidentLife(current))
            var shown = current
            if let asked = try name(query) {
                if case .moment(let moment) = asked { query.asOf = setting.lastingWords(for: moment) }
                let then = try await asOf(asked, field: "asOf", clock: query.clock, exchange)
                shown = try await timeline(of: incident, exchange, asOf: then, options: options)
            }
            let findings = options.audience == .internal ? Lint().findings(in: shown) : []
            return IncidentPage(
                shown: shown, current: current, findings: findings, position: head, query: query,
                setting: setting)
        }
        guard isFragment else {
            return try await turns.taking(for: exchange.source) { () async throws(Problem) in
                .page(try await model().html())
            }
        }
        return try await told(exchange, .html, reader: reader(exchange)) { () async throws(Problem) in
            Array(try await model().fragment().utf8)
        }.withPolicy
    }

    private func asset(_ exchange: Exchange) async throws(Problem) -> Response {
        guard let asset = PageAssets.all.first(where: { $0.name == exchange.name }) else {
            throw Problem(.notFound, "there is no such file")
        }
        return await assets.answer(asset, exchange.codings)
    }

    /// A refusal, as a page where people see it.
    func refusal(
        _ problem: Problem, of endpoint: Endpoint?, _ request: Request, _ source: RequestSource, at now: Timestamp
    ) -> Response {
        let wantsPage = request.headers.value(of: .accept)?.contains("text/html") ?? false
        guard endpoint?.isPage ?? wantsPage, endpoint != nil || wantsPage else {
            return .refusal(problem, request: source.id)
        }
        if problem.kind == .unauthorized, endpoint?.route.method == .get {
            let path = request.path + (request.query.map { "?\($0)" } ?? "")
            return .seeOther(PagePaths.signIn(next: path))
        }
        let visitor = (try? access.admit(request.head, to: .signInPage, at: now)) ?? access.nobody
        let page = MessagePage(
            status: problem.kind.status.code, title: problem.kind.title, detail: problem.detail,
            setting: setting(request, visitor, at: now))
        var response = Response.refusal(problem, request: source.id)
        response = .page(page.html(), status: problem.kind.status, headers: response.headers)
        return response
    }
}

extension Response {
    /// A page, with the policy that lets it load and do nothing but what is its own.
    static func page(
        _ html: String, status: HTTPResponse.Status = .ok, headers: AnswerFields = AnswerFields()
    ) -> Response {
        var response = Response.answer(MediaType.html, html, status: status)
        response.headers.add(missing: headers)
        return response.withPolicy
    }

    private static let policy = PageHeaders.all.map { HTTPField(name: .name($0.name), value: $0.value) }

    /// The same with the policy of pages.
    var withPolicy: Response {
        var response = self
        for field in Self.policy { response.headers[field.name] = field.value }
        // Kept to go back to, but asked for again.
        response.headers[.cacheControl] = "private, no-cache"
        return response
    }
}
