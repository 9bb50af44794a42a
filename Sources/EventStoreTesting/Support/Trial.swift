import EventSourcing

/// A new store under test, and the clock that it was opened with.
struct Trial<Store: EventStore>: Sendable {
    let store: Store
    let clock: SettableClock
    let seed: UInt64

    /// Appends events as one request of the desk.
    @discardableResult
    func append(
        _ events: [NewEvent], condition: AppendCondition? = nil
    ) async throws -> [AppendReceipt.Entry] {
        let entries = try await store.append(request(events, condition: condition)).entries
        try expect(entries.map(\.stream), is: events.map(\.stream), "streams of the answers to a request")
        return entries
    }

    /// Appends one event and says where it stands.
    @discardableResult
    func append(_ event: NewEvent, condition: AppendCondition? = nil) async throws -> AppendReceipt.Entry {
        try await append([event], condition: condition)[0]
    }

    /// Sends several requests in one call.
    func call(_ requests: [AppendRequest]) async throws -> [Result<AppendReceipt, EventStoreError>] {
        let results = try await store.append(requests)
        try expect(results.count, is: requests.count, "results of a call with \(requests.count) requests")
        return results
    }

    /// Sends a request that must be refused with this code, and must leave the log as it was.
    @discardableResult
    func refused(
        _ code: EventStoreError.Code, _ events: [NewEvent], condition: AppendCondition? = nil
    ) async throws -> EventStoreError {
        let before = try await store.head()
        let receipt: AppendReceipt
        do {
            receipt = try await store.append(request(events, condition: condition))
        } catch let error as EventStoreError {
            try expect(error.code, is: code, "code of the refusal '\(error)'")
            try expect(!error.description.isEmpty, "a refusal without a sentence")
            try await expect(store.head(), is: before, "head after a refused request")
            return error
        }
        throw BrokenPromise("a request that must be refused as \(code) was answered: \(receipt.entries)")
    }

    /// A request of the desk.
    func request(_ events: [NewEvent], condition: AppendCondition? = nil) throws -> AppendRequest {
        try AppendRequest(events, author: Author("desk-1"), condition: condition)
    }

    /// The positions of what a selection finds.
    func positions(_ selection: ReadSelection) async throws -> [UInt64] {
        try await store.read(selection).map(\.position.rawValue)
    }

    /// The positions of what a query finds.
    func positions(_ query: Query) async throws -> [UInt64] { try await positions(ReadSelection(query)) }
}
