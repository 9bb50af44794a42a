import EventSourcing
import LMDB

// Where errors of the storage become errors of the store: the one place where their words meet.

extension EventStoreError {
    /// What a storage error means to whoever uses the store at a path.
    init(_ error: LMDBError, at path: String) { self.init(error.located(at: path)) }

    /// What a storage error means to whoever uses the store.
    private init(_ error: LMDBError) {
        if error.isDamage {
            self.init(.damaged, error.description, position: error.key.map { Position($0) })
        } else if error.isForeignFile {
            self.init(.notALog, error.description)
        } else {
            self.init(.unavailable, error.description)
        }
    }

    static let closed = EventStoreError(.unavailable, "the log has been closed")
}
