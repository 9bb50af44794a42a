import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `A circle of times` {
    private func event(
        _ anchor: String?, in incident: String = "fire", id: String? = nil, _ body: String
    ) throws -> NewEvent {
        let id = id.map { #","id":"\#($0)""# } ?? ""
        let occurred = anchor.map { #","occurred":{"after":"\#($0)","offset":"PT5M"}"# } ?? ""
        return try EventLine(
            parsing: Array(
                #"{"incident":"\#(incident)","kind":"updated"\#(id)\#(occurred),"body":{"summary":"x",\#(body)}}"#.utf8)
        ).event
    }

    /// What a writer answers to an event where the log holds others, however those came to stand there.
    private func refusal(_ event: NewEvent, _ log: SampleLog) async throws -> String? {
        let store = InMemoryEventStore(clock: SettableClock(log.now).recording())
        for event in log.events { _ = try await store.append(AppendRequest([NewEvent(again: event)], author: .desk)) }
        switch try await IncidentWriter(store).append([event], author: .desk)[0] {
        case .success: return nil
        case .failure(.invalid(let error, _)):
            #expect(error.field == "occurred")
            return error.problem
        case .failure(.store(let error)): throw error
        }
    }

    @Test func `can only be closed by what corrects something and has a relative time, so nothing is read for others`()
        async throws
    {
        let store = CountingStore(InMemoryEventStore(clock: SettableClock().recording()))
        let writer = IncidentWriter(store)
        let both = ##""relation":[{"type":"confirms","target":"#1"},{"type":"corrects","target":"#2","reason":"r"}]"##
        let events = [
            (try event(nil, #""title":"x""#), false), (try event("#1", #""title":"x""#), false),
            (try event(nil, relation("corrects", "#2")), false), (try event("#1", relation("revises", "#2")), false),
            (try event("#1", relation("corrects", "#2")), true), (try event("#1", both), true),
        ]
        for (event, isChecked) in events {
            _ = store.eventsRead()
            _ = try await writer.append([event], author: .desk)[0].get()
            #expect((store.eventsRead() > 0) == isChecked)
        }
    }

    @Test func `is closed where the anchor leads to the target`() async throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: ##"{"after":"#1","offset":"PT5M"}"##)
        try log.add(at: ##"{"after":"#2","offset":"PT5M"}"##)
        try log.add(at: at("20:00"))
        #expect(
            try await refusal(event("#1", relation("corrects", "#1")), log)?.contains(
                "hangs on #1, whose time this event corrects") == true)
        #expect(
            try await refusal(event("#3", relation("corrects", "#1")), log)?.contains(
                "hangs on #3, whose time follows from that of #1, which this event corrects; give the correction a time"
            ) == true)
        #expect(try await refusal(event("#4", relation("corrects", "#1")), log) == nil)
        #expect(try await refusal(event("#1", relation("corrects", "#3")), log) == nil)
        #expect(try await refusal(event("#3", relation("revises", "#1")), log) == nil)
    }

    @Test func `is found through corrections that stand, and not through others`() async throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: at("21:00"))
        try log.add(at: ##"{"after":"#1","offset":"PT5M"}"##, body: relation("corrects", "#2"))
        let wrongWay = try event("#2", relation("corrects", "#1"))
        #expect(try await refusal(wrongWay, log) != nil)
        try log.add(body: relation("retracts", "#3"))
        #expect(try await refusal(wrongWay, log) == nil)
        try log.add(body: relation("retracts", "#4"))
        #expect(try await refusal(wrongWay, log) != nil)
        try log.add(at: at("21:30"), body: relation("corrects", "#2"))
        #expect(try await refusal(wrongWay, log) == nil)
        try log.add(body: relation("corrects", "#2"))
        #expect(try await refusal(wrongWay, log) == nil)
    }

    @Test func `is found across incidents`() async throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(in: "flood", at: ##"{"after":"fire#1","offset":"PT5M"}"##)
        let refusal = try await refusal(event("flood#1", in: "storm", relation("corrects", "fire#1")), log)
        #expect(refusal?.contains("flood#1") == true)
    }

    @Test func `that another event had closed before does not refuse what hangs on it`() async throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: ##"{"after":"#1","offset":"PT5M"}"##, body: relation("corrects", "#1"))
        try log.add(at: at("20:00"))
        #expect(try await refusal(event("#1", relation("corrects", "#3")), log) == nil)
    }

    @Test func `counts what the event itself takes back`() async throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: at("21:00"))
        try log.add(at: ##"{"after":"#1","offset":"PT5M"}"##, body: relation("corrects", "#2"))
        let turned =
            ##""relation":[{"type":"retracts","target":"#3","reason":"r"},{"type":"corrects","target":"#1","reason":"r"}]"##
        #expect(try await refusal(event("#2", turned), log) == nil)
    }

    @Test func `is looked for in what is new, however many corrections come one after the other`() async throws {
        let store = CountingStore(InMemoryEventStore(clock: SettableClock().recording()))
        let writer = IncidentWriter(store)
        let count = 300
        var events = [try event(nil, #""title":"x""#), try event(nil, #""title":"x""#)]
        for number in 1...count { events.append(try event("#2", id: "n-\(number)", relation("corrects", "#1"))) }
        events.append(try event("#1", relation("corrects", "#2")))
        let results = try await writer.append(events, author: .desk)
        #expect(results.prefix(count + 2).allSatisfy { (try? $0.get().isNew) == true })
        #expect(throws: AppendRefusal.self) { try results[count + 2].get() }
        // The two, then all together, then in halves until the one that closes a circle is alone.
        #expect(store.appends <= 20)
        // Each of them once, when the next ones are looked at.
        #expect(store.eventsRead() <= 2 * count)
        let again = IncidentWriter(CountingStore(InMemoryEventStore(clock: SettableClock().recording())))
        let refused = try await again.appendTogether(events, author: .desk)
        #expect(throws: AppendRefusal.self) { try refused.get() }
        #expect(try await again.appendTogether(Array(events.dropLast()), author: .desk).get().count == count + 2)
    }

    @Test func `is found through retractions of retractions without end`() async throws {
        var log = SampleLog()
        for _ in 1...2 { try log.add(at: at("20:00")) }
        try log.add(at: ##"{"after":"#1","offset":"PT5M"}"##, body: relation("corrects", "#2"))
        for revision in 3..<3003 { try log.add(body: relation("retracts", "#\(revision)")) }
        #expect(try await refusal(event("#2", relation("corrects", "#1")), log) != nil)
        try log.add(body: relation("retracts", "#3003"))
        #expect(try await refusal(event("#2", relation("corrects", "#1")), log) == nil)
    }

    @Test func `may come to stand later, and then its events count as undated`() async throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: at("21:00"))
        let first = try event("#1", relation("corrects", "#2"))
        #expect(try await refusal(first, log) == nil)
        log.append(first)
        try log.add(body: relation("retracts", "#3"))
        let second = try event("#2", relation("corrects", "#1"))
        #expect(try await refusal(second, log) == nil)
        log.append(second)
        #expect(try log.timeline().undatedOrder.isEmpty)
        try log.add(body: relation("retracts", "#4"))
        let timeline = try log.timeline()
        #expect(timeline.undatedOrder == [3, 4, 5, 6].filter { timeline[$0]?.place == .unknown })
        #expect(timeline.undatedOrder.contains(3) && timeline.undatedOrder.contains(5))
        #expect(timeline[1]?.place == .minute(20, 0) && timeline[1]?.effective == .minute(20, 0))
    }
}

extension NewEvent {
    /// What appends an event of a log to another one.
    fileprivate init(again event: RecordedEvent) {
        self.init(
            stream: event.stream, kind: event.kind, body: event.body, id: event.id, flags: event.flags,
            occurred: event.occurred, references: event.references)
    }
}
