import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `As of a moment` {
    @Test func `on the recorded clock, what was recorded by then is known, the moment included`() throws {
        var log = SampleLog()
        try log.add(at: at("20:00"))
        try log.add(at: at("19:00"), published: at("17:00"))
        try log.add(body: relation("corrects", "#1"))
        let second = log.events[1].recorded
        let timeline = try log.timeline(asOf: second)
        #expect(timeline.order == [2, 1] && timeline.leftOut == 1 && timeline.knownCount == 2)
        #expect(timeline[1]?.state == .current)
        #expect(try log.timeline(asOf: second.advanced(byMicroseconds: -1)).order == [1])
        #expect(try log.timeline()[1]?.state == .corrected)
        #expect(try log.timeline(asOf: .minimum).leftOut == 3)
    }

    @Test func `on the published clock, what the sources had said by then is known`() throws {
        var log = SampleLog()
        try log.add(at: at("16:00"), published: at("17:00"))
        try log.add(at: at("15:00"), published: at("16:30"))
        try log.add(at: at("14:00"))
        let timeline = try log.timeline(asOf: .at(16, 59), clock: .published)
        #expect(timeline.order == [2] && timeline.leftOut == 2)
        #expect(try log.timeline(asOf: .at(17, 0), clock: .published).order == [2, 1])
        #expect(try log.timeline(asOf: .at(17, 0)).order.isEmpty)
    }

    @Test func `on the published clock a change counts if it was published by then, whatever it changes`() throws {
        var log = SampleLog()
        try log.add(at: at("16:00"), published: at("17:00"))
        try log.add(published: at("17:30"), body: relation("retracts", "#1"))
        try log.add(published: at("17:10"), body: relation("retracts", "#2"))
        func state(_ hour: Int64, _ minute: Int64) throws -> EntryState? {
            try log.timeline(asOf: .at(hour, minute), clock: .published)[1]?.state
        }
        #expect(try state(17, 20) == .current)
        #expect(try state(17, 30) == .current)
        try log.add(published: at("17:40"), body: relation("retracts", "#3"))
        #expect(try state(17, 35) == .current)
        #expect(try state(17, 40) == .retracted)
        #expect(try state(16, 0) == nil)
    }

    @Test func `on the published clock what was published late stands, whenever it was written down`() throws {
        var log = SampleLog()
        func body(_ status: String, _ unit: String) -> String {
            #""title":"\#(status)","status":"\#(status)","place":{"name":"\#(status)"},"unit":{"id":"E1","status":"\#(unit)"}"#
        }
        try log.add(published: at("11:00"), body: body("closed", "cleared"))
        try log.add(published: at("10:30"), body: body("open", "onscene"))
        let published = try log.timeline(clock: .published).snapshot
        #expect(published.status == .closed && published.title == "closed" && published.place?.name == "closed")
        #expect(published.units.map(\.unit.status) == [.cleared])
        #expect(try log.snapshot().status == .open)
    }

    @Test func `a relative time whose anchor was not known is undated`() throws {
        var log = SampleLog()
        try log.add(at: at("16:00"), published: at("17:00"))
        try log.add(at: ##"{"after":"#1","offset":"PT1M"}"##, published: at("16:30"))
        #expect(try log.timeline(asOf: .at(16, 45), clock: .published).undatedOrder == [2])
        #expect(try log.timeline(asOf: .at(17, 0), clock: .published).order == [1, 2])
    }

    @Test func `a store answers the same, cut at now, with what came later counted`() async throws {
        let clock = SettableClock(.at(18, 0))
        let store = InMemoryEventStore(clock: clock.recording())
        let writer = IncidentWriter(store)
        for minute in 0..<5 {
            clock.set(to: .at(18, Int64(minute)))
            let event = try EventLine(
                parsing: Array(line(envelope: #""published":"2024-03-22T17:0\#(9 - minute)Z""#).utf8)
            ).event
            _ = try await writer.append([event], author: .desk)
        }
        let reader = IncidentReader(store)
        let fire = try StreamID("fire")
        let past = try #require(try await reader.timeline(of: fire, asOf: .at(18, 2), now: .at(19, 0)))
        #expect(past.knownCount == 3 && past.leftOut == 2)
        #expect(past.asOf == AsOf(clock: .recorded, moment: .at(18, 2), position: Position(3)))
        let published = try #require(
            try await reader.timeline(of: fire, asOf: .at(17, 6), clock: .published, now: .at(19, 0)))
        #expect(published.knownCount == 2 && published.leftOut == 3)
        let future = try #require(try await reader.timeline(of: fire, asOf: .at(23, 0), now: .at(19, 0)))
        #expect(future.asOf.moment == .at(19, 0) && future.knownCount == 5 && future.leftOut == 0)
        let now = try #require(try await reader.timeline(of: fire, now: .at(17, 0)))
        #expect(now.asOf.moment == .at(18, 4))
        let before = try #require(try await reader.timeline(of: fire, asOf: .at(1, 0), now: .at(19, 0)))
        #expect(before.knownCount == 0 && before.leftOut == 5)
        #expect(try await reader.timeline(of: StreamID("flood"), now: .at(19, 0)) == nil)
    }
}
