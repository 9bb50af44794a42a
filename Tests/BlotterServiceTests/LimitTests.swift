import AccessTokens
import EventSourcing
import EventStoreTesting
import HTTPTypes
import Incidents
import Testing

@testable import BlotterService

/// What the limits of what is asked for hold where they are set to something else than usual.
@Suite struct LimitTests {
    /// Holds an answer to a problem of some kind.
    private func isRefused(
        _ answer: Answer, _ status: Int, _ kind: String, field: String? = nil, saying words: String, _ comment: Comment
    ) throws {
        #expect(answer.status == status, comment)
        #expect(answer.header("Content-Type") == "application/problem+json", comment)
        #expect(try answer.member("type") == "urn:blotter:problem:\(kind)", comment)
        #expect(try answer.member("field") == field, comment)
        #expect(try answer.member("detail")?.contains(words) == true, comment)
    }

    @Test func `a page has as many events as the limit allows, and one that is to have more is refused`() async throws {
        let service = try Service { $0.limits.pageEvents = 3 }
        for number in 1...5 { try await service.report("fire", "n\(number)") }
        for path in ["/v1/events", "/v1/incidents/fire/events"] {
            let more = try await service.ask(.get, path + "?limit=4")
            try isRefused(more, 400, "bad-query", field: "limit", saying: "from 1 to 3", "\(path)")
            // Without a limit of its own a page is as long as it may be.
            for (query, count) in [("?limit=3", 3), ("?limit=2", 2), ("", 3)] {
                let page = try await service.ask(.get, path + query)
                #expect(page.status == 200, "\(path)\(query)")
                #expect(page.lines.count == count, "\(path)\(query)")
                #expect(page.header("Link") != nil, "\(path)\(query)")
            }
        }
    }

    @Test func `a list has as many incidents as the limit allows, and one that is to have more is refused`()
        async throws
    {
        let service = try Service { $0.limits.pageEvents = 3 }
        for number in 1...5 { try await service.report("fire-\(number)", "n\(number)") }
        let more = try await service.ask(.get, "/v1/incidents?limit=4")
        try isRefused(more, 400, "bad-query", field: "limit", saying: "from 1 to 3", "limit=4")
        for (query, count) in [("?limit=3", 3), ("?limit=2", 2), ("", 3)] {
            let list = try await service.ask(.get, "/v1/incidents" + query)
            #expect(list.status == 200, "\(query)")
            #expect(list.lines.count == count, "\(query)")
        }
    }

    @Test func `limits above the usual ones let more be appended and read at once`() async throws {
        let service = try Service {
            $0.limits.batchEvents = 1001
            $0.limits.pageEvents = 1001
        }
        let list = (1...1001).map { #"{"incident":"fire","kind":"reported","body":{"summary":"\#($0)"}}"# }
        #expect(try await service.append("[\(list.joined(separator: ","))]").status == 201)
        let page = try await service.ask(.get, "/v1/events?limit=1001")
        #expect(page.status == 200)
        #expect(page.lines.count == 1001)
        let more = try await service.ask(.get, "/v1/events?limit=1002")
        try isRefused(more, 400, "bad-query", field: "limit", saying: "from 1 to 1001", "limit=1002")
    }

    @Test func `nobody may ask to wait longer than the limit allows, and who waits is answered in the end`()
        async throws
    {
        let service = try Service { $0.limits.waitSeconds = 2 }
        service.watch()
        try await service.report("fire", "a")
        for path in ["/v1/events", "/v1/incidents/fire/events"] {
            let longer = try await service.ask(.get, path + "?after=1&wait=3")
            try isRefused(longer, 400, "bad-query", field: "wait", saying: "from 0 to 2", "\(path)")
        }
        #expect(service.desk.slots.count == 0)
        async let longest = service.ask(.get, "/v1/events?after=1&wait=2")
        async let shorter = service.ask(.get, "/v1/incidents/fire/events?after=1&wait=1")
        for answer in try await [longest, shorter] {
            #expect(answer.status == 200)
            #expect(answer.bytes.isEmpty)
            #expect(answer.header("Blotter-Position") == "1")
        }
        #expect(service.desk.slots.count == 0)
    }

    @Test func `a limit above the usual one lets others wait longer`() async throws {
        let service = try Service { $0.limits.waitSeconds = 3600 }
        service.watch()
        try await service.report("fire", "a")
        let waiting = Task { try await service.ask(.get, "/v1/events?after=1&wait=3600") }
        while service.desk.deskTail.followers == 0 { try await Task.sleep(for: .milliseconds(1)) }
        try await service.report("fire", "b")
        let answer = try await waiting.value
        #expect(answer.status == 200)
        #expect(answer.lines.count == 1)
        #expect(service.desk.slots.count == 0)
    }

    @Test func `all tokens together have as many streams as the limit allows, and a place that is given back is taken`()
        async throws
    {
        let service = try Service { $0.limits.streams = 2 }
        service.watch()
        let tokens = try ["press", "quay-desk", "night-desk"].map { try service.token(by: $0) }
        try await service.report("fire", "a", token: tokens[0])
        let first = try await service.stream("/v1/events/stream", token: tokens[0])
        let second = try await service.stream("/v1/events/stream", token: tokens[1])
        #expect(service.desk.slots.count == 2)
        // Who waits for what comes takes a place as well.
        for path in [
            "/v1/events/stream", "/v1/events?after=1&wait=1", "/v1/incidents/fire/events?after=1&wait=1",
        ] {
            for token in tokens {
                let refused = try await service.begin(path, token: token)
                try isRefused(refused, 429, "too-many", saying: "as are allowed (2)", "\(path)")
                #expect(refused.header("Retry-After") == "1", "\(path)")
            }
        }
        #expect(service.desk.slots.count == 2)
        await first.leave()
        while service.desk.slots.count > 1 { try await Task.sleep(for: .milliseconds(1)) }
        let third = try await service.stream("/v1/events/stream", token: tokens[2])
        #expect(service.desk.slots.count == 2)
        let refused = try await service.begin("/v1/events/stream", token: tokens[0])
        try isRefused(refused, 429, "too-many", saying: "as are allowed (2)", "the place is taken again")
        // Those who have a place are told what comes.
        while service.desk.deskTail.followers < 2 { try await Task.sleep(for: .milliseconds(1)) }
        try await service.report("fire", "b", token: tokens[0])
        #expect(await second.ids(1) == ["2"])
        #expect(await third.ids(1) == ["2"])
        await second.leave()
        await third.leave()
    }

    @Test func `who is answered after a while gives the place back`() async throws {
        let service = try Service { $0.limits.streams = 1 }
        service.watch()
        let waiting = Task { try await service.ask(.get, "/v1/events?wait=60") }
        while service.desk.deskTail.followers == 0 { try await Task.sleep(for: .milliseconds(1)) }
        let refused = try await service.begin("/v1/events/stream", token: nil)
        try isRefused(refused, 429, "too-many", saying: "as are allowed (1)", "a request waits")
        try await service.report("fire", "a")
        #expect(try await waiting.value.lines.count == 1)
        #expect(service.desk.slots.count == 0)
        #expect(try await service.begin("/v1/events/stream", token: nil).status == 200)
    }
}
