import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `A merge that would close a circle` {
    private let store = CountingStore(InMemoryEventStore(clock: SettableClock(.at(12, 0)).recording()))

    private func event(_ incident: String, _ relation: String = "", id: String? = nil) throws -> NewEvent {
        let id = id.map { #","id":"\#($0)""# } ?? ""
        let body = #"{"summary":"x"\#(relation.isEmpty ? "" : "," + relation)}"#
        return try EventLine(
            parsing: Array(#"{"incident":"\#(incident)","kind":"updated"\#(id),"body":\#(body)}"#.utf8)
        )
        .event
    }

    private func add(_ incident: String, _ relation: String = "", id: String? = nil) async throws {
        _ = try await IncidentWriter(store).append([event(incident, relation, id: id)], author: .desk)[0].get()
    }

    private func refusal(_ events: [NewEvent]) async throws -> String? {
        switch try await IncidentWriter(store).appendTogether(events, author: .desk) {
        case .success: nil
        case .failure(let refusal): refusal.description
        }
    }

    init() async throws { for name in ["a", "b", "c", "d"] { try await add(name) } }

    @Test func `is refused, through however many others`() async throws {
        try await add("a", relation("mergesInto", "b"))
        try await add("b", relation("mergesInto", "c"))
        #expect(
            try await refusal([event("c", relation("mergesInto", "a"))])
                == "body.relation.target would close a circle: a was merged into c itself, through b; retract that first, "
                + "or leave the two as they are")
        #expect(try await refusal([event("c", relation("mergesInto", "d"))]) == nil)
        #expect(try await refusal([event("d", relation("mergesInto", "b"))])?.contains("b was merged into d") == true)
    }

    @Test func `is refused within a batch, and one after the other`() async throws {
        let circle = [try event("a", relation("mergesInto", "b")), try event("b", relation("mergesInto", "a"))]
        #expect(try await refusal(circle)?.contains("circle") == true)
        let answers = try await IncidentWriter(store).append(circle, author: .desk)
        #expect((try? answers[0].get()) != nil)
        guard case .failure(let refusal) = answers[1] else { Issue.record("it was taken"); return }
        #expect(refusal.description.contains("circle"))
    }

    @Test func `is taken where what it would close was taken back or replaced`() async throws {
        try await add("a", relation("mergesInto", "b"))
        try await add("a", relation("retracts", "#2"))
        #expect(try await refusal([event("b", relation("mergesInto", "a"))]) == nil)
        try await add("c", relation("mergesInto", "d"))
        try await add("c", relation("mergesInto", "a"))
        #expect(try await refusal([event("d", relation("mergesInto", "c"))]) == nil)
    }

    @Test func `is taken within a batch that takes back what it would close, as it is one after the other`()
        async throws
    {
        let batch = [
            try event("a", relation("mergesInto", "b")), try event("a", relation("retracts", "#2")),
            try event("b", relation("mergesInto", "a")),
        ]
        #expect(try await refusal(batch) == nil)
        #expect(try await refusal([event("a", relation("mergesInto", "b"))])?.contains("b was merged into a") == true)
    }

    @Test func `is refused within a batch where only the log leads on from it, and where it comes to stand again`()
        async throws
    {
        try await add("c", relation("mergesInto", "a"))
        let batch = [try event("b", relation("mergesInto", "c")), try event("a", relation("mergesInto", "b"))]
        #expect(try await refusal(batch)?.contains("b was merged into a itself, through c") == true)
        try await add("c", relation("retracts", "#2"))
        #expect(try await refusal([event("c", relation("retracts", "#3"))] + batch)?.contains("through c") == true)
        #expect(try await refusal(batch) == nil)
    }

    @Test func `is taken behind a repeat of a merge that was taken back`() async throws {
        try await add("a", relation("mergesInto", "b"), id: "first")
        try await add("a", relation("retracts", "#2"))
        let batch = [
            try event("a", relation("mergesInto", "b"), id: "first"), try event("b", relation("mergesInto", "a")),
        ]
        #expect(try await refusal(batch) == nil)
        #expect(try await store.revision(of: StreamID("a")) == Revision(3))
    }

    @Test func `is answered with the place it has where it is there already`() async throws {
        try await add("a", relation("mergesInto", "b"), id: "first")
        try await add("a", relation("retracts", "#2"))
        try await add("b", relation("mergesInto", "a"))
        #expect(try await refusal([event("a", relation("mergesInto", "b"), id: "first")]) == nil)
        #expect(try await store.revision(of: StreamID("a")) == Revision(3))
    }

    @Test func `costs little to look for where many are merged into one`() async throws {
        _ = store.eventsRead()
        for number in 1...200 {
            try await add("call-\(number)")
            try await add("call-\(number)", relation("mergesInto", "d"))
        }
        #expect(store.eventsRead() == 0, "nothing was ever merged into any of them")
        let timeline = try #require(try await IncidentReader(store).timeline(of: StreamID("call-7"), now: .at(13, 0)))
        #expect(timeline.incident.text == "d" && timeline.knownCount == 401)
        #expect(store.eventsRead() <= 4 * 401)
    }
}
