import AccessTokens
import EventSourcing
import EventStoreTesting
import Foundation
import HTTPTypes
import Incidents
import StrictJSON
import Testing

@testable import BlotterService

/// Ways in and ways to lose an event that somebody has tried.
@Suite struct FindingTests {
    @Test func `what entries of other incidents say of one is not told to a token for it`() async throws {
        let service = try Service()
        let all = try service.token()
        try await service.report("alpha", "A", token: all)
        try await service.report(
            "beta", "SECRET", more: #","relation":{"type":"corrects","target":"alpha#1","reason":"GROUND"}"#, token: all
        )
        let token = try service.token(incidents: [StreamID("alpha")])
        for path in [
            "/v1/incidents/alpha/timeline", "/v1/incidents/alpha/timeline?format=html", "/incidents/alpha",
            "/v1/incidents/alpha/timeline?format=text", "/incidents/alpha/fragment", "/v1/incidents/alpha",
        ] {
            let answer = try await service.ask(.get, path, token: token)
            #expect(answer.status == 200, "\(path)")
            #expect(!answer.text.contains("SECRET") && !answer.text.contains("GROUND"), "\(path)")
        }
        let timeline = try await service.ask(.get, "/v1/incidents/alpha/timeline", token: token)
        #expect(timeline.text.contains(#""state":"corrected""#))
    }

    @Test func `a stream ends when its token is revoked, however busy the log is`() async throws {
        let service = try Service()
        let keeper = try service.token()
        let token = try service.token([.read])
        service.watch()
        let stream = try await service.stream("/v1/events/stream", token: token)
        while service.desk.deskTail.followers == 0 { await Task.yield() }
        let id = try #require(try service.tokens.read().tokens.last?.id)
        _ = try service.tokens.revoke(id, at: .minimum)
        try await service.report("fire", "SECRET", token: keeper)
        let last = await stream.next()
        #expect(last?.name == "end")
        #expect(last?.data.contains("not valid any more") == true)
    }

    @Test func `when the file of the tokens is gone those that were in it still count`() async throws {
        let service = try Service()
        let token = try service.token()
        #expect(try await service.ask(.get, "/v1/events").status == 401)
        try FileManager.default.removeItem(atPath: service.tokens.path)
        #expect(try await service.report("fire", "x").status == 401)
        #expect(try await service.ask(.get, "/v1/events", token: token).status == 200)
    }

    @Test(arguments: [#""alpha""#, "{}", "7", "[]", "true", #"["no such name"]"#])
    func `a token whose limit cannot be read is none`(limit: String) async throws {
        let service = try Service()
        let token = try service.token(incidents: [StreamID("alpha")])
        let text = try String(contentsOfFile: service.tokens.path, encoding: .utf8)
        try text.replacing(#"["alpha"]"#, with: limit).write(
            toFile: service.tokens.path, atomically: true, encoding: .utf8)
        #expect(throws: TokenFile.Failure.self) { try service.tokens.read() }
        _ = token
    }

    @Test func `two CloudEvents of two sources are never taken for one`() async throws {
        let service = try Service()
        func send(_ source: String, _ id: String) async throws -> Answer {
            try await service.ask(
                .post, "/v1/events",
                headers: [
                    "ce-specversion": "1.0", "ce-source": source, "ce-id": id, "ce-type": "reported",
                    "ce-subject": "fire", "Content-Type": "application/json",
                ], body: #"{"summary":"the same"}"#)
        }
        #expect(try await send("s%23a", "b").status == 201)
        #expect(try await send("s", "a%23b").status == 201)
        #expect(try await send("s%2523a", "b").status == 201)
        #expect(try await send("s", "a%23b").status == 200)
    }

    @Test func `the data of a CloudEvent cannot go on in the envelope`() async throws {
        let service = try Service()
        let headers = [
            "ce-specversion": "1.0", "ce-source": "/s", "ce-id": "1", "ce-type": "reported", "ce-subject": "fire",
            "Content-Type": "application/json",
        ]
        for data in [#"{"summary":"x"},"tags":["in:jected"]"#, #"{"summary":"x"}}{"#, "", "7", "[]"] {
            let answer = try await service.ask(.post, "/v1/events", headers: headers, body: data)
            #expect(answer.status == 400 || answer.status == 422, "\(data)")
        }
        let deep = #"{"summary":"x","attributes":"# + String(repeating: "[", count: 50_000)
        #expect(try await service.ask(.post, "/v1/events", headers: headers, body: deep).status == 400)
        #expect(try await service.store.head().position == .beforeFirst)
    }

    @Test func `what one visitor has is not what another one has`() async throws {
        let service = try Service()
        let all = try service.token()
        let alice = try service.token(incidents: [StreamID("alpha")])
        try await service.report("alpha", "a", token: all)
        try await service.report("beta", "b", token: all)
        let mark = try #require(try await service.ask(.get, "/v1/incidents", token: all).header("ETag"))
        let answer = try await service.ask(.get, "/v1/incidents", token: alice, headers: ["If-None-Match": mark])
        #expect(answer.status == 200 && answer.lines.count == 1)
    }

    @Test func `a moment cannot be named by an event that one may not know of`() async throws {
        let service = try Service()
        let all = try service.token()
        try await service.report("alpha", "told", more: #","audience":"public""#, token: all)
        try await service.report("gamma", "kept", token: all)
        let press = try service.token([.read], audience: .public)
        let alice = try service.token([.read], incidents: [StreamID("alpha")])
        for token in [press, alice] {
            for name in ["gamma%231", "@2"] {
                for path in ["/v1/incidents/alpha/timeline?as-of=", "/incidents/alpha?asOf=", "/v1/events?as-of="] {
                    let answer = try await service.ask(.get, path + name, token: token)
                    #expect(answer.status == 404, "\(path)\(name)")
                }
            }
            #expect(try await service.ask(.get, "/v1/incidents/alpha/timeline?as-of=@1", token: token).status == 200)
        }
    }

    @Test func `where everybody may come nothing is open but what is public`() async throws {
        let service = try Service(isLoopback: true, isPublic: true)
        #expect(try await service.report("fire", "x").status == 401)
        #expect(try await service.ask(.get, "/v1/incidents").status == 200)
    }

    @Test(arguments: ["abc", "-1", "18446744073709551616", "1,2", "+1"])
    func `a stream does not begin anywhere but where its reader says`(id: String) async throws {
        let service = try Service()
        let answer = try await service.ask(.get, "/v1/events/stream", headers: ["Last-Event-ID": id])
        #expect(answer.status == 400)
        #expect(try answer.member("field") == "Last-Event-ID")
    }

    @Test func `a body in a coding is refused as what it is`() async throws {
        let service = try Service()
        let answer = try await service.ask(
            .post, "/v1/events", headers: ["Content-Type": "application/json", "Content-Encoding": "gzip"], body: "x")
        #expect(answer.status == 415)
        #expect(try answer.member("field") == "Content-Encoding")
    }
}
