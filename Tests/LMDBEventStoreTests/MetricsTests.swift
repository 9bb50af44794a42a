import EventSourcing
import LMDB
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// What the store says of itself to who watches.
struct MetricsTests {
    private func level(_ name: String, _ store: LMDBEventStore) -> Int64? {
        guard case .level(let number)? = store.metrics().first(where: { $0.name == name })?.value else { return nil }
        return number
    }

    private func values(_ name: String, _ store: LMDBEventStore) -> Distribution? {
        guard case .distribution(let values)? = store.metrics().first(where: { $0.name == name })?.value else {
            return nil
        }
        return values
    }

    @Test func `each flush is told with its events, its appends and its time`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        #expect(values("blotter_flush_events", store)?.count == 0)
        try await store.append([.sample("a"), .sample("a"), .sample("b")])
        let results = try await store.append([try .sample([.sample("a")]), try .sample([.sample("c"), .sample("c")])])
        #expect(results.allSatisfy { (try? $0.get()) != nil })
        let events = try #require(values("blotter_flush_events", store))
        #expect(events.count == 2)
        #expect(events.sum == 6)
        #expect(values("blotter_flush_bytes", store)?.sum ?? 0 > 500)
        #expect(values("blotter_flush_appends", store)?.sum == 2)
        #expect(values("blotter_flush_seconds", store)?.count == 2)
        #expect(values("blotter_flush_seconds", store)?.sum ?? 0 > 0)
        #expect(level("blotter_log_events", store) == 6)
        #expect(level("blotter_log_incidents", store) == 3)
        let (used, file) = (level("blotter_log_used_bytes", store) ?? 0, level("blotter_log_file_bytes", store) ?? 0)
        #expect(used > 0 && used <= file)
    }

    @Test func `what is refused or repeated takes no flush, and a commit that fails is counted`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try scratch.open()
        defer { store.close() }
        let event = try NewEvent.sample("a", id: "once")
        try await store.append([event])
        try await store.append([event])
        #expect(values("blotter_flush_events", store)?.count == 1)
        try store.put { transaction, tables throws(LMDBError) in
            try transaction.put(posting: 1 << 40, forKey: "k:wrong".utf8.rawBytes, in: tables.tags)
        }
        _ = await refusal { try await store.append([.sample("a", tags: ["k:wrong"])]) }
        guard
            case .count(let failures)? = store.metrics().first(where: { $0.name == "blotter_flush_failures_total" })?
                .value
        else { throw Missing() }
        #expect(failures == 1)
        #expect(values("blotter_flush_events", store)?.count == 1)
    }

    @Test func `a store that was closed still tells what its commits were`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try await store.append([.sample("a")])
        store.close()
        #expect(values("blotter_flush_events", store)?.count == 1)
        #expect(level("blotter_log_events", store) == nil)
    }

    private struct Missing: Error {}
}
