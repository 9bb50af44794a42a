import EventSourcing
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// What is known of the newest events never hides a match.
struct RecentEventsTests {
    private static func event(_ random: inout SeededGenerator) throws -> NewEvent {
        var event = NewEvent(
            stream: try StreamID("s\(Int.random(in: 0..<6, using: &random))"),
            kind: try EventKind("k\(Int.random(in: 0..<3, using: &random))" as String), body: [])
        event.tags = try (0..<Int.random(in: 0...3, using: &random)).map {
            try Tag("t:\($0 * 3 + Int.random(in: 0..<3, using: &random))")
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            event.references = [Reference(stream: try StreamID("s\(Int.random(in: 0..<6, using: &random))"))]
        }
        return event
    }

    private static func query(_ random: inout SeededGenerator) throws -> Query {
        Query(
            try (0..<Int.random(in: 1...2, using: &random)).map { _ in
                let sample = try event(&random)
                func maybe<Value>(_ value: Value) -> Set<Value> { Bool.random(using: &random) ? [value] : [] }
                return Query.Item(
                    kinds: maybe(sample.kind), streams: maybe(sample.stream),
                    tags: Bool.random(using: &random) ? Set(sample.tags) : [],
                    referringTo: Set(sample.references.map(\.stream)))
            })
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func `where it says no, a scan of all events finds none`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var recent = RecentEvents()
        var log: [NewEvent] = []
        var noes = 0
        for _ in 0..<600 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0: recent.begin(at: UInt64(log.count))
            case 1: recent.stop()
            case 2: log.append(try Self.event(&random))
            default:
                log.append(try Self.event(&random))
                recent.take(log[log.count - 1], at: UInt64(log.count))
            }
            guard recent.isKept, recent.end == UInt64(log.count) else { continue }
            let query = try Self.query(&random)
            let after = UInt64.random(in: UInt64(max(0, log.count - 30))...UInt64(log.count), using: &random)
            guard !recent.mayMatch(query, after: after) else { continue }
            noes += 1
            #expect(!log[Int(after)...].contains { query.matches($0) }, "seed \(seed)")
        }
        #expect(noes > 5)
    }

    @Test func `it stops by itself where nobody asks, and begins anew where others have written`() throws {
        var recent = RecentEvents()
        var random = SeededGenerator(seed: 1)
        let event = try Self.event(&random)
        recent.take(event, at: 1)
        #expect(!recent.isKept)
        recent.begin(at: 1)
        recent.take(event, at: 2)
        #expect(recent.isKept && recent.end == 2)
        recent.take(event, at: 4)
        #expect(!recent.isKept)
        recent.begin(at: 4)
        for position in 5...20_000 { recent.take(event, at: UInt64(position)) }
        #expect(!recent.isKept)
    }

    @Test func `a condition is checked against what is staged before it and what was committed`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        let other = try scratch.open()
        defer { other.close() }
        func request(_ tag: String, after: UInt64) throws -> AppendRequest {
            var request = try AppendRequest.sample([.sample("s", body: "").with { $0.tags = [try Tag(tag)] }])
            request.condition = AppendCondition(
                failIfEventsMatch: Query([Query.Item(tags: [try Tag(tag)])]), after: Position(after))
            return request
        }
        var results = try await store.append([
            request("t:1", after: 0), request("t:1", after: 0), request("t:2", after: 0),
        ])
        #expect(results.map { (try? $0.get()) != nil } == [true, false, true])
        results = try await store.append([request("t:1", after: 1), request("t:1", after: 0), request("t:2", after: 1)])
        #expect(results.map { (try? $0.get()) != nil } == [true, false, false])
        _ = try await other.append([request("t:3", after: 0)])
        results = try await store.append([request("t:3", after: 3), request("t:1", after: 3), request("t:4", after: 0)])
        #expect(results.map { (try? $0.get()) != nil } == [false, true, true])
    }
}
