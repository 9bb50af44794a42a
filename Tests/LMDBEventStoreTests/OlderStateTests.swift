import EventSourcing
import LMDB
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// LMDB keeps older states in its file. One of them is never served as the newest.
struct OlderStateTests {
    private func filled(_ scratch: Scratch) async throws -> LMDBEventStore {
        let store = try scratch.open()
        try await store.append([.sample("a", id: "e1", tags: ["k:1"])])
        try await store.append([.sample("b", id: "e2", tags: ["k:1"], references: [.to("a", 1)])])
        try await store.append([.sample("a", id: "e3")])
        return store
    }

    @Test func `a state without the mark of its own commit is damage`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try await filled(scratch)
        defer { store.close() }
        try store.environment.write { transaction throws(LMDBError) in
            let row = Array("row".utf8)
            try transaction.put(row.rawBytes, forKey: row.rawBytes, in: store.reader.tables.meta)
        }
        let error = await refusal { _ = try await store.head() }
        #expect(error?.code == .damaged)
        #expect(
            error?.description.contains("commit 6 is the last, but its file leads to the state of commit 5") == true)
        #expect(await refusal { try await store.append([.sample()]) }?.code == .damaged)
    }

    @Test(arguments: ["streams", "stream-events", "kind-events", "event-ids", "tags", "references"])
    func `an index that does not know its last event is damage`(table: String) async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try await filled(scratch)
        defer { store.close() }
        // The end of the log moves on in every table but one, as if an older state of that one were found.
        let newer = try scratch.open("newer")
        defer { newer.close() }
        for event in try await store.read() {
            try await newer.append([
                .sample(
                    event.stream.text, id: event.id.text, tags: event.tags.map(\.text), references: event.references)
            ])
        }
        try await newer.append([.sample("b", id: "e4", tags: ["k:2"], references: [.to("a", 2)])])
        let record = try newer.record(at: 4)
        try store.put { transaction, tables throws(LMDBError) in
            try transaction.put(record.rawBytes, forKey: 4, in: tables.events, .append)
            if table != "streams" {
                let key = Array("b".utf8)
                try transaction.put(
                    StreamRow(ordinal: 2, revision: 2).row.bytes(key: key.rawBytes).rawBytes, forKey: key.rawBytes,
                    in: tables.streams)
            }
            if table != "stream-events" {
                try transaction.put(posting: 4, forKey: store.reader.keys.key(2, revision: 2), in: tables.streamEvents)
            }
            if table != "kind-events" { try transaction.put(posting: 4, forKey: 1, in: tables.kindEvents) }
            if table != "event-ids", let id = try? EventID("e4") {
                let key = store.reader.keys.key(2, hash: store.reader.hash(of: id)).bytes
                try transaction.put(posting: 4, forKey: key.rawBytes, in: tables.eventIDs)
            }
            if table != "tags" { try transaction.put(posting: 4, forKey: "k:2".utf8.rawBytes, in: tables.tags) }
            if table != "references" { try transaction.put(posting: 4, forKey: 1, in: tables.references) }
            var mark = try CommitMark(in: transaction.reader, tables.meta)
            (mark.lastTagged, mark.lastReferring, mark.indexed) = (4, 4, 4)
            try mark.put(into: &transaction, tables.meta)
        }
        let error = await refusal { _ = try await store.head() }
        #expect(error?.code == .damaged)
        #expect(error?.description == "The log is damaged: its table '\(table)' lacks the event at position 4.")
    }
}
