import AccessTokens
import EventSourcing
import HTTPTypes
import Incidents
import StrictJSON
import Testing

@testable import BlotterService

@Suite struct AccessTests {
    @Test func `without tokens only this machine is answered, by the names that lead to it`() async throws {
        let service = try Service()
        for host in ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]", "[::1]:80", "LOCALHOST"] {
            #expect(try await service.ask(.get, "/v1/incidents", headers: ["Host": host]).status == 200, "\(host)")
        }
        for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "[::1].evil", "10.0.0.1", ""] {
            #expect(try await service.ask(.get, "/v1/incidents", headers: ["Host": host]).status == 403, "\(host)")
        }
    }

    @Test func `no page of another origin gets an answer`() async throws {
        let service = try Service()
        let event = #"{"incident":"fire","kind":"reported","body":{"summary":"a"}}"#
        for origin in ["http://evil.example", "null", "http://localhost:81", "file://", "https://localhost.evil"] {
            let headers = ["Origin": origin, "Content-Type": "application/json"]
            let answer = try await service.ask(.post, "/v1/events", headers: headers, body: event)
            #expect(answer.status == 403, "\(origin)")
        }
        let crossSite = ["Sec-Fetch-Site": "cross-site"]
        #expect(try await service.ask(.get, "/v1/events", headers: crossSite).status == 403)
        let own = ["Origin": "http://localhost", "Content-Type": "application/json"]
        #expect(try await service.ask(.post, "/v1/events", headers: own, body: event).status == 201)
    }

    @Test func `a link on another site opens a page, and nothing else`() async throws {
        let service = try Service()
        try await service.report("fire", "a")
        let link = ["Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"]
        for path in ["/", "/incidents/fire", "/incidents/fire?asOf=%231", "/incidents/fire/write"] {
            #expect(try await service.ask(.get, path, headers: link).status == 200, "\(path)")
        }
        let form = link.merging(["Content-Type": "application/x-www-form-urlencoded"]) { $1 }
        #expect(try await service.ask(.post, "/incidents/fire", headers: form, body: "kind=reported").status == 403)
        for path in ["/v1/events", "/v1/incidents/fire/timeline", "/incidents/fire/fragment"] {
            #expect(try await service.ask(.get, path, headers: link).status == 403, "\(path)")
        }
        for (name, value) in [("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "iframe"), ("Host", "evil.example")] {
            let other = link.merging([name: value]) { $1 }
            #expect(try await service.ask(.get, "/incidents/fire", headers: other).status == 403, "\(name)")
        }
    }

    @Test func `from the first token on nothing is open any more`() async throws {
        let service = try Service()
        #expect(try await service.ask(.get, "/v1/incidents").status == 200)
        let token = try service.token([.read])
        let refused = try await service.ask(.get, "/v1/incidents")
        #expect(refused.status == 401)
        #expect(refused.header("WWW-Authenticate")?.hasPrefix("Bearer") == true)
        #expect(try await service.ask(.get, "/v1/incidents", token: token).status == 200)
    }

    @Test func `a token that was revoked opens nothing from the next request on`() async throws {
        let service = try Service()
        let token = try service.token([.read])
        #expect(try await service.ask(.get, "/v1/incidents", token: token).status == 200)
        let id = try #require(try service.tokens.read().tokens.first?.id)
        _ = try service.tokens.revoke(id, at: .minimum)
        #expect(try await service.ask(.get, "/v1/incidents", token: token).status == 401)
        // Nor is the service open again.
        #expect(try await service.ask(.get, "/v1/incidents").status == 401)
    }

    @Test func `a token ends when it was said to end`() async throws {
        let service = try Service()
        let token = try service.token([.read], expires: Timestamp(microseconds: 1))
        #expect(try await service.ask(.get, "/v1/incidents", token: token).status == 401)
    }

    @Test func `a token with one letter changed is none`() async throws {
        let service = try Service()
        let token = try service.token([.read])
        for wrong in [String(token.dropLast()), token + "0", String(token.dropLast()) + "g", "", "blotter_", "x"] {
            #expect(try await service.ask(.get, "/v1/incidents", token: wrong).status == 401, "\(wrong.count)")
        }
    }

    @Test func `a token in the URL is no token`() async throws {
        let service = try Service()
        let token = try service.token([.read])
        #expect(try await service.ask(.get, "/v1/incidents?access_token=\(token)").status == 401)
    }

    @Test func `the token names who enters what is appended, whatever the event says`() async throws {
        let service = try Service()
        let token = try service.token([.read, .append], by: "night-desk")
        try await service.report("fire", "a", token: token)
        let read = try await service.ask(.get, "/v1/events", token: token)
        #expect(read.text.contains(#""by":"night-desk""#))
        let other = try await service.append(
            #"{"incident":"fire","kind":"reported","by":"somebody","body":{"summary":"a"}}"#, token: token)
        #expect(other.status == 422)
        #expect(try other.member("field") == "by")
    }

    @Test func `a token for some incidents sees and touches no others`() async throws {
        let service = try Service()
        let all = try service.token()
        try await service.report("fire", "a", token: all)
        try await service.report("quay", "b", token: all)
        let token = try service.token(incidents: [StreamID("fire")])
        #expect(try await service.ask(.get, "/v1/events", token: token).lines.count == 1)
        #expect(try await service.ask(.get, "/v1/incidents", token: token).lines.count == 1)
        #expect(try await service.ask(.get, "/v1/events?incident=quay", token: token).status == 404)
        #expect(try await service.ask(.get, "/v1/events/stream?incident=quay", token: token).status == 404)
        #expect(try await service.report("quay", "c", token: token).status == 404)
        let about = try await service.report(
            "fire", "d", more: #","relation":{"type":"confirms","target":"quay#1"}"#, token: token)
        #expect(about.status == 404)
        #expect(try await service.report("fire", "e", token: token).status == 201)
        // What was appended to the other is in no stream of theirs.
        service.watch()
        let stream = try await service.stream("/v1/events/stream?after=0", token: token)
        #expect(await stream.ids(2) == ["1", "3"])
    }

    @Test func `an incident that was merged with others is told alone to a token for it`() async throws {
        let service = try Service()
        let all = try service.token()
        try await service.report("fire", "own words", token: all)
        try await service.report("quay", "secret words", token: all)
        try await service.append(
            #"{"incident":"quay","kind":"updated","body":{"summary":"one fire","relation":{"type":"mergesInto","target":"fire","reason":"same"}}}"#,
            token: all)
        let token = try service.token(incidents: [StreamID("fire")])
        for path in [
            "/v1/incidents/fire/timeline", "/v1/incidents/fire", "/incidents/fire", "/v1/incidents", "/",
            "/v1/incidents/fire/lint",
        ] {
            let answer = try await service.ask(.get, path, token: token)
            #expect(answer.status == 200, "\(path)")
            #expect(!answer.text.contains("secret words"), "\(path)")
        }
        #expect(try await service.ask(.get, "/v1/incidents/fire/diff?from=@0001", token: token).status == 400)
        #expect(try await service.ask(.get, "/v1/incidents/fire/diff?from=%231", token: token).status == 403)
        let everything = try await service.ask(.get, "/v1/incidents/fire/timeline", token: all)
        #expect(everything.text.contains("secret words"))
    }

    @Test func `the public is told what is public and nothing of the desk`() async throws {
        let service = try Service()
        let desk = try service.token(by: "night-desk")
        try await service.append(
            #"{"incident":"fire","kind":"reported","tags":["unit:E1"],"body":{"summary":"told","audience":"public"}}"#,
            token: desk)
        try await service.report("fire", "kept", token: desk)
        try await service.append(
            #"{"incident":"fire","kind":"reported","body":{"summary":"wrong","audience":"public"}}"#, token: desk)
        try await service.append(
            ##"{"incident":"fire","kind":"updated","body":{"summary":"no","relation":{"type":"retracts","target":"#3","reason":"false"}}}"##,
            token: desk)
        try await service.report("hidden", "kept", token: desk)
        let token = try service.token([.read], by: "press", audience: .public)
        for path in [
            "/v1/events", "/v1/incidents", "/v1/incidents/fire", "/v1/incidents/fire/timeline",
            "/v1/incidents/fire/events", "/v1/incidents/fire/diff?from=%231", "/v1/diff?from=@1", "/incidents/fire",
            "/",
        ] {
            let answer = try await service.ask(.get, path, token: token)
            #expect(answer.status == 200, "\(path)")
            for secret in ["kept", "wrong", "night-desk", "unit:E1"] {
                #expect(!answer.text.contains(secret), "\(path) tells \(secret)")
            }
        }
        let events = try await service.ask(.get, "/v1/events", token: token)
        #expect(events.lines.count == 1 && events.text.contains("told"))
        for path in [
            "/v1/incidents/fire/timeline?audience=internal", "/v1/events?tag=unit:E1", "/v1/incidents/fire/lint",
        ] {
            #expect(try await service.ask(.get, path, token: token).status == 403, "\(path)")
        }
        // Of an incident with nothing public not even that it is there.
        for path in [
            "/v1/incidents/hidden", "/v1/incidents/hidden/events", "/v1/incidents/hidden/timeline", "/incidents/hidden",
            "/v1/events/stream?incident=hidden", "/v1/incidents/hidden/diff?from=@1",
        ] {
            let there = try await service.ask(.get, path, token: token)
            let not = try await service.ask(.get, path.replacing("hidden", with: "nowhere"), token: token)
            #expect(there.status == 404, "\(path)")
            #expect(there.text.replacing("hidden", with: "nowhere") == not.text)
        }
        service.watch()
        let stream = try await service.stream("/v1/events/stream?after=0", token: token)
        try await service.append(
            #"{"incident":"fire","kind":"reported","body":{"summary":"new","audience":"public"}}"#, token: desk)
        #expect(await stream.ids(2) == ["1", "6"])
    }

    @Test func `everybody sees what is public where the service is public`() async throws {
        let service = try Service(isLoopback: false, isPublic: true)
        let desk = try service.token()
        try await service.report("fire", "told", more: #","audience":"public""#, token: desk)
        try await service.report("fire", "kept", token: desk)
        let answer = try await service.ask(.get, "/v1/incidents/fire/timeline", headers: ["Host": "desk.example"])
        #expect(answer.status == 200 && answer.text.contains("told") && !answer.text.contains("kept"))
        #expect(try await service.report("fire", "x").status == 401)
        #expect(try await service.ask(.get, "/metrics").status == 401)
    }
}
