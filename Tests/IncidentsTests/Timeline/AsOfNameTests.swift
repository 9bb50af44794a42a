import Chronology
import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `A moment that is named by an event` {
    private func read(_ text: String, in incident: String? = "fire") throws -> AsOfName {
        try AsOfName(text, in: incident.map { try StreamID($0) }, now: .at(18, 0), zone: .utc)
    }

    @Test func `is read besides every form of a time`() throws {
        let fire = try StreamID("fire")
        #expect(try read("#12") == .event(Reference(stream: fire, revision: Revision(12))))
        #expect(try read(" fire#12 ", in: nil) == .event(Reference(stream: fire, revision: Revision(12))))
        #expect(try read("@1234") == .position(Position(1234)))
        #expect(try read("17:00") == .moment(.at(17, 0).advanced(byMicroseconds: 60 * Timestamp.perSecond - 1)))
        #expect(try read("2024-03-21") == .moment(Timestamp.at(0, 0).advanced(byMicroseconds: -1)))
    }

    @Test(arguments: [
        "#", "#0", "#-1", "#1x", "##1", "@", "@0", "@-1", "@1x", "@01", "@١", "@18446744073709551616", "x y#1#",
    ])
    func `is refused in another form`(text: String) {
        #expect(throws: TimeError.self) { try read(text) }
    }

    @Test func `needs the incident where there is none to speak of`() {
        #expect(throws: TimeError("'#1' does not say in which incident; write such as harbour-fire#1, or @1234")) {
            try read("#1", in: nil)
        }
    }

    /// Three events of one batch, the second of them published an hour after the others, and one more a minute later.
    private func store() async throws -> InMemoryEventStore {
        let clock = SettableClock(.at(18, 0))
        let store = InMemoryEventStore(clock: clock.recording())
        func event(_ incident: String, _ published: String) throws -> NewEvent {
            let line =
                #"{"incident":"\#(incident)","kind":"reported","published":"\#(at(published))","body":{"summary":"x"}}"#
            return try EventLine(parsing: Array(line.utf8)).event
        }
        let batch = [try event("fire", "16:00"), try event("fire", "17:00"), try event("fire", "16:00")]
        _ = try await store.append(AppendRequest(batch, author: .desk))
        clock.advance(bySeconds: 60)
        _ = try await store.append(AppendRequest([event("flood", "16:30"), event("fire", "19:00")], author: .desk))
        return store
    }

    @Test func `is the part of the log up to it on the recorded clock, even within one batch`() async throws {
        let reader = IncidentReader(try await store())
        for (name, known) in [("#1", 1), ("#2", 2), ("#3", 3), ("flood#1", 3), ("@4", 3), ("@5", 4), ("#4", 4)] {
            let asOf = try #require(try await reader.asOf(read(name), clock: .recorded, now: .at(18, 30)))
            let timeline = try #require(try await reader.timeline(of: StreamID("fire"), asOf: asOf))
            #expect(timeline.knownCount == known && timeline.leftOut == 4 - known, "\(name)")
            #expect(try timeline.asOf.name == read(name))
        }
    }

    @Test func `is what had been said by the time it was published on the published clock, cut at now`() async throws {
        let reader = IncidentReader(try await store())
        for (name, known) in [
            ("#1", [1, 3]), ("#3", [1, 3]), ("@4", [1, 3]), ("#2", [1, 2, 3]), ("#4", [1, 2, 3]),
        ] {
            let asOf = try #require(try await reader.asOf(read(name), clock: .published, now: .at(18, 30)))
            let timeline = try #require(try await reader.timeline(of: StreamID("fire"), asOf: asOf))
            #expect(timeline.undatedOrder.map(Int.init) == known, "\(name)")
            #expect(asOf.moment <= .at(18, 30))
        }
    }

    @Test func `is none where there is no such event`() async throws {
        let reader = IncidentReader(try await store())
        for name in ["#5", "@6", "flood#2", "nowhere#1"] {
            #expect(try await reader.asOf(read(name), clock: .recorded, now: .at(18, 30)) == nil, "\(name)")
        }
    }

    @Test func `a change stands at the first of what it changes that was known`() throws {
        var log = SampleLog()
        try log.add(at: at("16:00"), published: at("17:00"))
        try log.add(at: at("16:10"), published: at("16:20"))
        try log.add(
            published: at("16:30"),
            body: ##""relation":[{"type":"revises","target":"#1"},{"type":"revises","target":"#2"}]"##)
        let early = try log.timeline(asOf: .at(16, 45), clock: .published)
        #expect(early[3]?.shownAt?.revision == Revision(2) && early[3]?.place == .minute(16, 10))
        let late = try log.timeline(asOf: .at(17, 0), clock: .published)
        #expect(late[3]?.shownAt?.revision == Revision(1) && late[3]?.place == .minute(16, 0))
    }
}
