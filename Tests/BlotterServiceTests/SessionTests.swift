import AccessTokens
import BlotterPages
import Chronology
import EventSourcing
import EventStoreTesting
import HTTPTypes
import StrictJSON
import Testing

@testable import BlotterService

@Suite struct SessionTests {
    private static let form = "application/x-www-form-urlencoded"

    /// The mark that the forms of a page carry.
    private func mark(on page: Answer) throws -> String {
        let start = try #require(page.text.firstRange(of: "name=\"csrf\""))
        let rest = page.text[start.upperBound...]
        let value = try #require(rest.firstRange(of: "value=\""))
        return String(rest[value.upperBound...].prefix { $0 != "\"" })
    }

    private func signIn(_ service: Service, _ token: String) async throws -> (cookie: String, answer: Answer) {
        let page = try await service.ask(.get, "/sign-in?next=%2Fincidents%2Ffire")
        let body = "token=\(token)&next=%2Fincidents%2Ffire&csrf=\(try mark(on: page))"
        let answer = try await service.ask(.post, "/sign-in", headers: ["Content-Type": Self.form], body: body)
        let cookie = answer.header("Set-Cookie")?.split(separator: ";").first.map(String.init) ?? ""
        return (cookie, answer)
    }

    @Test func `a page trades a token for a session that scripts and other sites cannot use`() async throws {
        let service = try Service()
        let token = try service.token([.read, .append])
        try await service.report("fire", "a", token: token)
        #expect(
            try await service.ask(.get, "/incidents/fire").header("Location") == "/sign-in?next=%2Fincidents%2Ffire")
        let (cookie, answer) = try await signIn(service, token)
        #expect(answer.status == 303)
        #expect(answer.header("Location") == "/incidents/fire")
        let set = try #require(answer.header("Set-Cookie"))
        for word in ["HttpOnly", "SameSite=Strict", "Path=/"] { #expect(set.contains(word)) }
        #expect(!set.contains(token))
        let page = try await service.ask(.get, "/incidents/fire", headers: ["Cookie": cookie])
        #expect(page.status == 200)
        #expect(page.header("Content-Security-Policy")?.hasPrefix("default-src 'none'") == true)
    }

    @Test func `a form without its mark is refused`() async throws {
        let service = try Service()
        let token = try service.token([.read, .append])
        try await service.report("fire", "a", token: token)
        let (cookie, _) = try await signIn(service, token)
        let headers = ["Cookie": cookie, "Content-Type": Self.form]
        for extra in ["", "&csrf=", "&csrf=0000"] {
            let answer = try await service.ask(
                .post, "/incidents/fire", headers: headers, body: "kind=reported&summary=x" + extra)
            #expect(answer.status == 403)
            #expect(try await service.ask(.post, "/sign-out", headers: headers, body: extra).status == 403)
        }
        #expect(try await service.store.head().position == Position(1))
    }

    @Test func `a form of another sign-in is shown again with what was written, and can be sent then`() async throws {
        let service = try Service()
        let token = try service.token([.read, .append])
        try await service.report("fire", "a", token: token)
        let (before, _) = try await signIn(service, token)
        let old = try mark(on: try await service.ask(.get, "/incidents/fire/write", headers: ["Cookie": before]))
        let (cookie, _) = try await signIn(service, token)
        let headers = ["Cookie": cookie, "Content-Type": Self.form]
        let body = "kind=reported&summary=Kept+words&expectedRevision=1&id=f1&csrf="
        let refused = try await service.ask(.post, "/incidents/fire", headers: headers, body: body + old)
        #expect(refused.status == 403 && refused.text.contains("Kept words") && refused.text.contains("id=\"errors\""))
        #expect(refused.text.contains("name=\"id\" value=\"f1\""))
        #expect(try await service.store.head().position == Position(1))
        let again = try await service.ask(
            .post, "/incidents/fire", headers: headers, body: body + (try mark(on: refused)))
        #expect(again.status == 303)
    }

    @Test func `a form enters what it says, once`() async throws {
        let service = try Service()
        let token = try service.token([.read, .append], by: "night-desk")
        try await service.report("fire", "a", token: token)
        let (cookie, _) = try await signIn(service, token)
        let page = try await service.ask(.get, "/incidents/fire/write", headers: ["Cookie": cookie])
        let body = "kind=reported&summary=Five+injured&id=f1&csrf=\(try mark(on: page))"
        let headers = ["Cookie": cookie, "Content-Type": Self.form]
        for _ in 1...2 {
            let answer = try await service.ask(.post, "/incidents/fire", headers: headers, body: body)
            #expect(answer.status == 303)
            #expect(answer.header("Location") == "/incidents/fire#r2")
        }
        let events = try await service.ask(.get, "/v1/events", token: token)
        #expect(events.lines.count == 2 && events.lines[1].contains(#""by":"night-desk""#))
    }

