import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `The history of an entry` {
    private func store(_ log: SampleLog) async throws -> InMemoryEventStore {
        let store = InMemoryEventStore(clock: SettableClock(.at(18, 0)).recording())
        for event in log.events {
            let new = NewEvent(
                stream: event.stream, kind: event.kind, body: event.body, id: event.id, bodyVersion: event.bodyVersion,
                flags: event.flags, occurred: event.occurred, published: event.published, by: event.by,
                tags: event.tags,
                references: event.references)
            _ = try await store.append(AppendRequest([new], author: .desk))
        }
        return store
    }

    private func history(
        of revision: UInt64, in incident: String = "fire", _ log: SampleLog, asOf position: Int? = nil,
        clock: AsOf.Clock = .recorded
    ) async throws -> EntryHistory? {
        let reader = IncidentReader(try await store(log))
        let name = position.map { AsOfName.position(Position(UInt64($0))) }
        let asOf = try #require(try await reader.asOf(name, clock: clock, now: .at(19, 0)))
        return try await reader.history(
            of: Reference(stream: StreamID(incident), revision: Revision(revision)), asOf: asOf)
    }

    private func steps(_ history: EntryHistory?) -> [String] {
        (history?.steps ?? []).map { step in
            "\(step.target.revision) \(step.kind.rawValue) \(step.event.reference) \(step.stands ? "" : "gone ")\(step.state?.rawValue ?? "?")"
        }
    }

    @Test func `tells everything that was done to it, and to that, with how it stood from then on`() async throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(body: relation("disputes", "#1"))
        try log.add(body: relation("corrects", "#1"))
        try log.add(body: relation("retracts", "#3"))
        try log.add(in: "flood", body: relation("retracts", "fire#4"))
        try log.add(body: relation("retracts", "#1"))
        try log.add(body: relation("retracts", "#5"))
        let history = try await history(of: 1, log)
        #expect(
            steps(history) == [
                "#1 disputes fire#2 disputed", "#1 corrects fire#3 corrected", "#3 retracts fire#4 gone disputed",
                "#4 retracts flood#1 corrected", "#1 retracts fire#5 gone retracted", "#5 retracts fire#6 corrected",
            ])
        #expect(history?.steps[2].takenBackBy?.reference.description == "flood#1")
        #expect(history?.entry.state == .corrected)
        #expect(try await steps(self.history(of: 1, log, asOf: 4)).last == "#3 retracts fire#4 disputed")
        #expect(try await self.history(of: 2, log, asOf: 1) == nil)
        #expect(try await self.history(of: 9, log) == nil)
    }

    @Test func `its last state is the one that the timeline shows, whatever was taken back`() async throws {
        let seed = UInt64.random(in: .min ... .max)
        for round in 0..<15 {
            var log = SampleLog()
            var story = RandomStory(seed: seed &+ UInt64(round), incidents: 2)
            for _ in 0..<40 { log.append(try story.next()) }
            let reader = IncidentReader(try await store(log))
            let asOf = try await reader.asOf(nil as Timestamp?, clock: .recorded, now: .at(19, 0))
            for event in log.events {
                let history = try #require(try await reader.history(of: event.reference, asOf: asOf))
                let timeline = try #require(try await reader.timeline(of: event.stream, asOf: asOf, alone: true))
                let entry = try #require(timeline[event.revision.rawValue])
                let given: Comment = "seed \(seed), round \(round), \(event.reference)"
                #expect(history.entry.state == entry.state, given)
                #expect(history.steps.last?.state ?? .current == entry.state, given)
                // And every state in between is that of the moment.
                for step in history.steps {
                    let name = AsOfName.position(step.event.position)
                    let then = try #require(try await reader.asOf(name, clock: .recorded, now: .at(19, 0)))
                    let earlier = try #require(try await reader.history(of: event.reference, asOf: then))
                    let last = history.steps.last { $0.event.position == step.event.position }
                    #expect(last?.state == earlier.entry.state, given)
                }
            }
        }
    }

    @Test func `of a long chain of retractions it costs no more than there is to tell`() async throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        for number in 1...4000 { try log.add(body: relation("retracts", "#\(number)")) }
        let history = try #require(try await history(of: 1, log))
        #expect(history.steps.count == 4000 && history.entry.state == .current)
        #expect(history.steps.first?.state == .retracted && history.steps[1].state == .current)
        #expect(history.steps.last?.state == nil, "not every state is told")
    }

    @Test func `tells what it does to others, what its time hangs on, and what hangs on it`() async throws {
        var log = SampleLog()
        try log.add("Water", in: "flood", at: at("20:00"))
        try log.add("Smoke", at: ##"{"after":"flood#1","offset":"PT5M"}"##)
        try log.add(
            at: ##"{"after":"#1","offset":"PT5M"}"##,
            body:
                ##""relation":[{"type":"disputes","target":"flood#1","reason":"r"},{"type":"belongsTo","target":"flood"}]"##
        )
        let second = try #require(try await history(of: 2, log))
        #expect(second.deeds.map(\.target?.body?.summary) == ["Water", nil])
        #expect(second.deeds.map(\.target?.state) == [.disputed, nil])
        #expect(second.incident.text == "flood" && second.anchor?.body?.summary == "Smoke")
        let first = try #require(try await history(of: 1, log))
        #expect(first.hanging.map(\.description) == ["fire#2"] && first.anchor?.event.stream.text == "flood")
        #expect(first.entry.place == .minute(20, 5))
    }

    @Test func `of a decision tells what was published before it, where that is the clock`() async throws {
        var log = SampleLog()
        try log.add("Later", published: at("12:00"), body: #""status":"closed""#)
        try log.add("Evacuate", published: at("11:00"), body: #""decision":{"what":"Evacuate"}"#)
        try log.add("Earlier", published: at("10:00"), body: #""status":"active""#)
        let published = try #require(try await history(of: 2, log, clock: .published)?.basis)
        #expect(published.snapshot.status == .active && published.snapshot.eventCount == 1 && published.added == 1)
        #expect(published.snapshot.asOf.clock == .published && published.snapshot.asOf.moment == .at(11, 0))
        let recorded = try #require(try await history(of: 2, log)?.basis)
        #expect(recorded.snapshot.status == .closed && recorded.snapshot.eventCount == 1)
    }

    @Test func `of a decision tells what was known right before, and what of that turned out otherwise`() async throws {
        var log = SampleLog()
        try log.add("Five hurt", at: at("20:00"), body: #""status":"active","figures":[{"measure":"hurt","best":5}]"#)
        try log.add("Smoke", at: at("20:01"))
        try log.add("Evacuate", kind: "responded", body: #""decision":{"what":"Evacuate"}"#)
        try log.add("Two hurt", body: #""figures":[{"measure":"hurt","best":2}],"# + relation("corrects", "#1"))
        try log.add("Seen", body: relation("confirms", "#2"))
        let basis = try #require(try await history(of: 3, log)?.basis)
        #expect(basis.snapshot.eventCount == 2 && basis.snapshot.status == .active)
        #expect(basis.snapshot.figures.first?.headline?.figure.best == 5)
        #expect(basis.changed.map(\.entry.event.revision.rawValue) == [1])
        #expect(basis.added == 2)
        #expect(try await history(of: 3, log, asOf: 3)?.basis?.changed.isEmpty == true)
        #expect(try await history(of: 1, log)?.basis == nil)
    }
}
