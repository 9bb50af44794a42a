import EventSourcing
import EventStoreTesting
import Incidents
import Testing

@Suite struct `What changed, for the public` {
    private let clock = SettableClock(.at(12, 0))
    private let store: CountingStore<InMemoryEventStore>
    private let options = TimelineOptions(audience: .public)

    init() { store = CountingStore(InMemoryEventStore(clock: clock.recording())) }

    private var reader: IncidentReader<CountingStore<InMemoryEventStore>> { IncidentReader(store) }

    private func add(_ incident: String, _ body: String, tags: [String] = []) async throws {
        clock.advance(bySeconds: 60)
        var event = try NewEvent.incident(
            StreamID(incident), .reported, body: Array(#"{"summary":"\#(incident) says",\#(body)}"#.utf8))
        event.tags = try tags.map { try Tag($0) }
        _ = try await IncidentWriter(store).append([event], author: .desk)
    }

    private func asOf(_ position: UInt64) async throws -> AsOf {
        let event = try #require(try await reader.event(at: Position(position)))
        return AsOf(clock: .recorded, moment: event.recorded, position: Position(position))
    }

    private static let isPublic = #""audience":"public""#

    /// A public account of which the desk has found out that it is wrong, without saying so in public.
    private func takenBack() async throws {
        try await add("fire", #"\#(Self.isPublic),"title":"Fire""#)
        try await add(
            "fire",
            #"\#(Self.isPublic),"title":"Arson","status":"active","place":{"name":"Wrong Street"},"unit":{"id":"E9","status":"onscene"},"figures":[{"measure":"killed","best":40}],"claim":{"what":"motive"}"#
        )
        try await add("fire", relation("retracts", "#2", reason: "an informant"))
        try await add("raid", #""title":"Raid""#)
    }

    @Test func `says nothing of what the desk has taken back since`() async throws {
        try await takenBack()
        let (from, to) = (try await asOf(2), try await asOf(4))
        let diff = try #require(
            try await reader.diff(of: StreamID("fire"), from: from, to: to, options: options))
        #expect(diff.isEmpty && diff.before.eventCount == 1 && diff.after.eventCount == 1)
        #expect(try await reader.diff(of: StreamID("fire"), from: from, to: to)?.title?.to == "Fire")
        let handover = try await reader.handover(from: from, to: to, options: options)
        #expect(handover.diffs.isEmpty)
    }

    @Test func `is counted from public events alone`() async throws {
        try await takenBack()
        let handover = try await reader.handover(from: asOf(1), to: asOf(4), options: options)
        #expect(handover.quiet == 1 && handover.audience == .public)
        #expect(handover.knownBefore == 1 && handover.knownAfter + handover.notPublic == 4)
        let internally = try await reader.handover(from: asOf(1), to: asOf(4))
        #expect(internally.diffs.map(\.incident.text).sorted() == ["fire", "raid"] && internally.notPublic == 0)
    }

    @Test func `is listed by what is told, whatever is asked for`() async throws {
        try await takenBack()
        try await add("flood", Self.isPublic, tags: ["source:informant"])
        try await add("quake", Self.isPublic)
        try await add("quake", relation("retracts", "#1", reason: "no"))
        let now = try await asOf(7)
        func list(
            since: Timestamp? = nil, limit: Int? = nil, _ filter: (RecordedEvent) -> Bool = { _ in true }
        ) async throws -> IncidentList {
            try await reader.list(asOf: now, since: since, limit: limit, audience: .public, havingEvent: filter)
        }
        #expect(try await list().rows.map(\.incident.text) == ["flood", "fire"])
        for list in [try await list(), try await list(limit: 1), try await list { _ in false }] {
            // The raid and the quake: nothing of either is told.
            #expect(list.hidden == 2)
        }
        let search = TextSearch("Wrong Street")
        #expect(try await list { search.matches($0) }.rows.isEmpty)
        let tag = try Tag("source:informant")
        #expect(try await list { $0.tags.contains(tag) }.rows.isEmpty)
        // What makes the fire newer is taken back.
        #expect(try await list(since: asOf(2).moment).rows.map(\.incident.text) == ["flood"])
    }

    @Test func `reads incidents that hang on one another once, also where nothing of them is public`() async throws {
        try await add("hub", Self.isPublic)
        for number in 1...40 { try await add("part-\(number)", #""relation":{"type":"mergesInto","target":"hub"}"#) }
        let now = try await asOf(41)
        _ = store.eventsRead()
        let list = try await reader.list(asOf: now, audience: .public)
        #expect(list.rows.map(\.incident.text) == ["hub"])
        // Once in the pass over the log, once in the group.
        #expect(store.eventsRead() <= 2 * 41)
    }
}