    @Test func `times that are typed into a form are meant in the zone that was chosen there`() async throws {
        let service = try Service()
        let token = try service.token([.read, .append])
        let (cookie, _) = try await signIn(service, token)
        let page = try await service.ask(.get, "/new?zone=%2B05:00", headers: ["Cookie": cookie])
        #expect(page.text.contains(#"<option value="+05:00" selected>UTC+5</option>"#))
        let headers = ["Cookie": cookie, "Content-Type": Self.form]
        let form = "kind=reported&summary=Smoke&incident=fire&csrf=\(try mark(on: page))"
        let entered = try await service.ask(
            .post, "/incidents", headers: headers, body: form + "&at=2024-03-22+20:45&zone=%2B05:00")
        #expect(entered.header("Location") == "/incidents/fire?zone=%2B05%3A00#r1")
        let events = try await service.ask(.get, "/v1/events", token: token)
        #expect(events.lines[0].contains(#""occurred":"2024-03-22T20:45+05:00""#))
        let wrong = try await service.ask(
            .post, "/incidents", headers: headers, body: form + "&at=20:45&zone=Mars/Base")
        #expect(wrong.status == 422 && wrong.text.contains("id=\"f-zone-error\""))
        for path in ["/?zone=Mars", "/new?zone=Mars", "/incidents/fire?zone=Mars", "/incidents/fire/write?zone=Mars"] {
            #expect(try await service.ask(.get, path, headers: ["Cookie": cookie]).status == 400, "\(path)")
        }
    }

    @Test func `a form that is wrong is shown again with what was written`() async throws {
        let service = try Service()
        let token = try service.token([.read, .append])
        try await service.report("fire", "a", token: token)
        let (cookie, _) = try await signIn(service, token)
        let page = try await service.ask(.get, "/incidents/fire/write", headers: ["Cookie": cookie])
        let mark = try mark(on: page)
        let headers = ["Cookie": cookie, "Content-Type": Self.form]
        let wrong = try await service.ask(
            .post, "/incidents/fire", headers: headers, body: "kind=reported&summary=Kept+words&grade=Z9&csrf=\(mark)")
        #expect(wrong.status == 422)
        #expect(wrong.text.contains("Kept words"))
        let stale = try await service.ask(
            .post, "/incidents/fire", headers: headers,
            body: "kind=reported&summary=Kept+words&expectedRevision=7&csrf=\(mark)")
        #expect(stale.status == 409)
        #expect(stale.text.contains("Kept words"))
    }

    @Test func `whoever signs in once more ends the session that the browser had`() async throws {
        let service = try Service()
        let token = try service.token([.read, .append])
        let (first, _) = try await signIn(service, token)
        #expect(try await service.ask(.get, "/v1/events", headers: ["Cookie": first]).status == 200)
        let page = try await service.ask(.get, "/sign-in", headers: ["Cookie": first])
        let again = try await service.ask(
            .post, "/sign-in", headers: ["Cookie": first, "Content-Type": Self.form],
            body: "token=\(token)&csrf=\(try mark(on: page))")
        #expect(again.status == 303)
        let second = try #require(again.header("Set-Cookie")?.split(separator: ";").first.map(String.init))
        #expect(try await service.ask(.get, "/v1/events", headers: ["Cookie": second]).status == 200)
        #expect(try await service.ask(.get, "/v1/events", headers: ["Cookie": first]).status == 401)
    }

    @Test func `a session is no key to what programs ask`() async throws {
        let service = try Service()
        let token = try service.token([.read, .append])
        let (cookie, _) = try await signIn(service, token)
        let headers = ["Cookie": cookie, "Content-Type": "application/json"]
        let event = #"{"incident":"fire","kind":"reported","body":{"summary":"a"}}"#
        #expect(try await service.ask(.post, "/v1/events", headers: headers, body: event).status == 401)
        #expect(try await service.ask(.get, "/v1/events", headers: headers).status == 200)
    }

