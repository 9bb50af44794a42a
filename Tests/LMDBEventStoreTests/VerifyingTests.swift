import EventSourcing
import Foundation
import LMDB
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// Everything is compared with everything, and what can be made from the records is made anew.
struct VerifyingTests {
    private func filled(_ scratch: Scratch) async throws -> LMDBEventStore {
        let store = try scratch.open()
        for number in 1...40 {
            try await store.append([
                .sample(
                    number.isMultiple(of: 3) ? "quay" : "tower", number.isMultiple(of: 2) ? "reported" : "updated",
                    id: "e\(number)", tags: ["k:\(number % 4)", "all:yes"],
                    references: number > 3 ? [.to("tower", 1)] : [])
            ])
        }
        return store
    }

    @Test(arguments: [0, 4])
    func `a sound log has no fault, also while it grows`(tailLimit: Int) async throws {
        let scratch = try Scratch(tailUpTo: tailLimit)
        try scratch.open("empty").close()
        #expect(try LMDBEventStore.verify(at: scratch.path("empty")).faults.isEmpty)
        let store = try await filled(scratch)
        defer { store.close() }
        let growing = Task { for _ in 1...30 { try await store.append([.sample("quay", tags: ["k:1"])]) } }
        for _ in 1...5 {
            let verification = try LMDBEventStore.verify(at: scratch.path())
            #expect(verification.faults.map(\.description) == [])
            #expect(verification.events >= 40 && verification.indexEntries > 200)
        }
        try await growing.value
    }

