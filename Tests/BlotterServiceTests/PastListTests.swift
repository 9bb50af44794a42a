import AccessTokens
import EventSourcing
import EventStoreTesting
import HTTPTypes
import Incidents
import NIOCore
import NIOEmbedded
import Testing

@testable import BlotterService

@Suite(.timeLimit(.minutes(5))) struct `The list as of a moment of the past` {
    private func service() async throws -> (Service, token: String) {
        let service = try Service()
        let token = try service.token()
        try await service.report("alpha", "First word", more: #","audience":"public""#, token: token)
        try await service.report("gamma", "Second word", token: token)
        try await service.report("alpha", "Third word", token: token)
        return (service, token)
    }

    @Test func `is folded once, however much is appended, and tells how much that is`() async throws {
        let (service, token) = try await service()
        let path = "/v1/incidents?as-of=@2&format=text"
        let first = try await service.ask(.get, path, token: token)
        #expect(first.text.contains("2 of 3 events known") && first.text.contains("Second word"))
        let asOf = AsOf(clock: .recorded, moment: .minimum, position: Position(2))
        // A list that says something else shows where the next answer comes from.
        let made = try await service.desk.store.page(of: ReadSelection(upTo: Position(2))).events
        let moment = try #require(made.last?.recorded)
        let asked = ListAsked(
            name: .position(Position(2)), clock: .recorded, status: nil, since: nil, text: nil, tags: [], limit: 1000,
            audience: .internal)
        let key = try #require(
            PastLists.Key(
                asked, asOf: AsOf(clock: .recorded, moment: moment, position: Position(2)), incidents: nil))
        let kept = try #require(service.desk.pasts.list(key))
        #expect(kept.rows.map(\.incident.text) == ["gamma", "alpha"])
        service.desk.pasts.keep(IncidentList(asOf: asOf, rows: [kept.rows[1]], known: 2, leftOut: 0), as: key)
        try await service.report("delta", "Fourth word", token: token)
        let second = try await service.ask(.get, path, token: token)
        #expect(second.text.contains("2 of 4 events known") && !second.text.contains("Second word"))
        // Whoever is told less has a list of his own.
        let narrow = try service.token(incidents: [try StreamID("gamma")])
        #expect(try await service.ask(.get, "/v1/incidents?as-of=gamma%231", token: narrow).lines.count == 1)
    }

    @Test func `is the same on its page, which is folded once too`() async throws {
        let (service, token) = try await service()
        let before = try await service.ask(.get, "/fragment?asOf=@2", token: token)
        try await service.report("delta", "Fourth word", token: token)
        let after = try await service.ask(.get, "/fragment?asOf=@2", token: token)
        #expect(before.text.contains("2 of 3 events known") && after.text.contains("2 of 4 events known"))
        #expect(after.text.contains("Second word") && !after.text.contains("Fourth word"))
    }

    @Test func `is not kept on the clock of the sources, where nothing of the past is settled`() throws {
        let asked = ListAsked(
            name: .position(Position(2)), clock: .published, status: nil, since: nil, text: nil, tags: [], limit: 9,
            audience: .internal)
        let published = AsOf(clock: .published, moment: .minimum, position: Position(2))
        #expect(PastLists.Key(asked, asOf: published, incidents: nil) == nil)
    }

    @Test func `takes a turn where it has to be found out whether the event that names it may be known`() async throws {
        let (service, _) = try await service()
        let visitor = try service.token([.read], audience: .public)
        let desk = service.desk
        let head = try await desk.store.head().position
        let alpha = try StreamID("alpha")
        let (opened, opening) = AsyncStream.makeStream(of: Void.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let gate = Task { for await _ in opened {} }
            for _ in 0..<System.coreCount {
                group.addTask {
                    try await desk.turns.taking(for: RequestSource(id: "r")) { () async throws(Problem) in
                        await gate.value
                    }
                }
            }
            group.addTask {
                let page = try await service.ask(.get, "/?asOf=@1", token: visitor)
                #expect(page.status == 200 && page.text.contains("First word"))
            }
            while desk.turns.waiting < 1 { await Task.yield() }
            #expect(desk.folds.events(of: alpha, at: head) == nil)
            opening.finish()
            try await group.waitForAll()
        }
        #expect(desk.folds.events(of: alpha, at: head) != nil)
    }

    @Test func `is folded no further for somebody who has gone`() async throws {
        let (service, _) = try await service()
        // A channel that was never connected is not active.
        let gone = AttendedStore(service.store, for: RequestSource(id: "r", channel: EmbeddedChannel()))
        let here = AttendedStore(service.store, for: RequestSource(id: "r"))
        let asOf = try await IncidentReader(here).asOf(nil as Timestamp?, clock: .recorded, now: .maximum)
        #expect(try await IncidentReader(here).list(asOf: asOf).rows.count == 2)
        #expect(try await IncidentSummaries(here).rebuild() == asOf.position)
        await #expect(throws: EventStoreError.self) { try await IncidentReader(gone).list(asOf: asOf) }
        await #expect(throws: EventStoreError.self) { try await IncidentSummaries(gone).list(asOf: asOf) }
        await #expect(throws: EventStoreError.self) { try await IncidentSummaries(gone).rebuild() }
    }

    @Test func `what was asked counts among what is kept`() throws {
        let lists = PastLists()
        func key(_ number: Int) throws -> PastLists.Key {
            let asked = ListAsked(
                name: .position(Position(2)), clock: .recorded, status: nil, since: nil,
                text: String(repeating: "x", count: 1 << 20) + "\(number)", tags: [], limit: 10, audience: .internal)
            let asOf = AsOf(clock: .recorded, moment: .minimum, position: Position(2))
            return try #require(PastLists.Key(asked, asOf: asOf, incidents: nil))
        }
        let asOf = AsOf(clock: .recorded, moment: .minimum, position: Position(2))
        for number in 0..<40 {
            lists.keep(IncidentList(asOf: asOf, rows: [], known: 0, leftOut: 0), as: try key(number))
        }
        #expect(try (0..<40).count { lists.list(try key($0)) != nil } * (1 << 20) <= PastLists.most)
        #expect(lists.list(try key(39)) != nil)
    }
}
