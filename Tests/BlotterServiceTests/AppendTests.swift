import EventSourcing
import EventStoreTesting
import HTTPTypes
import StrictJSON
import Testing

@testable import BlotterService

@Suite struct AppendTests {
    @Test func `an event that is new is answered with 201 and where it stands`() async throws {
        let service = try Service()
        let answer = try await service.append(
            #"{"incident":"fire","id":"a1","kind":"reported","body":{"summary":"Smoke"}}"#)
        #expect(answer.status == 201)
        #expect(
            answer.text == #"{"incident":"fire","revision":1,"position":1,"id":"a1","appended":true}"#)
        #expect(answer.header("Location") == "/v1/events?after=0&limit=1")
    }

    @Test func `the same event again is answered with 200 and appended once`() async throws {
        let service = try Service()
        let event = #"{"incident":"fire","id":"a1","kind":"reported","body":{"summary":"Smoke"}}"#
        try await service.append(event)
        let again = try await service.append(event)
        #expect(again.status == 200)
        #expect(try again.member("appended") == "false")
        #expect(try await service.store.head().position == Position(1))
    }

    @Test func `the same id with other content is a conflict`() async throws {
        let service = try Service()
        try await service.append(#"{"incident":"fire","id":"a1","kind":"reported","body":{"summary":"Smoke"}}"#)
        let other = try await service.append(
            #"{"incident":"fire","id":"a1","kind":"reported","body":{"summary":"Fire"}}"#)
        #expect(other.status == 409)
        #expect(try other.member("type") == "urn:blotter:problem:id-conflict")
    }

    @Test func `a stale revision is answered with the one there is`() async throws {
        let service = try Service()
        try await service.report("fire", "a")
        try await service.report("fire", "b")
        let stale = try await service.append(
            #"{"incident":"fire","kind":"reported","expectedRevision":1,"body":{"summary":"c"}}"#)
        #expect(stale.status == 409)
        #expect(try stale.member("revision") == "2")
        let headers = ["Content-Type": "application/json", "If-Match": "\"1\""]
        let body = #"{"kind":"reported","body":{"summary":"c"}}"#
        let failed = try await service.ask(.post, "/v1/incidents/fire/events", headers: headers, body: body)
        #expect(failed.status == 412)
        #expect(try failed.member("revision") == "2")
    }

    @Test func `If-Match with the revision that is there appends`() async throws {
        let service = try Service()
        try await service.report("fire", "a")
        let answer = try await service.ask(
            .post, "/v1/incidents/fire/events", headers: ["Content-Type": "application/json", "If-Match": "\"1\""],
            body: #"{"kind":"reported","body":{"summary":"c"}}"#)
        #expect(answer.status == 201)
    }

    @Test func `If-None-Match with a star refuses an incident that exists`() async throws {
        let service = try Service()
        try await service.report("fire", "a")
        let answer = try await service.ask(
            .post, "/v1/incidents/fire/events",
            headers: ["Content-Type": "application/json", "If-None-Match": "*"],
            body: #"{"kind":"reported","body":{"summary":"c"}}"#)
        #expect(answer.status == 412)
    }

    @Test func `a list is appended as a whole or not at all`() async throws {
        let service = try Service()
        let bad = try await service.append(
            #"[{"incident":"fire","kind":"reported","body":{"summary":"a"}},{"incident":"fire","kind":"seen","body":{"summary":"b"}}]"#
        )
        #expect(bad.status == 422)
        #expect(try bad.member("index") == "1")
        #expect(try bad.member("field") == "kind")
        #expect(try await service.store.head().position == .beforeFirst)
        let good = try await service.append(
            #"[{"incident":"fire","kind":"reported","body":{"summary":"a"}},{"incident":"quay","kind":"reported","body":{"summary":"b"}}]"#
        )
        #expect(good.status == 201)
        #expect(try good.json.elements.map { $0["position"]?.integer } == [1, 2])
    }

    @Test func `a condition refuses what it was made to refuse, and nothing else`() async throws {
        let service = try Service()
        try await service.report("fire", "a")
        func attempt(after position: Int, _ incident: String) async throws -> Answer {
            try await service.append(
                #"{"events":[{"incident":"quay","kind":"reported","body":{"summary":"b"}}],"condition":{"after":\#(position),"failIfEventsMatch":[{"incidents":["\#(incident)"]}]}}"#
            )
        }
        let failed = try await attempt(after: 0, "fire")
        #expect(failed.status == 409)
        #expect(try failed.member("type") == "urn:blotter:problem:condition-failed")
        #expect(try failed.member("position") == "1")
        #expect(try await attempt(after: 1, "fire").status == 201)
        #expect(try await attempt(after: 0, "flood").status == 201)
    }

    @Test func `a condition counts beside the rules for corrections`() async throws {
        let service = try Service()
        try await service.report("fire", "a")
        func correct(after position: Int, id: String) async throws -> Answer {
            try await service.append(
                ##"{"events":[{"incident":"fire","id":"\##(id)","kind":"updated","occurred":{"after":"#1","offset":"PT5M"},"body":{"summary":"c"}},{"incident":"fire","id":"\##(id)m","kind":"updated","body":{"summary":"m","relation":{"type":"mergesInto","target":"quay","reason":"one"}}}],"condition":{"after":\##(position),"failIfEventsMatch":[{"incidents":["fire"]}]}}"##
            )
        }
        try await service.report("quay", "b")
        #expect(try await correct(after: 0, id: "x").status == 409)
        #expect(try await correct(after: 2, id: "x").status == 201)
        // What is there already is answered, whatever the condition says by now.
        #expect(try await correct(after: 2, id: "x").status == 200)
    }

    @Test func `lines are answered one by one, and a bad one is named`() async throws {
        let service = try Service()
        let answer = try await service.ask(
            .post, "/v1/events", headers: ["Content-Type": "application/x-ndjson"],
            body: """
                {"incident":"fire","kind":"reported","body":{"summary":"a"}}

                no event
                {"incident":"fire","kind":"reported","body":{"summary":"b"}}
                """)
        #expect(answer.status == 200)
        #expect(answer.lines.count == 3)
        #expect(answer.lines[0].contains(#""position":1"#))
        #expect(answer.lines[1].contains(#""status":422"#) && answer.lines[1].contains(#""line":3"#))
        #expect(answer.lines[2].contains(#""position":2"#))
    }

    @Test func `a line of another incident than the path is refused`() async throws {
        let service = try Service()
        let answer = try await service.ask(
            .post, "/v1/incidents/fire/events", headers: ["Content-Type": "application/jsonl"],
            body: #"{"kind":"reported","body":{"summary":"a"}}"# + "\n"
                + #"{"incident":"quay","kind":"reported","body":{"summary":"a"}}"#)
        #expect(answer.lines[0].contains(#""incident":"fire""#))
        #expect(answer.lines[1].contains(#""field":"incident""#))
    }

    @Test func `JSON that is too deep is refused before it is read`() async throws {
        let service = try Service { $0.limits.jsonDepth = 8 }
        let deep = String(repeating: "[", count: 100_000)
        let answer = try await service.append(deep)
        #expect(answer.status == 400)
        // A list of events, and what stands around it, are two levels more than an event has.
        #expect(try answer.member("detail")?.contains("deeper than 10") == true)
    }

    @Test func `a body that is too long is refused with 413`() async throws {
        let service = try Service { $0.limits.bodyBytes = 2048 }
        let answer = try await service.report("fire", String(repeating: "x", count: 3000))
        #expect(answer.status == 413)
    }

    @Test func `a list of too many events is refused with 413`() async throws {
        let service = try Service { $0.limits.batchEvents = 2 }
        let event = #"{"incident":"fire","kind":"reported","body":{"summary":"a"}}"#
        #expect(try await service.append("[\(event),\(event),\(event)]").status == 413)
        #expect(try await service.append("[\(event),\(event)]").status == 201)
    }

    @Test func `an event about what does not exist names what is wrong`() async throws {
        let service = try Service()
        let answer = try await service.report(
            "fire", "a", more: ##","relation":{"type":"corrects","target":"#7","reason":"x"}"##)
        #expect(answer.status == 422)
        #expect(try answer.member("detail")?.contains("#7 does not exist") == true)
    }
}
