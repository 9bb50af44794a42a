import EventSourcing
import EventStoreTesting
import Testing

/// The store in memory keeps what every store promises, with full pages and with tiny ones.
@Suite(.timeLimit(.minutes(60)))
struct StorePromises {
    typealias Suite = EventStoreSuite<InMemoryEventStore>

    @Test func `every promise has a name of its own`() {
        #expect(Set(Suite.promises.map(\.name)).count == Suite.promises.count)
    }

    @Test(arguments: Suite.promises + Suite.projectionPromises)
    func `the store in memory keeps its promise`(_ promise: Suite.Promise) async throws {
        try await Suite { clock in InMemoryEventStore(clock: clock) }.check(promise)
    }

    @Test(arguments: Suite.promises)
    func `the store in memory keeps its promise with tiny pages`(_ promise: Suite.Promise) async throws {
        try await Suite { clock in InMemoryEventStore(clock: clock, pageSize: 7) }.check(promise)
    }

    @Test(arguments: DCBFile.cases)
    func `the store in memory plays the case`(_ dcbCase: DCBCase) async throws {
        let clock = SettableClock()
        try await dcbCase.run(on: InMemoryEventStore(clock: clock.recording()), clock: clock)
    }

    @Test(.enabled(if: DCBFile.isThere, "needs ../shared/data/dcb/dcb_testcases.json"))
    func `all 27 cases of consistency across entities were played`() {
        #expect(DCBFile.cases.count == 27)
    }
}
