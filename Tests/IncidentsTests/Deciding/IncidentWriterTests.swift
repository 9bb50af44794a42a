import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `A writer of incidents` {
    private let clock = SettableClock()
    private let store: InMemoryEventStore
    private let writer: IncidentWriter<InMemoryEventStore>

    init() {
        store = InMemoryEventStore(clock: clock.recording())
        writer = IncidentWriter(store)
    }

    private func event(_ anchor: String? = nil, id: String? = nil, _ body: String = #""title":"t""#) throws -> NewEvent
    {
        var envelope = #""incident":"fire","kind":"updated""#
        if let anchor { envelope += #","occurred":{"after":"\#(anchor)","offset":"PT5M"}"# }
        if let id { envelope += #","id":"\#(id)""# }
        return try EventLine(parsing: Array(#"{\#(envelope),"body":{"summary":"x",\#(body)}}"#.utf8)).event
    }

    private func error(_ result: Result<AppendReceipt.Entry, AppendRefusal>) -> String? {
        if case .failure(let refusal) = result { return refusal.description }
        return nil
    }

    @Test func `appends each event on its own, in order, and leaves out what is refused`() async throws {
        let events = [
            try event(), try event("#1"), try event("#2", relation("corrects", "#1")),
            try event("#1", relation("corrects", "#2")),
            try event("#9"), try event(nil, relation("corrects", "#7")), try event(),
        ]
        let results = try await writer.append(events, author: .desk)
        #expect(results.count == events.count)
        #expect(error(results[2])?.hasPrefix("occurred would close a circle") == true)
        #expect(error(results[4])?.hasPrefix("occurred leads nowhere: fire#9 does not exist") == true)
        #expect(error(results[5])?.hasPrefix("body.relation.target leads nowhere: fire#7 does not exist") == true)
        #expect(results.map { (try? $0.get())?.position.rawValue } == [1, 2, nil, 3, nil, nil, 4])
        #expect(try await store.head().position == Position(4))
    }

    @Test func `appends nothing where there is nothing`() async throws {
        #expect(try await writer.append([], author: .desk).isEmpty)
        let together = try await writer.appendTogether([], author: .desk)
        #expect(throws: AppendRefusal.self) { try together.get() }
    }

    @Test func `appends events together or not at all`() async throws {
        let good = [try event(), try event("#1"), try event("#1", relation("corrects", "#2"))]
        let circle = [try event(), try event("#1"), try event("#2", relation("corrects", "#1"))]
        let refused = try await writer.appendTogether(circle, author: .desk)
        #expect(throws: AppendRefusal.self) { try refused.get() }
        #expect(try await store.head().position == .beforeFirst)
        let entries = try await writer.appendTogether(good, author: .desk).get()
        #expect(entries.map(\.revision.rawValue) == [1, 2, 3])
        let missing = try await writer.appendTogether([event(), event("#99")], author: .desk)
        let refusal = #expect(throws: AppendRefusal.self) { try missing.get() }
        #expect(refusal?.index == 1)
        #expect(
            refusal?.description.hasPrefix("occurred leads nowhere: fire#99 does not exist: fire ends at #4") == true)
        #expect(try await store.head().position == Position(3))
    }

    @Test func `says which of the events is to blame that were to be appended together`() async throws {
        func blamed(_ events: NewEvent...) async throws -> Int? {
            guard case .failure(let refusal) = try await writer.appendTogether(events, author: .desk) else {
                return nil
            }
            return refusal.index
        }
        let circle = try event("#2", relation("corrects", "#1"))
        #expect(try await blamed(event(), event("#1"), circle) == 2)
        #expect(try await blamed(event(), event("#99")) == 1)
        #expect(try await blamed(event(id: "a"), event(), event(id: "a", #""title":"other""#)) == 2)
        var stale = try event()
        stale.expectedRevision = Revision(7)
        #expect(try await blamed(stale, event()) == 0)
        #expect(try await blamed() == nil)
    }

    @Test func `answers a repeat with the place it has, even if it would close a circle by now`() async throws {
        let correction = try event("#1", id: "c", relation("corrects", "#2"))
        let events = [
            try event(), try event(), correction, try event(nil, relation("retracts", "#3")),
            try event("#2", relation("corrects", "#1")),
        ]
        let results = try await writer.append(events, author: .desk)
        #expect(results.allSatisfy { error($0) == nil })
        let again = try await writer.append([correction], author: .desk)[0].get()
        #expect(again.revision == Revision(3) && !again.isNew)
        let other = try event("#1", id: "c", #""title":"other","# + relation("corrects", "#2"))
        #expect(error(try await writer.append([other], author: .desk)[0])?.contains("other content") == true)
        let together = try await writer.appendTogether([correction, correction, event()], author: .desk).get()
        #expect(together.map(\.isNew) == [false, false, true])
    }

    @Test func `checks again when somebody has written in between`() async throws {
        let racing = RacingStore(store)
        let writer = IncidentWriter(racing)
        _ = try await writer.append([try event(), try event()], author: .desk)
        // While the correction of #1 is checked, somebody else makes #2 hang on #1.
        racing.interrupt(with: try event("#1", relation("corrects", "#2")))
        let result = try await writer.append([try event("#2", relation("corrects", "#1"))], author: .desk)[0]
        #expect(error(result)?.contains("would close a circle") == true)
        #expect(try await store.head().position == Position(3))
        // And what does not concern it does not hold it up.
        racing.interrupt(with: try event())
        let fine = try await writer.append(
            [try event("#3", relation("revises", "#1")), try event("#1", relation("corrects", "#4"))], author: .desk)
        #expect(fine.allSatisfy { error($0) == nil })
    }

    @Test func `takes an entry back once, however many try at the same time`() async throws {
        _ = try await writer.append([try event()], author: .desk)
        let decision = try RetractDecision(target: "fire#1", reason: "wrong")
        let successes = try await withThrowingTaskGroup { group in
            for _ in 1...20 {
                group.addTask { [writer] in try await writer.retract(decision, author: .desk) }
            }
            return try await group.reduce(into: 0) { count, result in count += (try? result.get()) == nil ? 0 : 1 }
        }
        #expect(successes == 1)
        #expect(try await store.head().position == Position(2))
    }

    @Test func `decides again about taking back when somebody has written in between`() async throws {
        let racing = RacingStore(store)
        let writer = IncidentWriter(racing)
        _ = try await writer.append([try event()], author: .desk)
        let decision = try RetractDecision(target: "fire#1", reason: "wrong")
        racing.interrupt(with: try event(nil, relation("retracts", "#1")))
        #expect(error(try await writer.retract(decision, author: .desk))?.contains("#2 has retracted it") == true)
        racing.interrupt(with: try event(nil, relation("retracts", "#2")))
        let again = try await writer.retract(RetractDecision(target: "fire#2", reason: "right"), author: .desk)
        #expect(error(again)?.contains("#3 has retracted it") == true)
        racing.interrupt(with: try event())
        #expect(try await writer.retract(decision, author: .desk).get().revision == Revision(5))
    }

    @Test func `answers about what is durable, whatever the store fails with behind it`() async throws {
        let racing = RacingStore(store)
        let writer = IncidentWriter(racing)
        _ = try await writer.append([try event(), try event()], author: .desk)
        racing.failAfterNextAppend()
        // The second closes a circle with the first, so that they are appended one by one.
        let corrections = [
            try event("#1", relation("corrects", "#2")), try event("#2", relation("corrects", "#1")),
        ]
        let results = try await writer.append(corrections, author: .desk)
        #expect(try results.first?.get().position == Position(3))
        #expect(results.count == 2)
        #expect(throws: AppendRefusal.self) { try results.last?.get() }
        guard case .failure(.store(let failure)) = results.last else {
            Issue.record("the second was not failed by the store: \(results)")
            return
        }
        #expect(failure.code == .unavailable)
    }

    @Test func `throws what the store itself fails with`() async throws {
        let racing = RacingStore(store)
        let writer = IncidentWriter(racing)
        _ = try await writer.append([try event(), try event()], author: .desk)
        racing.fail()
        let correction = try event("#1", relation("corrects", "#2"))
        await #expect(throws: EventStoreError.self) { try await writer.append([correction], author: .desk) }
    }
}
