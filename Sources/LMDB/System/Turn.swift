import Glibc

/// Whose turn it is to write, over all processes: an advisory lock on the file (flock(2)), taken before LMDB's own.
///
/// LMDB's lock is waited for inside of the ``Gate``, and whoever waits there keeps the map from being changed, and so
/// every reader that has to change it. With the turn taken first, LMDB's lock is free. The file is also made larger in
/// one's turn only, so that nobody else's content can be in the way. The kernel gives the turn back when a process ends.
final class Turn: Sendable {
    // Of its own: a lock belongs to the open file, and LMDB opens and closes its own when it likes.
    private let descriptor: Int32
    private let path: String

    /// A turn at the file of this path.
    init(at path: String) throws(LMDBError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last("open \(path)") }
    }

    deinit { close(descriptor) }

    /// Waits until it is one's turn.
    func take() throws(LMDBError) {
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw .last("wait for the turn to write to \(path)") }
        }
    }

    /// Lets others have their turn.
    func pass() { flock(descriptor, LOCK_UN) }
}
