import EventSourcing
import Synchronization
import Testing

@testable import EventStoreTesting

/// The suite is only worth something if a store that breaks a promise does not pass it.
struct SuiteTests {
    @Test(.timeLimit(.minutes(60)), arguments: FaultyStore.Fault.allCases)
    func `the suite notices a store that`(_ fault: FaultyStore.Fault) async {
        let suite = EventStoreSuite<FaultyStore> { clock in
            FaultyStore(fault: fault, store: InMemoryEventStore(clock: clock))
        }
        var broken: [String] = []
        // A store that loses events would let its followers wait for ever.
        for promise in EventStoreSuite<FaultyStore>.promises
        where broken.isEmpty && !promise.name.contains("follower") {
            do { try await suite.check(promise) } catch { broken.append("\(error)") }
        }
        #expect(broken.first?.contains("seed") == true)
    }

    @Test func `run names every promise that is broken, and disposes of every store that was made`() async {
        let open = Mutex(0)
        let suite = EventStoreSuite(seed: 7) { clock in
            open.withLock { $0 += 1 }
            return FaultyStore(fault: .isOffByOneAsOf, store: InMemoryEventStore(clock: clock))
        } dispose: { _ in
            open.withLock { $0 -= 1 }
        }
        await #expect { try await suite.run() } throws: { error in
            "\(error)".contains("as of a moment is the last position recorded at or before it")
                && "\(error)".contains("seed 7")
        }
        #expect(open.withLock { $0 } == 0)
    }

    @Test func `run is silent about a store that keeps them all`() async throws {
        try await EventStoreSuite { clock in InMemoryEventStore(clock: clock) }.run()
    }

    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `random operations meet every sort of answer`(seed: UInt64) async throws {
        let clock = SettableClock()
        let store = InMemoryEventStore(clock: clock.recording())
        var operations = RandomOperations(seed: seed)
        var answers = ""
        for _ in 1...250 {
            clock.advance(bySeconds: operations.clockStep())
            let operation = try operations.next(head: await store.head().position.rawValue)
            answers += await operation.answer(of: store) + "\n"
        }
        for sort in ["new", "again", "staleRevision", "conditionFailed", "idConflict", "missingReference", "invalid"] {
            #expect(answers.contains(sort), "seed \(seed)")
        }
    }
}
