import LMDB

// Short ways to put a row and to look at one.

extension Environment {
    func put(_ value: [UInt8], _ key: [UInt8], in database: Database, _ mode: PutMode = .upsert) throws(LMDBError) {
        try write { transaction throws(LMDBError) in
            try transaction.put(value.rawBytes, forKey: key.rawBytes, in: database, mode)
        }
    }

    func put(_ value: String, _ key: String, in database: Database, _ mode: PutMode = .upsert) throws(LMDBError) {
        try put(Array(value.utf8), Array(key.utf8), in: database, mode)
    }

    func put(_ value: [UInt8], _ key: UInt64, in database: Database, _ mode: PutMode = .upsert) throws(LMDBError) {
        try write { transaction throws(LMDBError) in
            try transaction.put(value.rawBytes, forKey: key, in: database, mode)
        }
    }

    func value(_ key: [UInt8], in database: Database) throws(LMDBError) -> [UInt8]? {
        try read { transaction throws(LMDBError) in try transaction.value(forKey: key.rawBytes, in: database)?.array }
    }

    func value(_ key: UInt64, in database: Database) throws(LMDBError) -> [UInt8]? {
        try read { transaction throws(LMDBError) in try transaction.value(forKey: key, in: database)?.array }
    }

    func text(_ key: String, in database: Database) throws(LMDBError) -> String? {
        try value(Array(key.utf8), in: database).map { String(decoding: $0, as: UTF8.self) }
    }

    func count(of database: Database) throws(LMDBError) -> Int {
        try read { transaction throws(LMDBError) in try transaction.count(of: database) }
    }
}
