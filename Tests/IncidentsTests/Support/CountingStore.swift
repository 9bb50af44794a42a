import EventSourcing
import EventStoreTesting
import Synchronization

/// A store that counts how many events it hands out and how often it is asked to append: what costs too much shows in
/// that, whatever the machine.
final class CountingStore<Store: EventStore>: StoreAround {
    let inner: Store
    private let counted = Mutex(0)

    private let appended = Mutex(0)

    init(_ store: Store) { inner = store }

    /// How many events were read since this was asked last.
    func eventsRead() -> Int {
        counted.withLock { counted in
            defer { counted = 0 }
            return counted
        }
    }

    /// How often it was asked to append.
    var appends: Int { appended.withLock { $0 } }

    func append(_ requests: [AppendRequest]) async throws(EventStoreError) -> [Result<AppendReceipt, EventStoreError>] {
        appended.withLock { $0 += 1 }
        return try await inner.append(requests)
    }

    func page(of selection: ReadSelection) async throws(EventStoreError) -> EventPage {
        let page = try await inner.page(of: selection)
        counted.withLock { $0 += page.events.count }
        return page
    }
}

extension CountingStore: ProjectionStore where Store: ProjectionStore {}

extension CountingStore: ScanningStore where Store: ScanningStore {}
