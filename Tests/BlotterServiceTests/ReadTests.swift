import AccessTokens
import EventSourcing
import HTTPTypes
import Incidents
import StrictJSON
import Testing

@testable import BlotterService

@Suite struct ReadTests {
    private func filled(_ count: Int, pageSize: Int = EventPage.maximumCount) async throws -> Service {
        let service = try Service(pageSize: pageSize)
        for number in 1...count { try await service.report(number.isMultiple(of: 2) ? "even" : "odd", "n\(number)") }
        return service
    }

    @Test func `pages lead from the first event to the last without a gap`() async throws {
        let service = try await filled(11, pageSize: 2)
        var path = "/v1/events?limit=3"
        var seen: [String] = []
        while true {
            let page = try await service.ask(.get, path)
            seen += page.lines.compactMap { try? JSONDocument(parsing: Array($0.utf8)).root["position"]?.numberText }
            guard let link = page.header("Link") else { break }
            path = String(try #require(link.split(separator: ">").first).dropFirst())
        }
        #expect(seen == (1...11).map(String.init))
    }

    @Test func `pages lead from the last event to the first`() async throws {
        let service = try await filled(7)
        var path = "/v1/events?limit=3&reverse=true"
        var seen: [String] = []
        while true {
            let page = try await service.ask(.get, path)
            seen += page.lines.compactMap { try? JSONDocument(parsing: Array($0.utf8)).root["position"]?.numberText }
            guard let link = page.header("Link"), seen.count < 20 else { break }
            path = String(try #require(link.split(separator: ">").first).dropFirst())
        }
        #expect(seen == (1...7).reversed().map(String.init))
    }

    @Test func `a full page may be kept for ever, the last one may not`() async throws {
        let service = try await filled(5)
        #expect(
            try await service.ask(.get, "/v1/events?limit=5").header("Cache-Control")?.contains("immutable") == true)
        #expect(try await service.ask(.get, "/v1/events?limit=6").header("Cache-Control") == "no-store")
    }

    @Test func `what ends at a position that is past may be kept for ever`() async throws {
        let service = try await filled(5)
        for query in ["as-of=@3", "as-of=@5", "as-of=odd%233", "as-of=@3&reverse=true", "as-of=@3&text=none"] {
            let answer = try await service.ask(.get, "/v1/events?\(query)")
            #expect(answer.header("Cache-Control")?.contains("immutable") == true, "\(query)")
        }
        for query in ["as-of=2030-01-01", "as-of=-1h", "reverse=true"] {
            let answer = try await service.ask(.get, "/v1/events?\(query)")
            #expect(answer.header("Cache-Control") == "no-store", "\(query)")
        }
        let token = try service.token([.read], audience: .public)
        let answer = try await service.ask(.get, "/v1/events?as-of=@3", token: token)
        #expect(answer.header("Cache-Control")?.contains("immutable") != true)
    }

    @Test func `a page is filtered as replay is`() async throws {
        let service = try await filled(6)
        #expect(try await service.ask(.get, "/v1/events?incident=even").lines.count == 3)
        #expect(try await service.ask(.get, "/v1/events?incident=even&incident=odd&text=N4").lines.count == 1)
        #expect(try await service.ask(.get, "/v1/incidents/odd/events?kind=updated").lines.isEmpty)
        #expect(try await service.ask(.get, "/v1/events?as-of=@4&after=2").lines.count == 2)
    }

    @Test func `the events of an incident carry its revision as their mark`() async throws {
        let service = try await filled(6)
        let first = try await service.ask(.get, "/v1/incidents/odd/events")
        #expect(first.header("ETag") == "\"3\"")
        let again = try await service.ask(.get, "/v1/incidents/odd/events", headers: ["If-None-Match": "\"3\""])
        #expect(again.status == 304 && again.bytes.isEmpty)
        try await service.report("odd", "more")
        let changed = try await service.ask(.get, "/v1/incidents/odd/events", headers: ["If-None-Match": "\"3\""])
        #expect(changed.status == 200 && changed.lines.count == 4)
    }

    @Test func `a timeline is not told again until something is appended`() async throws {
        let service = try await filled(2)
        let path = "/v1/incidents/odd/timeline"
        let first = try await service.ask(.get, path)
        let mark = try #require(first.header("ETag"))
        #expect(try await service.ask(.get, path, headers: ["If-None-Match": mark]).status == 304)
        try await service.report("odd", "more")
        let after = try await service.ask(.get, path, headers: ["If-None-Match": mark])
        #expect(after.status == 200 && after.text.contains("more"))
    }

    @Test func `what hangs on the time of day has no mark`() async throws {
        let service = try await filled(2)
        #expect(try await service.ask(.get, "/v1/incidents/odd/timeline?as-of=-10m").header("ETag") == nil)
        #expect(try await service.ask(.get, "/v1/incidents/odd/timeline?as-of=@1").header("ETag") != nil)
    }

    @Test(arguments: [
        "/v1/incidents/odd/timeline?", "/v1/incidents/odd?", "/v1/incidents?", "/v1/incidents/odd/diff?from=@1&",
    ])
    func `what is known now by the published clock has no mark: it may become known without an append`(
        path: String
    ) async throws {
        let service = try await filled(2)
        try await service.append(
            #"{"incident":"odd","kind":"reported","published":"2999-01-01T00:00:00Z","body":{"summary":"not yet"}}"#)
        let now = try await service.ask(.get, path + "clock=published")
        #expect(now.status == 200 && now.header("ETag") == nil && now.header("Cache-Control") == "no-store")
        let end = path.contains("diff") ? "to" : "as-of"
        #expect(try await service.ask(.get, path + "clock=published&\(end)=@2").header("ETag") != nil)
        #expect(try await service.ask(.get, path + "clock=recorded").header("ETag") != nil)
    }

    @Test func `a mark of another service says nothing`() async throws {
        let path = "/v1/incidents/odd/timeline"
        let (one, other) = (try await filled(1), try await filled(1))
        let mark = try #require(try await one.ask(.get, path).header("ETag"))
        #expect(try await one.ask(.get, path, headers: ["If-None-Match": mark]).status == 304)
        #expect(try await other.ask(.get, path, headers: ["If-None-Match": mark]).status == 200)
    }

    @Test(arguments: [
        ("application/json", "application/json"), ("text/csv", "text/csv; charset=utf-8"),
        ("text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/*;q=0.3, text/markdown;q=0.7", "text/markdown; charset=utf-8"), ("*/*", "application/json"),
    ])
    func `a timeline comes in the form that Accept likes best`(accept: String, type: String) async throws {
        let service = try await filled(2)
        let answer = try await service.ask(.get, "/v1/incidents/odd/timeline", headers: ["Accept": accept])
        #expect(answer.status == 200)
        #expect(answer.header("Content-Type") == type)
    }

    @Test func `a form that is not there is refused with 406`() async throws {
        let service = try await filled(2)
        #expect(try await service.ask(.get, "/v1/incidents/odd", headers: ["Accept": "image/png"]).status == 406)
        #expect(try await service.ask(.get, "/v1/incidents/odd", headers: ["Accept": "image/svg+xml"]).status == 200)
    }

    @Test func `as of an entry the timeline is what was known then`() async throws {
        let service = try await filled(5)
        let then = try await service.ask(.get, "/v1/incidents/odd/timeline?as-of=%232")
        #expect(try then.json["undated"]?.count == 2)
        #expect(try then.json["leftOut"]?.integer == 1)
    }

    @Test func `the difference between two moments, of one incident and of all`() async throws {
        let service = try await filled(6)
        let one = try await service.ask(.get, "/v1/incidents/odd/diff?from=%231")
        #expect(one.status == 200 && one.text.contains("n5") && !one.text.contains("n6"))
        let all = try await service.ask(.get, "/v1/diff?from=@2&to=@4")
        #expect(all.status == 200 && all.text.contains("n3") && !all.text.contains("n5"))
    }

    @Test(arguments: ["", "Accept-Encoding: gzip\r\n"])
    func `HEAD is GET without the body`(coding: String) async throws {
        let service = try await filled(20)
        let connection = try await TestedConnection { request, source in
            await service.desk.respond(to: request, from: source)
        }
        func fields(_ method: String) async throws -> [String] {
            try await connection.send("\(method) /v1/events HTTP/1.1\r\nHost: localhost\r\n\(coding)\r\n")
            var answer = try await connection.piece()
            let end = try #require(answer.firstRange(of: "\r\n\r\n")).upperBound
            let head = answer[..<end].split(separator: "\r\n").map(String.init)
            let length = head.first { $0.hasPrefix("Content-Length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
            #expect(length > 0)
            if method == "HEAD" { #expect(answer[end...].isEmpty) }
            while method == "GET", answer[end...].utf8.count < length { answer += try await connection.piece() }
            return head.filter { !$0.hasPrefix("Date: ") && !$0.hasPrefix("X-Request-Id: ") }
        }
        let head = try await fields("HEAD")
        #expect(head.contains("Content-Encoding: gzip") == !coding.isEmpty)
        #expect(try await fields("GET") == head)
        try await connection.close()
    }

    @Test func `whoever waits gets the first event that matches`() async throws {
        let service = try await filled(2)
        service.watch()
        async let waiting = service.ask(.get, "/v1/events?incident=odd&after=2&wait=60")
        while service.desk.deskTail.followers == 0 { await Task.yield() }
        try await service.report("even", "not this")
        try await service.report("odd", "this")
        let answer = try await waiting
        #expect(answer.lines.count == 1 && answer.text.contains("\"summary\":\"this\""))
        #expect(answer.header("Blotter-Position") == "4")
    }

    @Test func `nobody waits longer than they asked`() async throws {
        let service = try await filled(2)
        service.watch()
        let answer = try await service.ask(.get, "/v1/events?after=2&wait=1")
        #expect(answer.status == 200 && answer.bytes.isEmpty)
        #expect(service.desk.slots.count == 0)
    }
}
