import EventSourcing
import EventStoreTesting
import Testing

/// The suite is only worth something if a store that breaks a promise does not pass it.
struct SuiteTests {
    @Test(.timeLimit(.minutes(5)), arguments: FaultyStore.Fault.allCases)
    func `the suite notices a store that`(_ fault: FaultyStore.Fault) async {
        let suite = EventStoreSuite<FaultyStore> { clock in
            FaultyStore(fault: fault, store: InMemoryEventStore(clock: clock))
        }
        var broken: [String] = []
        // A store that loses events would let its followers wait for ever.
        for promise in EventStoreSuite<FaultyStore>.promises where !promise.name.contains("follower") {
            do { try await suite.check(promise) } catch { broken.append("\(error)") }
        }
        #expect(!broken.isEmpty)
        #expect(broken.allSatisfy { $0.contains("seed") })
    }

    @Test func `run names every promise that is broken`() async {
        let suite = EventStoreSuite(seed: 7) { clock in
            FaultyStore(fault: .isOffByOneAsOf, store: InMemoryEventStore(clock: clock))
        }
        await #expect { try await suite.run() } throws: { error in
            "\(error)".contains("as of a moment is the last position recorded at or before it")
                && "\(error)".contains("seed 7")
        }
    }

    @Test func `run is silent about a store that keeps them all`() async throws {
        try await EventStoreSuite { clock in InMemoryEventStore(clock: clock) }.run()
    }
}
