import EventSourcing
import EventStoreTesting
import Synchronization

/// A store in which somebody else appends an event, or the disk fails, just after the head was asked for.
final class RacingStore: StoreAround {
    let inner: InMemoryEventStore
    private let intruder = Mutex<NewEvent?>(nil)
    private let fails = Mutex(false)
    private let failsNext = Mutex(false)

    init(_ store: InMemoryEventStore) { inner = store }

    func interrupt(with event: NewEvent) { intruder.withLock { $0 = event } }
    func fail() { fails.withLock { $0 = true } }
    func failAfterNextAppend() { failsNext.withLock { $0 = true } }

    func append(_ requests: [AppendRequest]) async throws(EventStoreError) -> [Result<AppendReceipt, EventStoreError>] {
        let results = try await inner.append(requests)
        if failsNext.withLock({ $0 }) { fail() }
        return results
    }

    func page(of selection: ReadSelection) async throws(EventStoreError) -> EventPage {
        let page = try await inner.page(of: selection)
        let event = intruder.withLock { event in
            defer { event = nil }
            return event
        }
        if let event { _ = try await inner.append(AppendRequest([event], author: .desk)) }
        return page
    }

    func head() async throws(EventStoreError) -> LogHead {
        if fails.withLock({ $0 }) { throw EventStoreError(.unavailable, "the disk is gone") }
        return try await inner.head()
    }
}
