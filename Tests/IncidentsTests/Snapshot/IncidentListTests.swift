import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `The list of incidents` {
    @Test func `holds for every incident what folding it alone gives`() async throws {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<25 {
            let clock = SettableClock(.at(12, 0))
            let store = InMemoryEventStore(clock: clock.recording(), pageSize: round.isMultiple(of: 2) ? 7 : 1024)
            let writer = IncidentWriter(store)
            var story = RandomStory(seed: seed &+ UInt64(round), incidents: 6)
            for _ in 0..<60 {
                let event = try story.next()
                if case .failure(let refusal) = try await writer.append([event], author: .desk)[0] {
                    // Nothing else can be wrong with these events.
                    #expect("\(refusal)".contains("circle"), "seed \(seed), round \(round): \(refusal)")
                    story.takeBack(event)
                }
                clock.advance(bySeconds: 30)
            }
            let reader = IncidentReader(store)
            let listed = try await reader.incidents(now: clock.now)
            var expected: [IncidentSummary] = []
            for head in try await store.streams(after: nil, limit: 100) {
                var timeline = try #require(try await reader.timeline(of: head.stream, now: clock.now))
                if timeline.incident != head.stream {
                    timeline = try #require(
                        try await reader.timeline(of: head.stream, asOf: timeline.asOf, alone: true))
                }
                expected.append(try #require(IncidentSummary(timeline)))
            }
            expected.sort(by: IncidentSummary.comesBefore)
            #expect(expected.reduce(0) { $0 + $1.events } == (try await store.read().count), "nothing counts twice")
            #expect(listed == expected, "seed \(seed), round \(round)")
            #expect(try await reader.incidents(now: clock.now, limit: 3) == Array(expected.prefix(3)))
            let active = try await reader.incidents(now: clock.now, status: .active, since: .at(12, 20), limit: 1)
            let first = expected.first { $0.status == .active && $0.lastRecorded >= .at(12, 20) }
            #expect(active == [first].compactMap(\.self), "seed \(seed), round \(round)")
            // And what the reader leaves out of other incidents changes nothing.
            let events = try await store.read()
            for row in listed {
                let timeline = try #require(try await reader.timeline(of: row.incident, now: clock.now))
                let whole = TimelineProjection(incident: row.incident, asOf: timeline.asOf).applying(events).timeline()
                #expect(timeline == whole, "seed \(seed), round \(round), \(row.incident)")
            }
        }
    }

    @Test func `names only incidents that are entangled as in need of folding`() throws {
        var log = SampleLog()
        try log.add(in: "plain", at: at("20:00"))
        try log.add(in: "changed")
        try log.add(in: "changing", body: relation("corrects", "changed#1"))
        try log.add(in: "anchor", at: at("20:00"))
        try log.add(in: "relative", at: ##"{"after":"anchor#1","offset":"PT1M"}"##)
        try log.add(in: "answered")
        try log.add(in: "answering", body: relation("respondsTo", "answered#1"))
        try log.add(in: "part", body: relation("belongsTo", "plain"))
        try log.add(in: "old", body: relation("mergesInto", "plain"))
        let projection = IncidentListProjection().applying(log.events)
        #expect(
            projection.entangled.map(\.text).sorted() == ["changed", "changing", "old", "part", "plain", "relative"])
        #expect(projection.merging.map(\.text).sorted() == ["old", "part", "plain"])
        #expect(
            try Set(projection.group(of: StreamID("anchor"))) == [StreamID("anchor"), StreamID("relative")])
        #expect(try projection.group(of: StreamID("plain")).map(\.text).sorted() == ["old", "part", "plain"])
    }

    @Test func `has the newest first, by title or else by the first thing said, as far as a filter lets it`()
        async throws
    {
        let clock = SettableClock(.at(12, 0))
        let store = InMemoryEventStore(clock: clock.recording())
        let writer = IncidentWriter(store)
        for (incident, body) in [
            ("fire", #"{"summary":"Smoke"}"#), ("flood", #"{"summary":"Water","exercise":true}"#),
            ("fire", #"{"summary":"Flames","status":"active"}"#), ("storm", #"{"summary":"Wind","title":"The storm"}"#),
        ] {
            let event = try NewEvent.incident(StreamID(incident), .reported, body: Array(body.utf8))
            _ = try await writer.append([event], author: .desk)
            clock.advance(bySeconds: 60)
        }
        let reader = IncidentReader(store)
        let rows = try await reader.incidents(now: clock.now)
        #expect(rows.map(\.incident.text) == ["storm", "fire", "flood"])
        #expect(
            rows.map(\.summary) == ["The storm", "Smoke", "Water"] && rows.map(\.title) == ["The storm", nil, nil])
        #expect(rows.map(\.events) == [1, 2, 1] && rows.map(\.status) == [nil, .active, nil])
        #expect(rows.map(\.isExercise) == [false, false, true] && rows[0].lastRecorded == .at(12, 3))
        let search = TextSearch("smoke")
        let found = try await reader.incidents(now: clock.now) { search.matches($0) }
        #expect(found.map(\.incident.text) == ["fire"] && found[0].events == 2)
    }
}
