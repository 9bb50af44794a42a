import EventSourcing
import LMDB
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// A request leaves all of its events behind or none, also where it runs into the limits of the store.
struct WholeRequestTests {
    @Test func `a request with one kind too many leaves nothing behind`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        try await store.append([.sample("s", "reported")])
        // The numbers 2 to 65,534 are given; one is left.
        try store.put { transaction, tables throws(LMDBError) in
            for number in 2...65_534 as ClosedRange<UInt64> {
                let key = Array("k-\(number)".utf8)
                let row = CheckedRow([number]).bytes(key: key.rawBytes)
                try transaction.put(row.rawBytes, forKey: key.rawBytes, in: tables.kinds)
            }
        }
        let results = try await store.append([
            .sample([.sample("s", "reported"), .sample("t", "last but one"), .sample("u", "too many")]),
            .sample([.sample("s", "reported")]),
        ])
        guard case .failure(let error) = results[0] else { throw BrokenPromise("it was appended") }
        #expect(error.code == .invalid)
        #expect(error.description == "a log can hold 65535 kinds; 'too many' would be one too many")
        #expect(try results[1].get().entries.map(\.position) == [Position(2)])
        #expect(try await store.read().map(\.revision.rawValue) == [1, 2])
        #expect(try await store.streams(after: nil, limit: 9).map(\.stream.text) == ["s"])
        #expect(try await store.append([.sample("t", "last but one")]).map(\.revision) == [Revision(1)])
        #expect(await refusal { try await store.append([.sample("t", "too many")]) }?.code == .invalid)
    }
}
