import EventSourcing
import Foundation
import Synchronization
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// Appends that wait together cost one commit. Commits are counted, not timed.
struct GroupCommitTests {
    @Test(arguments: [(1, 1), (2000, 1), (8192, 1), (8193, 2), (20_000, 3)] as [(Int, UInt64)])
    func `requests of one call share commits of 8,192 events`(requests: Int, commits: UInt64) async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        let request = try AppendRequest.sample([.sample("s", body: "")])
        let before = try store.commits()
        let results = try await store.append([AppendRequest](repeating: request, count: requests))
        #expect(try store.commits() - before == commits)
        let positions = try results.map { try $0.get().entries[0].position.rawValue }
        #expect(positions == Array(1...UInt64(requests)))
    }

    @Test func `a request is never split, however large`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        let before = try store.commits()
        let many = try await store.append([NewEvent](repeating: .sample("s", body: ""), count: 20_000))
        #expect(try store.commits() - before == 1)
        #expect(many.last?.revision == Revision(20_000))
        let large = try NewEvent.sample("large").with { $0.body = [UInt8](repeating: 7, count: 256 << 10) }
        try await store.append([NewEvent](repeating: large, count: 100))
        #expect(try store.commits() - before == 2)
        let page = try await store.read(ReadSelection(.stream(StreamID("large")), direction: .backward))
        #expect(page.map(\.revision.rawValue) == (1...100).reversed())
        #expect(page.allSatisfy { $0.body == large.body })
    }

    @Test func `large requests are spread over several commits, each answered`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        let large = try NewEvent.sample().with { $0.body = [UInt8](repeating: 7, count: 256 << 10) }
        let before = try store.commits()
        let results = try await store.append([AppendRequest](repeating: .sample([large]), count: 100))
        #expect(try store.commits() - before == 4)
        #expect(try results.map { try $0.get().entries[0].position.rawValue } == Array(1...100))
    }

    @Test func `a request that no transaction can hold is refused before anything is done`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        let large = try NewEvent.sample().with { $0.body = [UInt8](repeating: 7, count: 32 << 20) }
        let error = await refusal { try await store.append([NewEvent](repeating: large, count: 9)) }
        #expect(error?.code == .invalid)
        #expect(error?.description.contains("at most 268435456 can be appended together") == true)
        #expect(try await store.head().position == .beforeFirst)
    }

    @Test func `appends of 200 tasks that wait together cost few commits, and are answered together`() async throws {
        let scratch = try Scratch()
        let gate = ClosedClock(at: scratch.clock.now)
        let answerings = Mutex<UInt64>(0)
        let store = try LMDBEventStore.open(at: scratch.path(), mode: .createIfMissing, clock: gate.clock) { answers in
            answerings.withLock { $0 += 1 }
            answers()
        }
        defer { store.close() }
        let before = try store.commits()
        gate.close()
        // The first append holds the writer's thread until all others have come.
        let first = Task { try await store.append([.sample("first")]) }
        await gate.someoneWaits()
        let begun = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    if begun.add() == 200 { gate.open() }
                    try await store.append([.sample("s-\(number)")])
                }
            }
            try await group.waitForAll()
        }
        _ = try await first.value
        // Whoever has begun hands in his request before he gives up his processor, so that one a processor can be late.
        let most = 2 + ProcessInfo.processInfo.activeProcessorCount
        #expect(try store.commits() - before <= UInt64(most))
        #expect(answerings.withLock { $0 } == (try store.commits() - before))
        #expect(try await store.head().position == Position(201))
    }

    @Test func `requests refused one by one cost no commit`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        try await store.append([.sample("s", id: "e1")])
        let before = try store.commits()
        for _ in 1...20 {
            #expect(try await store.append([.sample("s", id: "e1")]).map(\.isNew) == [false])
            #expect(await refusal { try await store.append([.sample("s", expecting: 7)]) }?.code == .staleRevision)
        }
        #expect(try store.commits() == before)
    }
}
