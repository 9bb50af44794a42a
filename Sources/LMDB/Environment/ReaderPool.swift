import CLMDB
import Synchronization

/// Read transactions that wait to be used again: renewing one costs a tenth of beginning one.
final class ReaderPool: Sendable {
    private struct Waiting: @unchecked Sendable { var transactions: [OpaquePointer] = [] }

    private let waiting = Mutex(Waiting())
    /// Each takes one of the environment's slots for readers, which all processes share.
    private static let limit = 16

    /// A read transaction that sees the newest commit.
    func begin(in environment: OpaquePointer) throws(LMDBError) -> OpaquePointer {
        let code: Int32
        if let transaction = waiting.withLock({ $0.transactions.popLast() }) {
            code = mdb_txn_renew(transaction)
            if code == MDB_SUCCESS { return transaction }
            mdb_txn_abort(transaction)
            guard code != MDB_MAP_RESIZED else { throw LMDBError(code: code, operation: "begin to read") }
        }
        var begun: OpaquePointer?
        var result = mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &begun)
        if result == MDB_READERS_FULL {
            var dead: Int32 = 0
            mdb_reader_check(environment, &dead)
            result = mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &begun)
        }
        try LMDBError.check(result, "begin to read")
        guard let begun else { throw LMDBError(code: MDB_BAD_TXN, operation: "begin to read") }
        return begun
    }

    /// Ends a read transaction; what it saw may be reused from now on.
    func end(_ transaction: OpaquePointer) {
        mdb_txn_reset(transaction)
        let keeps = waiting.withLock { waiting in
            guard waiting.transactions.count < Self.limit else { return false }
            waiting.transactions.append(transaction)
            return true
        }
        if !keeps { mdb_txn_abort(transaction) }
    }

    /// Frees everything that waits.
    func removeAll() {
        waiting.withLock { waiting in
            for transaction in waiting.transactions { mdb_txn_abort(transaction) }
            waiting.transactions = []
        }
    }
}
