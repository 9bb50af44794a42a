import EventSourcing
import Incidents
import Testing

@Suite struct `Taking an entry back` {
    private func retract(_ target: String, _ log: SampleLog, reason: String = "wrong") throws -> NewEvent {
        try RetractDecision(target: target, reason: reason).decide(given: log.events)
    }

    private func refusal(_ target: String, _ log: SampleLog, reason: String = "wrong") -> InvalidEvent? {
        #expect(throws: InvalidEvent.self) { try retract(target, log, reason: reason) }
    }

    @Test func `appends an update of the same incident that retracts it`() throws {
        var log = SampleLog()
        try log.add(in: "harbour-fire")
        let envelope = EventEnvelope(id: try EventID("x"), tags: [try Tag("a:b")], expectedRevision: Revision(1))
        let event = try RetractDecision(target: "harbour-fire#1", reason: "a \"hoax\"", envelope: envelope)
            .decide(given: log.events)
        #expect(event.stream.text == "harbour-fire" && event.kind.name == "updated")
        #expect(
            String(decoding: event.body, as: UTF8.self) == ##"""
                {"summary":"#1 is retracted","relation":{"type":"retracts","target":"#1","reason":"a \"hoax\""}}
                """##)
        #expect(
            event.references.map(\.description) == ["harbour-fire#1"] && event.flags == [.hasRelation, .bodyHasEscape])
        #expect(event.id?.text == "x" && event.expectedRevision == Revision(1) && event.tags.count == 1)
        log.append(event)
        #expect(try log.timeline(of: "harbour-fire")[1]?.state == .retracted)
    }

    @Test func `is refused where it does not exist`() throws {
        var log = SampleLog()
        try log.add()
        #expect(
            refusal("fire#77", log)?.description
                == "body.relation.target cannot be fire#77, which does not exist: fire ends at #1")
        #expect(refusal("flood#1", log)?.problem.contains("there is no incident 'flood'") == true)
    }

    @Test func `is refused where it is retracted already, and says by what`() throws {
        var log = SampleLog()
        try log.add()
        log.append(try retract("fire#1", log))
        #expect(
            refusal("fire#1", log)?.problem.contains("#2 has retracted it already; retract #2 to let it stand") == true)
        log.append(try retract("fire#2", log))
        log.append(try retract("fire#1", log))
        #expect(refusal("fire#1", log)?.problem.contains("#4 has retracted") == true)
        #expect(refusal("fire#2", log)?.problem.contains("#3 has retracted") == true)
        try log.add()
        try log.add(in: "police", body: relation("retracts", "fire#5"))
        #expect(refusal("fire#5", log)?.problem.contains("police#1 has retracted") == true)
    }

    @Test(arguments: [
        ("fire", "such as harbour-fire#6"), ("#1", "does not say in which incident"),
        ("fire#0", "does not name an entry"), ("fire #1", "does not name an entry"),
    ])
    func `is refused where it is not named with its incident`(_ target: String, _ part: String) throws {
        var log = SampleLog()
        try log.add()
        #expect(refusal(target, log)?.field == "body.relation.target")
        #expect(refusal(target, log)?.problem.contains(part) == true)
    }

    @Test func `is refused without a reason`() throws {
        var log = SampleLog()
        try log.add()
        #expect(refusal("fire#1", log, reason: " ")?.field == "body.relation.reason")
    }
}