    @Test func `a session ends with its token, and when it is signed out`() async throws {
        let service = try Service()
        let keeper = try service.token()
        let token = try service.token([.read])
        try await service.report("fire", "a", token: keeper)
        let (first, _) = try await signIn(service, token)
        let page = try await service.ask(.get, "/incidents/fire", headers: ["Cookie": first])
        let out = try await service.ask(
            .post, "/sign-out", headers: ["Cookie": first, "Content-Type": Self.form],
            body: "csrf=\(try mark(on: page))")
        #expect(out.status == 303)
        #expect(try await service.ask(.get, "/v1/events", headers: ["Cookie": first]).status == 401)
        let (second, _) = try await signIn(service, token)
        #expect(try await service.ask(.get, "/v1/events", headers: ["Cookie": second]).status == 200)
        let id = try #require(try service.tokens.read().tokens.last?.id)
        _ = try service.tokens.revoke(id, at: .minimum)
        #expect(try await service.ask(.get, "/v1/events", headers: ["Cookie": second]).status == 401)
    }

    @Test func `what was begun in a session ends when it is signed out, also where nothing comes`() async throws {
        // No sign of life comes, by which it would be seen too.
        let service = try Service(pulse: .max)
        let token = try service.token([.read])
        let keeper = try service.token()
        try await service.report("fire", "a", token: keeper)
        service.watch()
        let (cookie, _) = try await signIn(service, token)
        let (other, _) = try await signIn(service, token)
        let stream = try await service.stream("/v1/events/stream?after=0", headers: ["Cookie": cookie])
        let staying = try await service.stream("/v1/events/stream?after=0", headers: ["Cookie": other])
        async let wait = service.ask(.get, "/v1/events?after=1&wait=30", headers: ["Cookie": cookie])
        #expect(await stream.ids(1) == ["1"])
        #expect(await staying.ids(1) == ["1"])
        while service.desk.deskTail.followers < 3 { await Task.yield() }
        let page = try await service.ask(.get, "/incidents/fire", headers: ["Cookie": cookie])
        let out = try await service.ask(
            .post, "/sign-out", headers: ["Cookie": cookie, "Content-Type": Self.form],
            body: "csrf=\(try mark(on: page))")
        #expect(out.status == 303)
        var last = await stream.next()
        while last?.name == "heartbeat" { last = await stream.next() }
        #expect(last?.name == "end" && last?.data.contains("not valid") == true)
        #expect(try await wait.status == 401)
        // Another session of the same token goes on.
        try await service.report("fire", "b", token: keeper)
        #expect(await staying.ids(1) == ["2"])
    }

    @Test(arguments: [
        ("/incidents/fire", "kind=reported&expectedRevision=1"), ("/incidents", "kind=reported&incident=flood"),
    ])
    func `what was written when the session ended is kept through signing in, and is entered when it is sent then`(
        path: String, fields: String
    ) async throws {
        let service = try Service()
        let token = try service.token([.read, .append])
        let reader = try service.token([.read])
        try await service.report("fire", "a", token: token)
        let (cookie, _) = try await signIn(service, token)
        let form = try await service.ask(.get, "/incidents/fire/write", headers: ["Cookie": cookie])
        let page = try await service.ask(.get, "/incidents/fire", headers: ["Cookie": cookie])
        let out = try await service.ask(
            .post, "/sign-out", headers: ["Cookie": cookie, "Content-Type": Self.form],
            body: "csrf=\(try mark(on: page))")
        #expect(out.status == 303)
        let written = fields + "&id=f1&summary=Kept+%3Cb%3Ewords&detail=one%0D%0Atwo&csrf="
        let ended = try await service.ask(
            .post, path, headers: ["Cookie": cookie, "Content-Type": Self.form],
            body: written + (try mark(on: form)))
        #expect(ended.status == 401 && ended.header("WWW-Authenticate") != nil)
        #expect(ended.text.contains("action=\"/sign-in\"") && ended.text.contains("Kept &lt;b&gt;words"))
        func send(_ token: String, from page: Answer, mark: String) async throws -> Answer {
            let kept = page.text.matches(of: /<input type="hidden" name="((?:entry\.|next)[^"]*)" value="([^"]*)">/).map
            {
                "\($0.1)=" + URLText.encoded(String($0.2).replacing("&lt;", with: "<").replacing("&gt;", with: ">"))
            }
            return try await service.ask(
                .post, "/sign-in", headers: ["Content-Type": Self.form],
                body: "token=\(token)&csrf=\(mark)&" + kept.joined(separator: "&"))
        }
        // From no other page, and with no token that may not write.
        #expect(try await send(token, from: ended, mark: "0000").status == 403)
        let wrong = try await send(reader, from: ended, mark: try mark(on: ended))
        #expect(wrong.status == 403 && wrong.header("Set-Cookie") == nil && wrong.text.contains("entry.summary"))
        let again = try await send(token, from: wrong, mark: try mark(on: wrong))
        let session = try #require(again.header("Set-Cookie")?.split(separator: ";").first.map(String.init))
        #expect(again.status == 200 && again.text.contains("Kept &lt;b&gt;words") && again.text.contains("one\ntwo"))
        #expect(again.text.contains("action=\"\(path)\"") && again.text.contains("name=\"id\" value=\"f1\""))
        #expect(try await service.store.head().position == Position(1), "nothing is entered by signing in")
        let sent = try await service.ask(
            .post, path, headers: ["Cookie": session, "Content-Type": Self.form],
            body: written + (try mark(on: again)))
        #expect(sent.status == 303)
        #expect(try await service.store.head().position == Position(2))
    }

