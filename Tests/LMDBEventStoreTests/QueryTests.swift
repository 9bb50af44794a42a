import EventSourcing
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// Queries over a larger log, where posting lists fill pages of their own, against the store in memory.
@Suite(.timeLimit(.minutes(60)))
struct QueryTests {
    /// With all events in the indexes, with 200 that are in none, and with those that went there 500 at a time.
    @Test(arguments: [(0, 0), (300, 200), (450, 0)])
    func `random queries over 3,000 events find what the store in memory finds`(
        tailLimit: Int, unindexed: Int
    ) async throws {
        let scratch = try Scratch(tailUpTo: tailLimit)
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let store = try scratch.open()
        defer { store.close() }
        let memory = InMemoryEventStore(clock: scratch.clock.recording())
        for batch in 0..<30 {
            scratch.clock.advance(bySeconds: 60)
            let events = try (1...100).map { try Self.event(100 * batch + $0, &random) }
            try await store.append(events)
            _ = try await memory.append(.sample(events))
        }
        #expect(try store.statistics().unindexed == unindexed)
        #expect(try await store.read() == memory.read(), "seed \(seed)")
        for _ in 1...150 {
            let selection = try Self.selection(&random)
            let (found, expected) = (try await store.read(selection), try await memory.read(selection))
            let isSame = found == expected
            #expect(isSame, "\(selection), seed \(seed)")
            let (refused, alike) = (
                try await Self.firstMatch(of: selection, in: store),
                try await Self.firstMatch(of: selection, in: memory)
            )
            #expect(refused == alike, "condition \(selection), seed \(seed)")
        }
    }

    /// The position at which an append on the condition that nothing matches is refused; the condition is one that fails,
    /// since every event is of a kind.
    private static func firstMatch(of selection: ReadSelection, in store: some EventStore) async throws -> Position? {
        let condition = AppendCondition(failIfEventsMatch: selection.query, after: selection.after)
        let always = AppendCondition(failIfEventsMatch: .all)
        guard selection.after < Position(3000) else { return nil }
        var request = try AppendRequest.sample([.sample("new")])
        request.condition = condition
        if try await store.read(ReadSelection(selection.query, after: selection.after, limit: 1)).isEmpty {
            request.condition = always
        }
        do {
            _ = try await store.append(request)
            throw BrokenPromise("a condition did not hold")
        } catch let error as EventStoreError {
            return error.position
        }
    }

    private static func event(_ number: Int, _ random: inout SeededGenerator) throws -> NewEvent {
        // Some tags and kinds are on nearly every event, some on a handful.
        let tags = (0...11).filter { random.oneIn(1 << $0) }.map { "k:\($0)" }
        var references: [Reference] = []
        if number > 500, random.oneIn(5) {
            references = [try .to("s-\(random.number(in: 1...3))"), try .to("s-\(random.number(in: 1...3))", 1)]
        }
        let skewed = min(random.number(in: 1...9), random.number(in: 1...9))
        return try .sample(
            "s-\(skewed)", "kind-\(min(random.number(in: 1...12), random.number(in: 1...12)))", id: "e-\(number)",
            body: "{\"n\":\(number)}", tags: tags, references: references)
    }

    private static func selection(_ random: inout SeededGenerator) throws -> ReadSelection {
        let items = try (0..<random.number(in: 1...3)).map { _ in
            var item = Query.Item()
            if random.oneIn(3) {
                item.kinds = [try EventKind("kind-\(random.number(in: 1...13))"), try EventKind("kind-2")]
            }
            if random.oneIn(3) { item.streams = [try StreamID("s-\(random.number(in: 1...10))"), try StreamID("s-1")] }
            if random.oneIn(2) { item.tags.insert(try Tag("k:\(random.number(in: 0...12))")) }
            if random.oneIn(4) { item.tags.insert(try Tag("k:\(random.number(in: 0...3))")) }
            if random.oneIn(6) { item.referringTo = [try StreamID("s-\(random.number(in: 1...4))")] }
            return item
        }
        let (one, other) = (random.number(in: 0...3100), random.number(in: 0...3100))
        return ReadSelection(
            Query(items), after: random.oneIn(3) ? .beforeFirst : Position(UInt64(min(one, other))),
            upTo: random.oneIn(3) ? nil : Position(UInt64(max(one, other))),
            direction: random.pick(.forward, .backward), limit: random.oneIn(3) ? random.number(in: 1...1500) : nil)
    }
}
