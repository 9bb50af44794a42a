import EventSourcing
import LMDB
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// Rows of projections are believed only as they were put; the log answers whatever becomes of them.
struct ProjectionTests {
    private let projection: StoredProjection

    init() throws { projection = try StoredProjection(name: "sample", version: 1) }

    private func row(_ stream: String, rank: UInt64, at position: UInt64) throws -> ProjectionRow {
        ProjectionRow(
            stream: try StreamID(stream), rank: rank, position: Position(position),
            value: Array(stream.utf8))
    }

    /// A log with a row for each of its streams.
    private func filled(_ scratch: Scratch) async throws -> (LMDBEventStore, [ProjectionRow]) {
        let store = try scratch.open()
        try await store.append([.sample("a", id: "e1"), .sample("b", id: "e2"), .sample("c", id: "e3")])
        let rows = try [row("c", rank: 9, at: 3), row("a", rank: 4, at: 3), row("b", rank: 4, at: 3)]
        let checkpoint = try await store.beginAnew(projection)
        _ = try await store.put(rows, of: projection, after: checkpoint, reaching: Position(3))
        return (store, rows)
    }

    @Test func `a bit that turns in a row or a checkpoint takes them away, and the log answers as before`() async throws
    {
        let scratch = try Scratch()
        let (store, rows) = try await filled(scratch)
        defer { store.close() }
        let events = try await store.read()
        let file = try DamagedFile(scratch)
        let table = ProjectionTable(projection, store.reader)
        let key = table.rowKey(rank: 4, stream: rows[1].stream)
        let value = table.value(of: rows[1], key: key)
        var refused = 0
        try await file.turnEachBit(of: Array(value), in: key + value) { bit in
            let some = try await store.rows(of: projection, after: nil, limit: 9)
            let one = try await store.rows(of: projection, streams: [rows[1].stream])
            #expect(some == nil && one == nil, "bit \(bit)")
            if some == nil { refused += 1 }
            #expect(try await store.read() == events)
        }
        #expect(refused == 8 * value.count)
        let streamKey = table.streamKey(1)
        let rank = CheckedRow([4]).bytes(key: streamKey.rawBytes)
        try await file.turnEachBit(of: rank, in: streamKey + rank) { bit in
            let one = try await store.rows(of: projection, streams: [rows[1].stream])
            #expect(one == nil, "bit \(bit)")
        }
        #expect(try await store.rows(of: projection, after: nil, limit: 9)?.rows == rows)
        #expect(try LMDBEventStore.verify(at: scratch.path()).faults.isEmpty)
    }

    @Test func `a checkpoint of another time than its rows is not believed, and verify tells`() async throws {
        let scratch = try Scratch()
        let (store, rows) = try await filled(scratch)
        defer { store.close() }
        let table = ProjectionTable(projection, store.reader)
        func stored(_ key: [UInt8], _ database: Database) throws -> [UInt8] {
            try store.environment.read { transaction throws(LMDBError) in
                try transaction.value(forKey: key.rawBytes, in: database)?.array ?? []
            }
        }
        for (key, database) in [
            (table.name, store.reader.tables.checkpoints), (table.stampKey, store.reader.tables.snapshots),
        ] {
            let old = try stored(key, database)
            let checkpoint = try #require(try await store.checkpoint(of: projection))
            _ = try await store.put(rows, of: projection, after: checkpoint, reaching: nil)
            let new = try stored(key, database)
            // As if an older state of one of the two tables were found.
            try store.put { transaction, _ throws(LMDBError) in
                try transaction.put(old.rawBytes, forKey: key.rawBytes, in: database)
            }
            #expect(try await store.checkpoint(of: projection) == nil)
            #expect(try await store.rows(of: projection, after: nil, limit: 9) == nil)
            let refused = try await store.put(rows, of: projection, after: checkpoint, reaching: nil)
            #expect(refused == nil)
            #expect(try LMDBEventStore.verify(at: scratch.path()).faults.count == 1)
            try store.put { transaction, _ throws(LMDBError) in
                try transaction.put(new.rawBytes, forKey: key.rawBytes, in: database)
            }
        }
        #expect(try LMDBEventStore.verify(at: scratch.path()).faults.isEmpty)
        #expect(try await store.rows(of: projection, after: nil, limit: 9)?.rows == rows)
    }

    @Test func `a checkpoint beyond the end of the log is not believed`() async throws {
        let scratch = try Scratch()
        let (store, _) = try await filled(scratch)
        defer { store.close() }
        let checkpoint = try #require(try await store.checkpoint(of: projection))
        _ = try await store.put([], of: projection, after: checkpoint, reaching: Position(4))
        #expect(try await store.checkpoint(of: projection) == nil)
        #expect(try LMDBEventStore.verify(at: scratch.path()).faults.count == 1)
        _ = try await store.beginAnew(projection)
        #expect(try LMDBEventStore.verify(at: scratch.path()).faults.isEmpty)
    }

    @Test func `what is put survives, and rows that nobody finds are told by verify`() async throws {
        let scratch = try Scratch()
        let (store, rows) = try await filled(scratch)
        store.close()
        let again = try scratch.open()
        defer { again.close() }
        #expect(try await again.rows(of: projection, after: nil, limit: 9)?.rows == rows)
        try await again.append([.sample("d")])
        #expect(try await again.checkpoint(of: projection)?.position == Position(3))
        let table = ProjectionTable(projection, again.reader)
        try again.put { transaction, tables throws(LMDBError) in
            try transaction.remove(table.streamKey(2).rawBytes, from: tables.snapshots)
        }
        let faults = try LMDBEventStore.verify(at: scratch.path()).faults
        #expect(faults.map(\.description).first?.contains("'b' that is not found by its name") == true)
        #expect(faults.map(\.description).first?.contains("'blotter rebuild'") == true)
    }

    @Test func `several threads may append and put at once`() async throws {
        let scratch = try Scratch()
        let (store, rows) = try await filled(scratch)
        defer { store.close() }
        let checkpoint = try #require(try await store.checkpoint(of: projection))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<4 {
                group.addTask {
                    for number in 0..<10 {
                        if task.isMultiple(of: 2) {
                            try await store.append([.sample("a", id: "t\(task)-\(number)")])
                        } else {
                            let put = try await store.put(rows, of: projection, after: checkpoint, reaching: nil)
                            #expect(put != nil)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await store.head().position == Position(23))
        #expect(try await store.checkpoint(of: projection)?.changes == 21)
        #expect(try LMDBEventStore.verify(at: scratch.path()).faults.isEmpty)
    }
}
