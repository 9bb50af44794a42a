import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `A timeline for the public` {
    private static let isPublic = #""audience":"public""#

    private func told(_ log: SampleLog, _ incident: String = "fire") throws -> Timeline {
        try log.timeline(of: incident, options: TimelineOptions(audience: .public))
    }

    /// The entries that are told, with their states: `1 current`.
    private func states(_ log: SampleLog) throws -> [String] {
        let timeline = try told(log)
        return (timeline.entries + timeline.undated).sorted { $0.event.position < $1.event.position }.map {
            "\($0.event.revision.rawValue) \($0.state.rawValue)"
        }
    }

    private func all(_ parts: String...) -> String { ([Self.isPublic] + parts).joined(separator: ",") }

    @Test func `tells public entries alone, and how many others there are`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"), body: Self.isPublic)
        try log.add(at: at("20:01"))
        try log.add(at: at("20:02"), body: #""audience":"internal""#)
        try log.add(body: Self.isPublic)
        let timeline = try told(log)
        #expect(timeline.order == [1] && timeline.undatedOrder == [4])
        #expect(timeline.notPublic == 2 && timeline.knownCount == 2 && timeline.snapshot.audience == .public)
        let everything = try log.timeline()
        #expect(everything.notPublic == 0 && everything.knownCount == 4)
        // As of the first, the others are left out because they are not known yet.
        let first = try log.timeline(asOf: log.events[0].recorded, options: TimelineOptions(audience: .public))
        #expect(first.notPublic == 0 && first.leftOut == 3)
    }

    @Test func `folds its snapshot from public entries alone`() throws {
        var log = SampleLog()
        let unit = #""unit":{"id":"E1","status":"onscene"}"#
        try log.add(
            at: at("20:00"),
            body: all(
                #""title":"Fire","status":"open","place":{"name":"quay"}"#, #""claim":{"what":"motive"}"#,
                #""figures":[{"measure":"killed","best":4}]"#, unit))
        try log.add(
            at: at("21:00"),
            body:
                #""title":"Arson","status":"active","place":{"name":"cellar"},"claim":{"what":"suspect"},"figures":[{"measure":"killed","best":9},{"measure":"informants","best":1}],"unit":{"id":"SWAT","status":"onscene"}"#
        )
        let snapshot = try told(log).snapshot
        #expect(snapshot.title == "Fire" && snapshot.status == .open && snapshot.place?.name == "quay")
        #expect(snapshot.claims.map(\.claim.what) == ["motive"] && snapshot.units.map(\.unit.id) == ["E1"])
        #expect(snapshot.figures.map(\.measure) == ["killed"] && snapshot.figures[0].toldBetween == 4...4)
        #expect(snapshot.lastOccurred == TimeSpan.minute(20, 0).latest)
        #expect(snapshot.lastRecorded == log.events[0].recorded)
    }

    @Test(arguments: ["retracts", "corrects"])
    func `leaves out what the desk knows to be wrong, while that stands`(_ kind: String) throws {
        var log = SampleLog()
        try log.add(body: all(#""figures":[{"measure":"killed","best":4}]"#))
        try log.add(body: relation(kind, "#1", reason: "an informant says so"))
        #expect(try states(log).isEmpty && told(log).notPublic == 2 && told(log).snapshot.figures.isEmpty)
        // Whatever comes after a correction does not make it right.
        try log.add(body: all(relation("confirms", "#1")))
        #expect(try states(log) == ["3 current"])
        try log.add(body: relation("retracts", "#2"))
        #expect(try states(log) == ["1 current", "3 current"])
        #expect(try told(log)[1]?.changes.map(\.event.revision.rawValue) == [3])
    }

    @Test func `tells what is wrong where a public entry says that it is, struck through`() throws {
        var log = SampleLog()
        try log.add(body: Self.isPublic)
        try log.add(body: relation("corrects", "#1"))
        try log.add(body: all(relation("corrects", "#1", reason: "counted twice")))
        #expect(try states(log) == ["1 corrected", "3 current"])
        #expect(try told(log)[1]?.changes.map(\.reason) == ["counted twice"])
        // The public correction was taken back by the desk; that of the desk still stands.
        try log.add(body: relation("retracts", "#3"))
        #expect(try states(log).isEmpty)
        try log.add(body: relation("retracts", "#2"))
        #expect(try states(log) == ["1 current"])
    }

    @Test func `does not pass off as corrected what the desk has taken back`() throws {
        var log = SampleLog()
        try log.add(body: Self.isPublic)
        try log.add(body: all(relation("corrects", "#1")))
        try log.add(body: relation("retracts", "#1"))
        #expect(try states(log) == ["2 current"])
        try log.add(body: all(relation("retracts", "#1")))
        #expect(try states(log) == ["1 retracted", "2 current", "4 current"])
    }

    @Test(arguments: ["revises", "disputes", "confirms", "respondsTo", "duplicates"])
    func `stands as the public knows it, whatever else the desk does to it`(_ kind: String) throws {
        var log = SampleLog()
        try log.add(at: at("20:00"), body: all(#""status":"active""#))
        try log.add(at: at("21:00"), body: #""status":"closed","# + relation(kind, "#1", reason: "secret"))
        let entry = try #require(try told(log)[1])
        #expect(entry.state == .current && entry.changes.isEmpty)
        #expect(try told(log).snapshot.status == .active)
    }

    @Test func `counts a repeat of what only the desk knows`() throws {
        var log = SampleLog()
        try log.add(body: #""figures":[{"measure":"killed","best":4}]"#)
        try log.add(body: all(#""figures":[{"measure":"killed","best":4}]"#, relation("duplicates", "#1")))
        #expect(try told(log).snapshot.figures.first?.headline?.number == 4)
    }

    @Test func `does not know when an internal entry was, nor what hangs on it`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: ##"{"after":"#1","offset":"PT5M"}"##, body: Self.isPublic)
        try log.add(body: all(relation("corrects", "#1")))
        #expect(try told(log).order.isEmpty && told(log).undatedOrder == [2, 3])
        #expect(try told(log).snapshot.firstOccurred == nil)
    }

    @Test func `names neither who entered an entry nor the tags by which the desk finds it`() throws {
        var log = SampleLog()
        try log.add(body: Self.isPublic, envelope: #""by":"anna","tags":["source:informant-7"]"#)
        try log.add(body: all(relation("revises", "#1")), envelope: #""by":"bert""#)
        let timeline = try told(log)
        let events = timeline.undated.map(\.event) + timeline.undated.flatMap { $0.changes.map(\.event) }
        #expect(events.count == 3 && events.allSatisfy { $0.by == .withheld && $0.tags.isEmpty })
    }

    @Test func `says that it is a drill, whoever was told`() throws {
        var log = SampleLog()
        try log.add(body: Self.isPublic)
        try log.add(body: #""exercise":true"#)
        #expect(try told(log).snapshot.isExercise)
        try log.add(body: relation("retracts", "#2"))
        #expect(try told(log).snapshot.isExercise == false)
    }

    @Test func `knows no merger and no other incident that only the desk knows`() throws {
        var log = SampleLog()
        try log.add(in: "fire", body: Self.isPublic)
        try log.add(in: "secret", body: Self.isPublic)
        try log.add(in: "secret", body: relation("mergesInto", "fire"))
        try log.add(in: "other", body: all(relation("belongsTo", "fire")))
        let timeline = try told(log)
        #expect(timeline.snapshot.links.map(\.reference.stream.text) == ["other"])
        #expect(timeline.undated.map(\.event.stream.text) == ["fire", "other"])
        #expect(try told(log, "secret").incident.text == "secret")
    }

    @Test func `shows a redacted entry only where it was public, and nothing of an unreadable one`() throws {
        var log = SampleLog()
        try log.add(body: Self.isPublic)
        try log.add()
        log.redact(1)
        log.redact(2)
        #expect(try states(log) == ["1 redacted"])
    }
}

@Suite struct `A list of incidents for the public` {
    @Test func `holds for every incident with something public what folding it alone gives`() async throws {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<15 {
            let clock = SettableClock(.at(12, 0))
            let store = InMemoryEventStore(clock: clock.recording())
            let writer = IncidentWriter(store)
            var story = RandomStory(seed: seed &+ UInt64(round), incidents: 6, publishes: true)
            for _ in 0..<50 {
                let event = try story.next()
                if case .failure = try await writer.append([event], author: .desk)[0] { story.takeBack(event) }
                clock.advance(bySeconds: 30)
            }
            let reader = IncidentReader(store)
            let asOf = try await reader.asOf(nil as Timestamp?, clock: .recorded, now: clock.now)
            let list = try await reader.list(asOf: asOf, audience: .public)
            var expected: [IncidentSummary] = []
            var hidden = 0
            for head in try await store.streams(after: nil, limit: 100) {
                let options = TimelineOptions(audience: .public)
                let whole = try #require(try await reader.timeline(of: head.stream, asOf: asOf, options: options))
                let isMerged = whole.incident != head.stream
                let timeline = try #require(
                    try await reader.timeline(of: head.stream, asOf: asOf, alone: isMerged, options: options))
                if let row = IncidentSummary(timeline) { expected.append(row) } else { hidden += 1 }
            }
            expected.sort(by: IncidentSummary.comesBefore)
            #expect(list.rows == expected, "seed \(seed), round \(round)")
            #expect(list.hidden == hidden && list.audience == .public, "seed \(seed), round \(round)")
        }
    }

    @Test func `is found by what is public alone`() async throws {
        let clock = SettableClock(.at(12, 0))
        let store = InMemoryEventStore(clock: clock.recording())
        for (incident, body) in [
            ("fire", #"{"summary":"Smoke","audience":"public"}"#), ("fire", #"{"summary":"Arson"}"#),
            ("raid", #"{"summary":"Arson"}"#),
        ] {
            let event = try NewEvent.incident(StreamID(incident), .reported, body: Array(body.utf8))
            _ = try await IncidentWriter(store).append([event], author: .desk)
        }
        let reader = IncidentReader(store)
        let asOf = try await reader.asOf(nil as Timestamp?, clock: .recorded, now: clock.now)
        func found(_ text: String) async throws -> [String] {
            let search = TextSearch(text)
            return try await reader.list(asOf: asOf, audience: .public) { search.matches($0) }.rows.map(\.incident.text)
        }
        #expect(try await found("smoke") == ["fire"])
        #expect(try await found("arson").isEmpty)
        let list = try await reader.list(asOf: asOf, audience: .public)
        #expect(list.rows.map(\.notPublic) == [1] && list.rows.map(\.events) == [1] && list.hidden == 1)
    }

    @Test func `is found neither by a tag of the desk nor by what the desk took back`() async throws {
        let clock = SettableClock(.at(12, 0))
        let store = InMemoryEventStore(clock: clock.recording())
        let tag = try Tag("informer:x")
        for (body, tags) in [
            (#"{"summary":"Smoke","audience":"public"}"#, [tag]),
            (#"{"summary":"Arson","audience":"public"}"#, []),
            (##"{"summary":"No","relation":{"type":"retracts","target":"fire#2","reason":"a hoax"}}"##, []),
        ] {
            var envelope = EventEnvelope()
            envelope.tags = tags
            let event = try NewEvent.incident(
                StreamID("fire"), .reported, body: Array(body.utf8), envelope: envelope)
            _ = try await IncidentWriter(store).append([event], author: .desk)
        }
        let reader = IncidentReader(store)
        let asOf = try await reader.asOf(nil as Timestamp?, clock: .recorded, now: clock.now)
        for (audience, byDesk) in [(Audience.internal, 1), (.public, 0)] {
            func count(_ filter: (RecordedEvent) -> Bool) async throws -> Int {
                try await reader.list(asOf: asOf, audience: audience, havingEvent: filter).rows.count
            }
            #expect(try await count { $0.tags.contains(tag) } == byDesk)
            #expect(try await count { $0.by == .desk } == byDesk)
            #expect(try await count(TextSearch("arson").matches) == byDesk)
            #expect(try await count(TextSearch("smoke").matches) == 1)
        }
    }
}
