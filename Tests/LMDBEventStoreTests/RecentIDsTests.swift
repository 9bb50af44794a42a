import EventSourcing
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// The window of the newest ids says no only where no event can have an id.
struct RecentIDsTests {
    private static func staged(_ position: UInt64, _ ordinal: UInt64, _ hash: UInt64) -> Staging.Staged {
        Staging.Staged(
            append: 0, index: 0,
            numbers: RecordNumbers(
                position: position, revision: 1, ordinal: ordinal, kind: 1, recorded: .minimum, minted: nil),
            idHash: hash)
    }

    @Test func `an id that was taken is never said to be new, however many came behind it`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        var recent = RecentIDs()
        var taken: [(ordinal: UInt64, hash: UInt64)] = []
        var (head, streams): (UInt64, UInt64) = (1_000, 50)
        while taken.count < 120_000 {
            let before = (head, streams)
            var events: [Staging.Staged] = []
            for _ in 0..<Int.random(in: 1...4_000, using: &random) {
                head += 1
                // A new stream now and then, else one of the newest, or one of before.
                let isNew = Int.random(in: 0..<10, using: &random) == 0
                if isNew { streams += 1 }
                let ordinal = isNew ? streams : streams - UInt64.random(in: 0..<min(streams, 300), using: &random)
                let hash = UInt64.random(in: 0...(.max >> 20), using: &random)
                events.append(Self.staged(head, ordinal, hash))
                taken.append((ordinal, hash))
            }
            recent.take(events, before: before.0, streamsBefore: before.1)
            for _ in 0..<500 {
                guard let known = taken.randomElement(using: &random) else { continue }
                #expect(recent.mayHold(known.hash, ofStream: known.ordinal), "seed \(seed)")
            }
        }
        // Of a stream that was there before, nothing is known; of the youngest, everything.
        #expect(recent.mayHold(1, ofStream: 50))
        #expect(!recent.mayHold(1, ofStream: streams))
        #expect(recent.end == head)
    }

    @Test func `where others have appended in between, it begins anew`() {
        var recent = RecentIDs()
        recent.take([Self.staged(1, 1, 7)], before: 0, streamsBefore: 0)
        #expect(!recent.mayHold(8, ofStream: 1))
        recent.take([Self.staged(3, 3, 9)], before: 2, streamsBefore: 2)
        #expect(recent.mayHold(8, ofStream: 1))
        #expect(!recent.mayHold(8, ofStream: 3))
        #expect(recent.mayHold(9, ofStream: 3))
    }

    @Test func `of two processes that append by turns, neither takes a known id for a new one`() async throws {
        let scratch = try Scratch()
        let (first, second) = (try scratch.open(), try scratch.open())
        defer {
            first.close()
            second.close()
        }
        for round in 0..<20 {
            for store in [first, second] {
                // Each appends what the other has appended before, and one more.
                let events = try (0...round).map { try NewEvent.sample("s-\($0 % 3)", id: "e\($0)") }
                let results = try await store.append(store.prepare(events, author: Author("a")))
                let isNew = results.map { (try? $0.get().isNew) == true }
                let expected = (0...round).map { $0 == round && store === first }
                #expect(isNew == expected, "round \(round)")
            }
        }
    }
}
