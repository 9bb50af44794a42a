import EventSourcing
import LMDB

@testable import EventStoreTesting
@testable import LMDBEventStore

extension LMDBEventStore {
    /// Appends events as one request of the desk.
    @discardableResult
    func append(_ events: [NewEvent]) async throws -> [AppendReceipt.Entry] {
        try await append(.sample(events)).entries
    }

    /// How many transactions have been committed by now.
    func commits() throws -> UInt64 { try environment.usage().lastTransaction }

    /// Puts into a table what no append would, as one commit of the log.
    func put(_ body: (inout WriteTransaction, Tables) throws(LMDBError) -> Void) throws {
        try environment.write { transaction throws(LMDBError) in
            try body(&transaction, reader.tables)
            let mark = try CommitMark(in: transaction.reader, reader.tables.meta)
            try mark.put(into: &transaction, reader.tables.meta)
        }
    }

    /// How many entries a table has.
    func entries(in table: KeyPath<Tables, Database>) throws -> Int {
        try environment.read { transaction throws(LMDBError) in
            try transaction.count(of: reader.tables[keyPath: table])
        }
    }

    /// The bytes of a record as they lie in the log.
    func record(at position: UInt64) throws -> [UInt8] {
        try environment.read { transaction throws(LMDBError) in
            try transaction.value(forKey: position, in: reader.tables.events)?.array ?? []
        }
    }

    /// The value under a key of one of the tables.
    func value(_ key: [UInt8], in table: KeyPath<Tables, Database>) throws -> [UInt8] {
        try environment.read { transaction throws(LMDBError) in
            try transaction.value(forKey: key.rawBytes, in: reader.tables[keyPath: table])?.array ?? []
        }
    }
}

extension AppendRequest {
    static func sample(_ events: [NewEvent]) throws -> AppendRequest {
        AppendRequest(events, author: try Author("desk-1"))
    }
}
