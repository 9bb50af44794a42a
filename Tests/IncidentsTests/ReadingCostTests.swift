import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `Reading incidents that refer to each other` {
    private let store = CountingStore(InMemoryEventStore(clock: SettableClock(.at(12, 0)).recording()))
    private let count = 300

    private func append(_ incident: String, _ members: String = "", occurred: String = "") async throws {
        let line = #"{"incident":"\#(incident)","kind":"reported"\#(occurred),"body":{"summary":"x"\#(members)}}"#
        let event = try EventLine(parsing: Array(line.utf8)).event
        _ = try await store.append(AppendRequest([event], author: .desk))
    }

    /// How many events the list reads, and the timeline of the call in the middle.
    private func costs(limit: Int? = nil) async throws -> (list: Int, timeline: Int) {
        let reader = IncidentReader(store)
        _ = store.eventsRead()
        let rows = try await reader.incidents(now: .at(13, 0), limit: limit)
        #expect(limit == nil ? rows.count >= count : rows.count == limit)
        let list = store.eventsRead()
        _ = try await reader.timeline(of: StreamID("call-\(count / 2)"), now: .at(13, 0))
        return (list, store.eventsRead())
    }

    @Test func `reads each event twice at most where one incident confirms an event of each of many`() async throws {
        for number in 1...count { try await append("call-\(number)") }
        for number in 1...count { try await append("hub", "," + relation("confirms", "call-\(number)#1")) }
        let costs = try await costs()
        #expect(costs.list <= 4 * count && costs.timeline <= 2 * count)
    }

    @Test func `follows no chain of answers`() async throws {
        try await append("call-1")
        for number in 2...count {
            try await append("call-\(number)", "," + relation("respondsTo", "call-\(number - 1)#1"))
        }
        let costs = try await costs()
        #expect(costs.list == count, "nothing is entangled")
        #expect(costs.timeline <= 6)
    }

    @Test func `reads each event of a chain of corrections and times a few times, not once for each other`()
        async throws
    {
        try await append("call-1", occurred: #","occurred":"2024-03-22T10:00Z""#)
        for number in 2...count {
            let anchor = "call-\(number - 1)#1"
            try await append(
                "call-\(number)", "," + relation("revises", anchor),
                occurred: #","occurred":{"after":"\#(anchor)","offset":"PT1S"}"#)
        }
        let costs = try await costs()
        #expect(costs.list <= 2 * count && costs.timeline <= 3 * count)
    }

    @Test func `folds no more rows than are asked for`() async throws {
        for number in 1...count {
            try await append("call-\(number)")
            try await append("call-\(number)", "," + relation("corrects", "#1"))
        }
        #expect(try await costs(limit: 10).list == 2 * count + 20)
    }
}
