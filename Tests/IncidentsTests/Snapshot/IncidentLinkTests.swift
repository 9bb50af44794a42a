import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `What other incidents say of one as a whole` {
    private func links(_ log: SampleLog, asOf moment: Timestamp? = nil) throws -> [String] {
        try log.snapshot(of: "fire", asOf: moment).links.map { "\($0.kind.rawValue) \($0.reference)" }
    }

    @Test func `is told where it stands, and as long as it does`() throws {
        var log = SampleLog()
        try log.add(in: "fire")
        try log.add(in: "quay")
        try log.add(in: "quay", body: relation("mergesInto", "fire"))
        let merged = log.now
        try log.add(in: "shed", body: relation("belongsTo", "fire"))
        try log.add(in: "fire", body: relation("belongsTo", "town"))
        #expect(try links(log) == ["mergesInto quay#2", "belongsTo shed#1"])
        #expect(try links(log, asOf: merged) == ["mergesInto quay#2"])
        try log.add(in: "quay", body: relation("retracts", "#2"))
        #expect(try links(log) == ["belongsTo shed#1"])
        try log.add(in: "quay", body: relation("retracts", "#3"))
        try log.add(in: "shed", body: relation("corrects", "#1"))
        #expect(try links(log) == ["mergesInto quay#2", "belongsTo shed#1"], "a correction moves nothing")
        try log.add(in: "shed", body: relation("retracts", "#1"))
        #expect(try links(log) == ["mergesInto quay#2"])
    }

    @Test func `is found by the reader, with what tells whether it stands`() async throws {
        let clock = SettableClock(.at(12, 0))
        let store = InMemoryEventStore(clock: clock.recording())
        func add(_ incident: String, _ relation: String = "") async throws {
            let body = #"{"summary":"x"\#(relation.isEmpty ? "" : ",\(relation)")}"#
            let event = try NewEvent.incident(StreamID(incident), .updated, body: Array(body.utf8))
            _ = try await IncidentWriter(store).append([event], author: .desk)[0].get()
        }
        func links() async throws -> [Reference] {
            let timeline = try await IncidentReader(store).timeline(of: StreamID("fire"), now: clock.now)
            return try #require(timeline).snapshot.links.map(\.reference)
        }
        try await add("fire")
        try await add("quay", relation("mergesInto", "fire"))
        try await add("shed", relation("belongsTo", "fire"))
        #expect(try await links().map(\.description) == ["quay#1", "shed#1"])
        try await add("quay", relation("retracts", "#1"))
        try await add("town", relation("retracts", "shed#1"))
        #expect(try await links().isEmpty)
        try await add("town", relation("retracts", "#1"))
        #expect(try await links().map(\.description) == ["shed#1"])
    }
}
