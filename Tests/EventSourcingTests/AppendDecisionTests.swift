import EventSourcing
import Testing

/// A log of one recorded event that writes down what it is asked.
private final class AskedLog: LogView {
    let recorded: RecordedEvent
    private(set) var questions: [String] = []

    init(_ recorded: RecordedEvent) { self.recorded = recorded }

    func revision(of stream: StreamID) throws(EventStoreError) -> Revision {
        questions.append("revision of \(stream)")
        return stream == recorded.stream ? recorded.revision : .none
    }

    func event(_ id: EventID, in stream: StreamID) throws(EventStoreError) -> RecordedEvent? {
        questions.append("id \(id) in \(stream)")
        return id == recorded.id && stream == recorded.stream ? recorded : nil
    }

    func firstMatch(of query: Query, after position: Position) throws(EventStoreError) -> Position? {
        questions.append("match after \(position)")
        return query.matches(recorded) && recorded.position > position ? recorded.position : nil
    }
}

struct AppendDecisionTests {
    private let log: AskedLog
    private let desk: Author

    init() throws {
        desk = try Author("desk-1")
        let event = NewEvent(stream: try StreamID("a"), kind: try EventKind("reported" as String), body: [])
        log = AskedLog(
            RecordedEvent(
                event, position: Position(5), revision: Revision(2), recorded: Timestamp(microseconds: 9),
                id: try EventID("e1"), author: desk))
    }

    private func event(_ stream: String, id: String? = nil, body: [UInt8] = []) throws -> NewEvent {
        NewEvent(
            stream: try StreamID(stream), kind: try EventKind("reported" as String), body: body,
            id: try id.map { text in try EventID(text) })
    }

    private func code(of request: AppendRequest) -> EventStoreError.Code? {
        do throws(EventStoreError) {
            _ = try request.decide(on: log)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `the id is asked for first, then the revision, then the condition`() throws {
        var event = try event("a", id: "e2")
        event.expectedRevision = Revision(2)
        let condition = AppendCondition(failIfEventsMatch: .all, after: Position(5))
        _ = try AppendRequest([event], author: desk, condition: condition).decide(on: log)
        #expect(log.questions == ["id e2 in a", "revision of a", "match after @5"])
    }

    @Test func `for what is there already, nothing else is asked`() throws {
        var event = try event("a", id: "e1")
        event.expectedRevision = Revision(77)
        event.references = [Reference(stream: try StreamID("z"))]
        let condition = AppendCondition(failIfEventsMatch: .all)
        let planned = try AppendRequest([event], author: desk, condition: condition).decide(on: log)
        guard case .alreadyRecorded(let position, let revision, let recorded) = planned.first else {
            Issue.record("planned \(planned)")
            return
        }
        #expect(position == Position(5) && revision == Revision(2) && recorded == Timestamp(microseconds: 9))
        #expect(log.questions == ["id e1 in a"])
    }

    @Test func `limits are checked before anything is asked`() throws {
        var event = try event("a", id: "e1")
        event.tags = try (1...17).map { try Tag("k:\($0)") }
        #expect(code(of: AppendRequest([event], author: desk)) == .invalid)
        #expect(code(of: AppendRequest([], author: desk)) == .invalid)
        #expect(log.questions.isEmpty)
    }

    @Test func `a refusal of the first event comes before one of the second`() throws {
        var stale = try event("a")
        stale.expectedRevision = Revision(1)
        let conflict = try event("a", id: "e1", body: [1])
        #expect(code(of: AppendRequest([stale, conflict], author: desk)) == .staleRevision)
        #expect(code(of: AppendRequest([conflict, stale], author: desk)) == .idConflict)
    }

    @Test func `a stream's revision is asked for once, and counted on from there`() throws {
        let events = try (2...5).map { number in
            var event = try event("a")
            event.expectedRevision = Revision(UInt64(number))
            return event
        }
        let planned = try AppendRequest(events, author: desk).decide(on: log)
        #expect(planned.count == 4)
        #expect(log.questions == ["revision of a"])
    }

    @Test func `a repeat within a request may say by whom, as the first one's author did`() throws {
        let first = try event("b", id: "e1")
        var again = first
        again.by = desk
        let planned = try AppendRequest([first, again], author: desk).decide(on: log)
        guard case .repeats(index: 0) = planned.last else {
            Issue.record("planned \(planned)")
            return
        }
        again.by = try Author("somebody else")
        #expect(code(of: AppendRequest([first, again], author: desk)) == .idConflict)
    }

    @Test func `refusals say what is wrong, where, and what to do`() throws {
        var event = try event("b")
        event.expectedRevision = Revision(4)
        let request = AppendRequest([event], author: desk)
        let error = #expect(throws: EventStoreError.self) { try request.decide(on: log) }
        #expect(
            error?.description
                == "b does not exist yet, not at the expected revision 4; check its name, or expect 0")
        #expect(error?.stream == event.stream && error?.actualRevision == Revision.none)
    }
}
