import EventSourcing
import Foundation
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// What comes of a store that is closed, and of the others on the same log.
struct ClosingTests {
    @Test func `closing finishes the appends that wait`() async throws {
        let scratch = try Scratch()
        let gate = ClosedClock(at: scratch.clock.now)
        let store = try LMDBEventStore.open(at: scratch.path(), mode: .createIfMissing, clock: gate.clock)
        gate.close()
        let begun = Counter()
        let tasks = (0..<20).map { number in
            Task {
                begun.add()
                return try await store.append([AppendRequest](repeating: .sample([.sample("s-\(number)")]), count: 10))
            }
        }
        await gate.someoneWaits()
        // A task that has begun hands in its requests without a pause, or finds the store closed.
        while begun.count < 20 { await Task.yield() }
        Thread.detachNewThread { gate.open() }
        store.close()
        var appended: UInt64 = 0
        for task in tasks {
            switch await task.result {
            case .success(let results): appended += UInt64(try results.map { try $0.get() }.count)
            case .failure(let error): #expect((error as? EventStoreError)?.description == "the log has been closed")
            }
        }
        #expect(appended >= 10)
        let again = try scratch.open()
        defer { again.close() }
        #expect(try await again.head().position == Position(appended))
    }

    @Test func `whatever is asked of a closed store is an error`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try await store.append([.sample("s")])
        store.close()
        store.close()
        let stream = try StreamID("s")
        let questions: [(String, () async throws -> Void)] = [
            ("append", { try await store.append([.sample("s")]) }), ("head", { _ = try await store.head() }),
            ("read", { _ = try await store.read() }), ("revision", { _ = try await store.revision(of: stream) }),
            ("streams", { _ = try await store.streams(after: nil, limit: 1) }),
            ("position", { _ = try await store.position(asOf: .maximum) }),
            ("statistics", { _ = try store.statistics() }),
        ]
        for (name, question) in questions {
            let error = await refusal(question)
            #expect(error?.code == .unavailable, "\(name)")
            #expect(error?.description.contains("closed") == true, "\(name)")
        }
    }

    @Test func `a store that is closed and let go leaves the others on its log open`() async throws {
        let scratch = try Scratch()
        let other = try scratch.open()
        defer { other.close() }
        for _ in 1...3 {
            let store = try scratch.open()
            try await store.append([.sample()])
            store.close()
            store.close()
        }
        do { _ = try scratch.open() }
        #expect(try await other.append([.sample()]).map(\.position) == [Position(4)])
        #expect(try await other.read().count == 4)
    }

    @Test func `closing by many at once returns when the appends are done`() async throws {
        let scratch = try Scratch()
        for round in 1...10 as ClosedRange<UInt64> {
            let store = try scratch.open()
            let append = Task { try await store.append([.sample()]) }
            _ = try await append.value
            await withTaskGroup(of: Void.self) { group in
                for _ in 1...4 { group.addTask { store.close() } }
            }
            let again = try scratch.open()
            #expect(try await again.head().position == Position(round))
            again.close()
        }
    }
}
