import AccessTokens
import BlotterPages
import EventSourcing
import EventStoreTesting
import HTTPTypes
import StrictJSON
import Testing

@testable import BlotterService

/// What every endpoint answers to whoever may not ask, and to what is asked wrongly. An endpoint without a row fails.
@Suite struct RouteTests {
    /// A request that is wrong, and what is to be answered.
    struct Bad {
        let query: String
        var body: String?
        var type: String?
        let status: Int
        var field: String?

        init(_ query: String = "", body: String? = nil, type: String? = nil, _ status: Int, _ field: String? = nil) {
            self.query = query
            self.body = body
            self.type = type
            self.status = status
            self.field = field
        }
    }

    struct Row {
        /// A request that is right.
        let path: String
        var body: String?
        var type: String?
        let status: Int
        /// The same about an incident that the token is not for; nil where it speaks of none.
        var other: (path: String, body: String?)?
        let bad: [Bad]
    }

    private static let event = #"{"incident":"fire","kind":"reported","body":{"summary":"a"}}"#
    private static let json = "application/json"
    private static let form = "application/x-www-form-urlencoded"

    private static let badEvents = [
        Bad(body: "", type: json, 400), Bad(body: "{", type: json, 400), Bad(body: "7", type: json, 422),
        Bad(body: event, type: "text/plain", 415, "Content-Type"), Bad(body: event, 415, "Content-Type"),
        Bad(body: "[]", type: json, 422), Bad("?x=1", body: event, type: json, 400, "x"),
        Bad(body: #"{"incident":"fire","kind":"seen","body":{"summary":"a"}}"#, type: json, 422, "kind"),
        Bad(body: #"{"incident":"fire","kind":"reported","body":{}}"#, type: json, 422, "body.summary"),
        Bad(body: #"{"incident":"fire","kind":"reported","body":{"summary":"a"},"x":1}"#, type: json, 422),
        Bad(body: #"{"events":7}"#, type: json, 400, "events"),
        Bad(body: #"{"events":[\#(event)],"condition":{"x":1}}"#, type: json, 400, "condition.x"),
        Bad(body: #"{"events":[\#(event)],"conditions":{}}"#, type: json, 400, "conditions"),
    ]
    private static let badMoments = [
        Bad("?as-of=nonsense", 400, "as-of"), Bad("?as-of=@9999", 404, "as-of"), Bad("?clock=wall", 400, "clock"),
        Bad("?zone=Atlantis", 400, "zone"), Bad("?as-of=@1&as-of=@2", 400, "as-of"), Bad("?as-off=@1", 400, "as-off"),
        Bad("?zone=..%2F..%2Fetc%2Fpasswd", 400, "zone"), Bad("?as-of=%ff", 400), Bad("?format=pdf", 400, "format"),
    ]
    private static let badPages = [
        Bad("?limit=0", 400, "limit"), Bad("?limit=-1", 400, "limit"), Bad("?limit=9999999", 400, "limit"),
        Bad("?after=x", 400, "after"), Bad("?kind=seen", 400, "kind"), Bad("?tag=x", 400, "tag"),
        Bad("?wait=61", 400, "wait"), Bad("?wait=1&reverse=true", 400, "wait"), Bad("?reverse=maybe", 400, "reverse"),
        Bad("?since=never", 400, "since"), Bad("?as-of=@99", 404, "as-of"), Bad("?audience=all", 400, "audience"),
    ]

    private static let rows: [Endpoint: Row] = [
        .appendEvents: Row(
            path: "/v1/events", body: event, type: json, status: 201,
            other: ("/v1/events", event.replacing("fire", with: "quay")), bad: badEvents),
        .appendToIncident: Row(
            path: "/v1/incidents/fire/events", body: event, type: json, status: 201,
            other: ("/v1/incidents/quay/events", event.replacing("fire", with: "quay")),
            bad: badEvents + [
                Bad(body: event.replacing("fire", with: "quay"), type: json, 422, "incident")
            ]),
        .readEvents: Row(
            path: "/v1/events", status: 200, other: ("/v1/events?incident=quay", nil),
            bad: badPages + [Bad("?incident=none%20such", 404)]),
        .readIncidentEvents: Row(
            path: "/v1/incidents/fire/events", status: 200, other: ("/v1/incidents/quay/events", nil),
            bad: badPages + [Bad("?incident=fire", 400, "incident")]),
        .followEvents: Row(
            path: "/v1/events/stream", status: 200, other: ("/v1/events/stream?incident=quay", nil),
            bad: [
                Bad("?after=99", 400, "after"), Bad("?limit=1", 400, "limit"), Bad("?kind=seen", 400, "kind"),
                Bad("?incident=none", 404),
            ]),
        .listIncidents: Row(
            path: "/v1/incidents", status: 200,
            bad: badMoments + [
                Bad("?status=asleep", 400, "status"), Bad("?limit=0", 400, "limit"), Bad("?since=x", 400, "since"),
                Bad("?tag=x", 400, "tag"), Bad("?format=json", 400, "format"),
            ]),
        .readIncident: Row(
            path: "/v1/incidents/fire", status: 200, other: ("/v1/incidents/quay", nil),
            bad: badMoments + [Bad("?plot=pie", 400, "plot"), Bad("?figures=high", 400, "figures")]),
        .readTimeline: Row(
            path: "/v1/incidents/fire/timeline", status: 200, other: ("/v1/incidents/quay/timeline", nil),
            bad: badMoments + [
                Bad("?from=x", 400, "from"), Bad("?from=2026&to=2025", 400, "to"), Bad("?alone=x", 400, "alone"),
            ]),
        .readDiff: Row(
            path: "/v1/incidents/fire/diff?from=@1", status: 200, other: ("/v1/incidents/quay/diff?from=@1", nil),
            bad: [
                Bad("?", 400, "from"), Bad("?from=@2&to=@1", 400, "from"), Bad("?from=@99", 404, "from"),
                Bad("?from=@1&format=csv", 400, "format"),
            ]),
        .readLint: Row(
            path: "/v1/incidents/fire/lint", status: 200, other: ("/v1/incidents/quay/lint", nil),
            bad: [Bad("?as-of=x", 400, "as-of"), Bad("?format=html", 400, "format")]),
        .handover: Row(
            path: "/v1/diff?from=@1", status: 200,
            bad: [Bad("?", 400, "from"), Bad("?from=@1&limit=0", 400, "limit"), Bad("?from=x", 400, "from")]),
        .health: Row(path: "/healthz", status: 200, bad: [Bad("?x=1", 400, "x")]),
        .readiness: Row(path: "/readyz", status: 200, bad: [Bad("?x=1", 400, "x")]),
        .metrics: Row(path: "/metrics", status: 200, bad: [Bad("?x=1", 400, "x")]),
        .openAPI: Row(path: "/openapi.yaml", status: 200, bad: [Bad("?x=1", 400, "x")]),
        .listPage: Row(path: "/", status: 200, bad: [Bad("?zone=Atlantis", 400)]),
        .listFragment: Row(path: "/fragment", status: 200, bad: [Bad("?zone=Atlantis", 400, "zone")]),
        .newPage: Row(path: "/new", status: 200, bad: [Bad("?zone=Atlantis", 400)]),
        .writePage: Row(
            path: "/incidents/fire/write", status: 200, other: ("/incidents/quay/write", nil),
            bad: [Bad("?zone=Atlantis", 400)]),
        .incidentPage: Row(
            path: "/incidents/fire", status: 200, other: ("/incidents/quay", nil), bad: [Bad("?asOf=x", 400)]),
        .incidentFragment: Row(
            path: "/incidents/fire/fragment", status: 200, other: ("/incidents/quay/fragment", nil),
            bad: [Bad("?asOf=x", 400)]),
        .enterNew: Row(
            path: "/incidents", body: "incident=new&kind=reported&summary=x&csrf=MARK", type: form, status: 303,
            bad: [
                Bad(body: "incident=x&summary=x", type: form, 403), Bad(body: "a=%f", type: form, 400),
                Bad(body: "{}", type: json, 415), Bad(body: "incident=new&csrf=MARK", type: form, 422),
            ]),
        .enter: Row(
            path: "/incidents/fire", body: "kind=reported&summary=x&csrf=MARK", type: form, status: 303,
            other: ("/incidents/quay", "kind=reported&summary=x&csrf=MARK"),
            bad: [
                Bad(body: "kind=reported&summary=x", type: form, 403), Bad(body: "{}", type: json, 415),
                Bad(body: "kind=seen&summary=x&csrf=MARK", type: form, 422),
            ]),
        .signInPage: Row(path: "/sign-in", status: 200, bad: [Bad("?zone=Atlantis", 400)]),
        .signIn: Row(
            path: "/sign-in", body: "token=TOKEN&csrf=MARK", type: form, status: 303,
            bad: [
                Bad(body: "token=TOKEN", type: form, 403), Bad(body: "token=x&csrf=MARK", type: form, 403),
                Bad(body: "{}", type: json, 415),
            ]),
        .signOut: Row(
            path: "/sign-out", body: "csrf=MARK", type: form, status: 303,
            bad: [Bad(body: "", type: form, 403), Bad(body: "{}", type: json, 415)]),
        .asset: Row(path: "/assets/ASSET", status: 200, bad: [Bad("x", 404)]),
    ]

    private struct Asked {
        let service: Service
        let all: String
        let limited: String

        init() async throws {
            service = try Service()
            all = try service.token()
            limited = try service.token(incidents: [StreamID("fire")])
            try await service.report("fire", "a", token: all)
            try await service.report("fire", "b", token: all)
            try await service.report("quay", "c", token: all)
        }

        func ask(
            _ endpoint: Endpoint, _ path: String, _ body: String?, _ type: String?, token: String?
        ) async throws -> Int {
            try await answer(endpoint, path, body, type, token: token).status
        }

        func answer(
            _ endpoint: Endpoint, _ path: String, _ body: String?, _ type: String?, token: String?
        ) async throws -> Answer {
            let asset = try #require(PageAssets.all.first)
            let mark = FormMark.masked(service.desk.access.formKey)
            let body = body?.replacing("MARK", with: mark).replacing("TOKEN", with: all)
            if endpoint == .followEvents, token != nil {
                // A stream has no end; that it was begun is told by its header.
                return try await service.begin(path, token: token)
            }
            return try await service.ask(
                endpoint.route.method, path.replacing("ASSET", with: asset.name), token: token,
                headers: type.map { ["Content-Type": $0] } ?? [:], body: body)
        }
    }

    @Test func `every endpoint has a row, with something that is asked wrongly`() {
        for endpoint in Endpoint.allCases { #expect(Self.rows[endpoint]?.bad.isEmpty == false, "\(endpoint)") }
    }

    @Test(arguments: Endpoint.allCases)
    func `an endpoint answers whoever may ask, and nobody else`(endpoint: Endpoint) async throws {
        let row = try #require(Self.rows[endpoint])
        let asked = try await Asked()
        #expect(try await asked.ask(endpoint, row.path, row.body, row.type, token: asked.all) == row.status)
        guard let scope = endpoint.scope else {
            #expect(try await asked.ask(endpoint, row.path, row.body, row.type, token: nil) == row.status)
            return
        }
        let isReadPage = endpoint.isPage && endpoint.route.method == .get
        #expect(try await asked.ask(endpoint, row.path, row.body, row.type, token: nil) == (isReadPage ? 303 : 401))
        #expect(
            try await asked.ask(endpoint, row.path, row.body, row.type, token: "blotter_0_0")
                == (isReadPage ? 303 : 401))
        for other in AccessTokens.Scope.allCases where other != scope {
            let token = try asked.service.token([other])
            #expect(try await asked.ask(endpoint, row.path, row.body, row.type, token: token) == 403, "\(other)")
        }
    }

    @Test(arguments: Endpoint.allCases)
    func `of an incident that a token is not for it cannot even be told whether it exists`(
        endpoint: Endpoint
    ) async throws {
        let row = try #require(Self.rows[endpoint])
        guard let other = row.other else { return }
        let asked = try await Asked()
        let here = try await asked.answer(endpoint, other.path, other.body, row.type, token: asked.limited)
        let nowhere = try await asked.answer(
            endpoint, other.path.replacing("quay", with: "none"), other.body?.replacing("quay", with: "none"), row.type,
            token: asked.limited)
        #expect(here.status == 404)
        #expect(here.text.replacing("quay", with: "none") == nowhere.text)
        #expect(try await asked.service.store.head().position == Position(3))
    }

    @Test(arguments: Endpoint.allCases)
    func `what is asked wrongly is refused with the field`(endpoint: Endpoint) async throws {
        let row = try #require(Self.rows[endpoint])
        let asked = try await Asked()
        for bad in row.bad {
            let path = (row.path.split(separator: "?").first.map(String.init) ?? "") + bad.query
            let answer = try await asked.answer(endpoint, path, bad.body, bad.type, token: asked.all)
            #expect(answer.status == bad.status, "\(path) \(bad.body ?? "")")
            guard answer.header("Content-Type") == "application/problem+json" else {
                #expect(endpoint.isPage, "\(path)")
                continue
            }
            #expect(try answer.member("status") == String(bad.status))
            #expect(try answer.member("detail")?.isEmpty == false)
            if let field = bad.field { #expect(try answer.member("field") == field, "\(path) \(bad.body ?? "")") }
        }
    }

    @Test func `another method is answered with those that there are`() async throws {
        let service = try Service()
        for (path, allowed) in [
            ("/v1/events", "POST, GET, HEAD"), ("/v1/incidents", "GET, HEAD"), ("/sign-out", "POST"),
        ] {
            let answer = try await service.ask(.put, path)
            #expect(answer.status == 405)
            #expect(answer.header("Allow") == allowed)
        }
    }

    @Test(arguments: [
        "/v1", "/v2/events", "/v1/events/", "//", "/v1/incidents//timeline", "/incidents/fire/", "/..", "/assets/",
    ])
    func `a path that is none is not found`(path: String) async throws {
        let service = try Service()
        #expect(try await service.ask(.get, path).status == 404)
    }
}