    @Test func `an entry from another site is refused, and nothing of it is shown again`() async throws {
        let service = try Service()
        _ = try service.token()
        let answer = try await service.ask(
            .post, "/incidents/fire",
            headers: ["Content-Type": Self.form, "Origin": "https://evil.example"],
            body: "kind=reported&summary=Foreign+words")
        #expect(answer.status == 403 && !answer.text.contains("Foreign words"))
    }

    @Test func `the form for an entry takes the zone of its incident from what was told last`() async throws {
        let service = try Service()
        let token = try service.token([.read, .append])
        func report(_ offset: String) async throws {
            try await service.append(
                #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T20:00\#(offset)","body":{"summary":"a"}}"#,
                token: token)
        }
        try await report("+05:00")
        let (cookie, _) = try await signIn(service, token)
        let visitor = try service.desk.access.admit(
            HTTPRequest(
                method: .get, scheme: "http", authority: "localhost", path: "/", headerFields: [.cookie: cookie]),
            to: .incidentPage, at: Timestamp.minimum)
        func key(_ revision: UInt64) throws -> IncidentZones.Key {
            IncidentZones.Key(try StreamID("fire"), at: Revision(revision), visitor)
        }
        _ = try await service.ask(.get, "/incidents/fire", headers: ["Cookie": cookie])
        #expect(try service.desk.zones.zone(key(1))?.zone?.zone == .fixed(minutes: 300))
        // Another one that is kept is offered, so nothing is folded.
        service.desk.zones.keep(IncidentZone(.fixed(minutes: 420)), as: try key(1))
        let form = try await service.ask(.get, "/incidents/fire/write", headers: ["Cookie": cookie])
        #expect(form.text.contains("value=\"+07:00\""))
        try await report("+05:00")
        let next = try await service.ask(.get, "/incidents/fire/write", headers: ["Cookie": cookie])
        #expect(next.text.contains("value=\"+05:00\"") && !next.text.contains("value=\"+07:00\""))
    }

    @Test func `whoever follows a link on another site is asked to sign in only after the page has asked for itself`()
        async throws
    {
        let service = try Service()
        _ = try service.token([.read])
        let link = ["Sec-Fetch-Site": "cross-site", "Accept": "text/html"]
        let first = try await service.ask(.get, "/incidents/fire?asOf=%231", headers: link)
        let signIn = try #require(first.header("Location"))
        #expect(first.status == 303)
        let again = try await service.ask(.get, signIn, headers: link)
        #expect(again.status == 200)
        #expect(again.header("Refresh") == "1; url=/incidents/fire?asOf=%231")
        #expect(again.text.contains(#"<a id="again" href="/incidents/fire?asOf=%231">"#))
        let own = try await service.ask(.get, signIn, headers: ["Sec-Fetch-Site": "same-origin"])
        #expect(own.status == 200 && own.header("Refresh") == nil && !own.text.contains(#"id="again""#))
        let foreign = try await service.ask(.get, "/sign-in?next=//evil.example", headers: link)
        #expect(foreign.header("Refresh") == "1; url=/")
    }

    @Test func `a sign-in leads nowhere else`() async throws {
        let service = try Service()
        let token = try service.token([.read])
        for next in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
            let page = try await service.ask(.get, "/sign-in")
            let body = "token=\(token)&next=\(URLText.encoded(next))&csrf=\(try mark(on: page))"
            let answer = try await service.ask(.post, "/sign-in", headers: ["Content-Type": Self.form], body: body)
            #expect(answer.header("Location") == "/", "\(next)")
        }
    }
}
