import LMDB
import Synchronization

/// Random bytes for any thread.
final class SharedRandom: Sendable {
    private let source = Mutex(RandomBytes())

    /// The next `count` bytes.
    func next(_ count: Int) throws(LMDBError) -> [UInt8] {
        try source.withLock { (source) throws(LMDBError) in try source.next(count) }
    }
}