    @Test func `a log is checked to its end, however many looks at it that takes`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try scratch.open()
        let tags = (0..<8).map { "k:\($0)" }
        let count = 4200
        try await store.append(
            (1...count).map {
                try .sample("s-\($0 % 50)", id: "e\($0)", tags: tags, references: $0 > 1 ? [.to("s-1", 1)] : [])
            })
        let sound = try LMDBEventStore.verify(at: scratch.path())
        #expect(sound.faults.map(\.description) == [])
        // Three entries an event, one for each tag, one a stream, and one for each event that refers to another stream.
        #expect(
            sound.events == UInt64(count) && sound.indexEntries == UInt64(count * (3 + 8) + 50 + count - count / 50))
        try store.put { transaction, tables throws(LMDBError) in
            try transaction.put(posting: 4199, forKey: "k:9".utf8.rawBytes, in: tables.tags)
            try transaction.put(
                posting: 1, forKey: store.reader.keys.key(7, revision: 80), in: tables.streamEvents, .upsert)
        }
        store.close()
        let faults = try LMDBEventStore.verify(at: scratch.path()).faults
        #expect(faults.contains { $0.description.contains("'tags' has entries that no record bears out") })
        #expect(faults.contains { $0.description.contains("'stream-events' lacks the event at position 3957") })
    }

    /// Each takes something out of an index or puts something into it that no record bears out.
    private static let damages:
        [(table: String, damage: @Sendable (inout WriteTransaction, Tables) throws(LMDBError) -> Void)] = [
            (
                "streams",
                { transaction, tables throws(LMDBError) in
                    let key = Array("quay".utf8)
                    let row = StreamRow(ordinal: 2, revision: 5).row.bytes(key: key.rawBytes)
                    try transaction.put(row.rawBytes, forKey: key.rawBytes, in: tables.streams)
                }
            ),
            (
                "stream-events",
                { transaction, tables throws(LMDBError) in
                    try transaction.put(
                        posting: 7, forKey: IndexKeys.narrow.key(1, revision: 3), in: tables.streamEvents, .upsert)
                }
            ),
            (
                "event-ids",
                { transaction, tables throws(LMDBError) in
                    try transaction.put(posting: 3, forKey: IndexKeys.narrow.key(1, hash: 99), in: tables.eventIDs)
                }
            ),
            (
                "kind-events",
                { transaction, tables throws(LMDBError) in
                    try transaction.put(posting: 1, forKey: 2, in: tables.kindEvents)
                }
            ),
            (
                "tags",
                { transaction, tables throws(LMDBError) in
                    try transaction.put(posting: 2, forKey: "k:3".utf8.rawBytes, in: tables.tags)
                }
            ),
            (
                "references",
                { transaction, tables throws(LMDBError) in
                    try transaction.put(posting: 8, forKey: 2, in: tables.references)
                }
            ),
        ]

    @Test(arguments: 0..<damages.count)
    func `what an index says and no record does is named, and mended by making the indexes anew`(index: Int)
        async throws
    {
        let (table, damage) = Self.damages[index]
        let scratch = try Scratch(tailUpTo: 0)
        let store = try await filled(scratch)
        let good = try await store.read()
        try store.put { transaction, tables throws(LMDBError) in try damage(&transaction, tables) }
        store.close()
        let faults = try LMDBEventStore.verify(at: scratch.path()).faults

        #expect(faults.contains { $0.description.contains("'\(table)'") }, "\(faults.map(\.description))")
        // Left by one that was stopped halfway.
        try FileManager.default.createDirectory(
            at: scratch.directory.appending(path: "log/.rebuild-1-2"), withIntermediateDirectories: false)
        #expect(try LMDBEventStore.rebuildIndexes(at: scratch.path()) == 40)
        #expect(try LMDBEventStore.verify(at: scratch.path()).faults.isEmpty)
        let mended = try scratch.open()
        defer { mended.close() }
        #expect(try await mended.read() == good)
        #expect(
            try await mended.append([.sample("tower", "updated", id: "e1", tags: ["k:1", "all:yes"])]).map(\.isNew) == [
                false
            ])
        #expect(try await mended.append([.sample("quay")]).map(\.position) == [Position(41)])
        #expect(try scratch.names(in: "log") == ["data.mdb", "data.mdb.before-rebuild", "lock.mdb", "sound.mark"])
    }

    @Test func `a damaged record is named with its position, and no index is made of it`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try await filled(scratch)
        var record = try store.record(at: 17)
        record[RecordLayout.commitment] ^= 1
        try store.put { transaction, tables throws(LMDBError) in
            try transaction.put(record.rawBytes, forKey: 17, in: tables.events)
        }
        store.close()
        let faults = try LMDBEventStore.verify(at: scratch.path()).faults
        #expect(faults.first?.position == Position(17))
        #expect(faults.first?.description.contains("the record at position 17") == true)
        let before = try Data(contentsOf: scratch.directory.appending(path: "log/data.mdb"))
        let error = await refusal { _ = try LMDBEventStore.rebuildIndexes(at: scratch.path()) }
        #expect(error?.code == .damaged && error?.position == Position(17))
        #expect(try Data(contentsOf: scratch.directory.appending(path: "log/data.mdb")) == before)
        #expect(try scratch.names(in: "log") == ["data.mdb", "lock.mdb", "sound.mark"])
    }

    @Test func `a page that was overwritten is named, with the positions that are out of reach`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try await filled(scratch)
        let good = try await store.read()
        store.close()
        let file = try FileHandle(forUpdating: scratch.directory.appending(path: "log/data.mdb"))
        let size = try file.seekToEnd()
        var named: [String] = []
        for page in 2..<(size / 4096) {
            try file.seek(toOffset: 4096 * page)
            let bytes = try file.read(upToCount: 4096) ?? Data()
            try file.seek(toOffset: 4096 * page)
            try file.write(contentsOf: Data(count: 4096))
            let faults = try LMDBEventStore.verify(at: scratch.path()).faults
            named += faults.filter { $0.position != nil }.map(\.description)
            try file.seek(toOffset: 4096 * page)
            try file.write(contentsOf: bytes)
        }
        #expect(named.contains { $0.contains("of the table 'events'") && $0.contains("out of reach for it: position") })
        let again = try scratch.open()
        defer { again.close() }
        #expect(try await again.read() == good)
    }

    @Test func `where a page has a fault the records that sound pages lead to are checked all the same`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try await filled(scratch)
        var record = try store.record(at: 17)
        record[record.count - 2] ^= 1
        try store.put { transaction, tables throws(LMDBError) in
            try transaction.put(record.rawBytes, forKey: 17, in: tables.events)
        }
        store.close()
        let whole = try LMDBEventStore.verify(at: scratch.path())
        #expect(whole.faults.first?.position == Position(17) && whole.events == 40)
        let file = try FileHandle(forUpdating: scratch.directory.appending(path: "log/data.mdb"))
        var (both, lost) = (0, 0)
        for page in 2..<(try file.seekToEnd() / 4096) {
            try file.seek(toOffset: 4096 * page)
            let bytes = try file.read(upToCount: 4096) ?? Data()
            try file.seek(toOffset: 4096 * page)
            try file.write(contentsOf: Data(count: 4096))
            let check = try LMDBEventStore.verify(at: scratch.path())
            if check.faults.contains(where: { $0.description.hasPrefix("page \(page)") }) {
                if check.faults.contains(where: { $0.position == Position(17) && $0.description.contains("body") }) {
                    both += 1
                    #expect(check.indexEntries == 0 && check.events > 0)
                } else {
                    lost += 1
                }
            }
            try file.seek(toOffset: 4096 * page)
            try file.write(contentsOf: bytes)
        }
        // Only the way to the record itself and what stands above it may hide it.
        #expect(both > 5 && (1...4).contains(lost), "\(both) \(lost)")
    }

    @Test func `there must be a log to check or to mend`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        #expect(await refusal { _ = try LMDBEventStore.verify(at: scratch.path("none")) }?.code == .noSuchLog)
        #expect(await refusal { _ = try LMDBEventStore.rebuildIndexes(at: scratch.path("none")) }?.code == .noSuchLog)
        #expect(try scratch.names(in: "") == [])
    }
}
