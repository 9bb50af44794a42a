import EventSourcing
import LMDB
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// What becomes of requests when one of the commits that they take fails.
struct FailureTests {
    /// A posting behind the log's end, which no sound log has, stands in the way of the next one of its tag.
    private func damageTag(_ tag: String, of store: LMDBEventStore) throws {
        try store.put { transaction, tables throws(LMDBError) in
            try transaction.put(posting: 1 << 40, forKey: tag.utf8.rawBytes, in: tables.tags)
        }
    }

    @Test func `a posting behind the log's end is damage that names its table, and nothing is appended`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try scratch.open()
        defer { store.close() }
        try damageTag("k:wrong", of: store)
        let error = await refusal { try await store.append([.sample(), .sample(tags: ["k:wrong"])]) }
        #expect(error?.code == .damaged)
        #expect(error?.description == "The log is damaged: its table 'tags' reaches beyond the log's end.")
        #expect(error?.isFailureOfStore == true)
        #expect(try await store.head().position == .beforeFirst)
        // What has nothing to do with it goes on.
        try await store.append([.sample(tags: ["k:right"])])
        #expect(try await store.head().position == Position(1))
    }

    @Test func `requests whose commit fails fail, and those of an earlier commit stand`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try scratch.open()
        defer { store.close() }
        try damageTag("k:wrong", of: store)
        let sound = try AppendRequest.sample([.sample("s", body: "")])
        let wrong = try AppendRequest.sample([.sample("s", body: "", tags: ["k:wrong"])])
        let count = GroupCommit.maximumCount
        let results = try await store.append([AppendRequest](repeating: sound, count: count) + [sound, wrong])
        let positions = results.prefix(count).map { try? $0.get().entries[0].position.rawValue }
        #expect(positions.elementsEqual((1...UInt64(count)).map(Optional.some)), "\(positions.prefix(3)) …")
        for result in results.suffix(2) {
            #expect(throws: EventStoreError.self) { try result.get() }
        }
        #expect(try await store.head().position == Position(UInt64(count)))
    }

    @Test func `conditions that wait together with many events do not hold the lock for long`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try scratch.open()
        defer { store.close() }
        var request = try AppendRequest.sample([.sample("s", body: "")])
        request.condition = AppendCondition(failIfEventsMatch: try .of(tags: ["k:never"]))
        let before = try store.commits()
        let results = try await store.append([AppendRequest](repeating: request, count: 2_000))
        #expect(results.allSatisfy { (try? $0.get()) != nil })
        // 1 + 2 + … + 2,000 comparisons do not fit into one commit, but into a few.
        #expect((2...20).contains(try store.commits() - before))
        #expect(try await store.head().position == Position(2_000))
    }
}
