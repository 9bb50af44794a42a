import EventSourcing
import LMDB
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// Where a key is missed, its neighbours are looked at; in a sound log they are in order.
struct NeighbourTests {
    @Test func `what is not there is not there, whatever stands beside it`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try scratch.open()
        defer { store.close() }
        var generator = SeededGenerator(seed: 11)
        for number in 0..<300 {
            let stream = "s-\(Int.random(in: 0...40, using: &generator))"
            var references: [Reference] = []
            for _ in 0..<Int.random(in: 0...2, using: &generator) {
                let other = "s-\(Int.random(in: 0...40, using: &generator))"
                if try await store.revision(of: StreamID(other)) > .none { references.append(try .to(other)) }
            }
            let tags = (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                "k:\(Int.random(in: 0...60, using: &generator))"
            }
            try await store.append([.sample(stream, id: "e\(number)", tags: Array(Set(tags)), references: references)])
            let missing = try [
                Query.of(tags: ["k:\(Int.random(in: 0...90, using: &generator))"]),
                .of(referringTo: ["s-\(Int.random(in: 0...40, using: &generator))"]),
            ]
            for query in missing {
                for direction in [ReadSelection.Direction.forward, .backward] {
                    _ = try await store.read(ReadSelection(query, direction: direction))
                }
            }
        }
    }
}
