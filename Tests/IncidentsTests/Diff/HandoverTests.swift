import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `A handover` {
    /// A log of a random story, an event every half minute from noon on.
    private func story(seed: UInt64, events: Int, incidents: Int) async throws -> (InMemoryEventStore, Timestamp) {
        let clock = SettableClock(.at(12, 0))
        let store = InMemoryEventStore(clock: clock.recording())
        var story = RandomStory(seed: seed, incidents: incidents)
        for _ in 0..<events {
            let event = try story.next()
            if case .failure = try await IncidentWriter(store).append([event], author: .desk)[0] {
                story.takeBack(event)
            }
            clock.advance(bySeconds: 30)
        }
        return (store, clock.now)
    }

    @Test func `tells of each incident what a look at it alone tells, whichever way it is read`() async throws {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<20 {
            let (store, now) = try await story(seed: seed &+ UInt64(round), events: 60, incidents: 12)
            let reader = IncidentReader(store)
            // Late moments read the few incidents that changed, early ones the whole log.
            var random = SeededGenerator(seed: ~(seed &+ UInt64(round)))
            let minute = Int64.random(in: 0...30, using: &random)
            let clock: AsOf.Clock = round.isMultiple(of: 3) ? .published : .recorded
            let from = try await reader.asOf(.at(12, minute), clock: clock, now: now)
            let to = try await reader.asOf(nil as Timestamp?, clock: clock, now: now)
            let handover = try await reader.handover(from: from, to: to)
            let given: Comment = "seed \(seed), round \(round), from 12:\(minute)"
            var quiet = 0
            var told: Set<StreamID> = []
            for head in try await store.streams(after: nil, limit: 100) {
                let diff = try #require(try await reader.diff(of: head.stream, from: from, to: to))
                if diff.incident != head.stream { continue }
                // Of what is known of none, nothing can be told.
                if diff.after.eventCount == 0, diff.isEmpty { continue }
                let found = handover.diffs.first { $0.incident == head.stream }
                if diff.isEmpty { quiet += 1 } else { told.insert(head.stream) }
                #expect(found?.changed ?? [] == diff.changed, given)
                #expect(found?.added ?? [] == diff.added, given)
                #expect(found?.joined ?? [] == diff.joined, given)
                #expect(found?.figures ?? [] == diff.figures, given)
                #expect(found?.status == diff.status && found?.isNew ?? diff.isNew == diff.isNew, given)
            }
            #expect(Set(handover.diffs.map(\.incident)) == told, given)
            // On the published clock a target may be known before its incident is.
            #expect(clock == .published || handover.quiet >= quiet, given)
        }
    }

    @Test func `has first what is new, then what stands differently, then corrections, and counts what is quiet`()
        async throws
    {
        let clock = SettableClock(.at(12, 0))
        let store = InMemoryEventStore(clock: clock.recording())
        func add(_ incident: String, _ body: String = "") async throws {
            let body = #"{"summary":"x"\#(body.isEmpty ? "" : "," + body)}"#
            let event = try NewEvent.incident(StreamID(incident), .updated, body: Array(body.utf8))
            _ = try await IncidentWriter(store).append([event], author: .desk)[0].get()
        }
        for incident in ["more", "corrected", "status", "numbers", "quiet", "title"] { try await add(incident) }
        clock.advance(bySeconds: 60)
        try await add("new")
        try await add("status", #""status":"closed""#)
        try await add("corrected", relation("corrects", "#1"))
        try await add("numbers", #""figures":[{"measure":"hurt","best":1}]"#)
        try await add("title", #""title":"Fire""#)
        try await add("more")
        let reader = IncidentReader(store)
        let from = try await reader.asOf(.at(12, 0), clock: .recorded, now: clock.now)
        let to = try await reader.asOf(nil as Timestamp?, clock: .recorded, now: clock.now)
        let handover = try await reader.handover(from: from, to: to)
        #expect(handover.diffs.map(\.incident.text) == ["new", "status", "corrected", "numbers", "title", "more"])
        #expect(handover.quiet == 1)
        #expect(handover.knownBefore == 6 && handover.knownAfter == 12 && handover.leftOut == 0)
        let earlier = try await reader.handover(from: from, to: from)
        #expect(earlier.diffs.isEmpty && earlier.quiet == 6 && earlier.leftOut == 6)
    }

    @Test func `reads the log once where little changed, and twice at most`() async throws {
        let clock = SettableClock(.at(12, 0))
        let store = CountingStore(InMemoryEventStore(clock: clock.recording()))
        for number in 1...500 {
            let event = try NewEvent.incident(
                StreamID("call-\(number)"), .reported, body: Array(#"{"summary":"x"}"#.utf8))
            _ = try await store.append(AppendRequest([event], author: .desk))
            clock.advance(bySeconds: 1)
        }
        let reader = IncidentReader(store)
        let to = try await reader.asOf(nil as Timestamp?, clock: .recorded, now: clock.now)
        for (second, reads) in [(Int64(495), 505), (0, 1000)] {
            let from = try await reader.asOf(.at(12, 0, second), clock: .recorded, now: clock.now)
            _ = store.eventsRead()
            let handover = try await reader.handover(from: from, to: to)
            #expect(handover.diffs.count == 499 - Int(second) && handover.quiet == 1 + Int(second))
            #expect(store.eventsRead() <= reads)
        }
    }
}
