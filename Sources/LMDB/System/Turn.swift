import CLMDB
import Glibc

/// Whose turn it is to write, over all processes: advisory locks on the file, taken before LMDB's own.
///
/// LMDB's lock is waited for inside of the ``Gate``, and whoever waits there keeps the map from being changed, and so
/// every reader that has to change it. With the turn taken first, LMDB's lock is free. The file is also made larger in
/// one's turn only, so that nobody else's content can be in the way.
///
/// Nobody has two turns while another waits: one stands at the door for the turn, all others behind. Of one lock alone
/// (LMDB's mutex is such a one) whoever passes it on can take it again before those who wait have woken up, and one bulk
/// append would keep all others waiting through many transactions. The kernel gives both back when a process ends.
final class Turn: Sendable {
    /// The file, opened once more: these locks belong to the open file (fcntl(2), "Open file description locks").
    let descriptor: Int32
    private let path: String
    /// Held by the thread whose turn it is: the locks below belong to the process, and do not tell its threads apart.
    private let thread = ThreadLock()

    /// Bytes that no file reaches: they stand for the locks.
    private enum Place {
        static let door = 1 << 62
        static let turn = (1 << 62) + 1
    }

    /// A turn at the file of this path.
    init(at path: String) throws(LMDBError) {
        self.path = path
        // Who may only read has no turn to take, but is not kept from reading.
        // NONBLOCK: a pipe of that name would keep us waiting for somebody at its other end.
        let flags = O_CLOEXEC | O_NONBLOCK
        var opened = open(path, O_RDWR | flags)
        if opened < 0, errno == EACCES || errno == EROFS || errno == EPERM { opened = open(path, O_RDONLY | flags) }
        guard opened >= 0 else { throw .last("open \(path)") }
        descriptor = opened
    }

    deinit { close(descriptor) }

    /// Waits until it is one's turn.
    func take() throws(LMDBError) {
        thread.lock()
        do throws(LMDBError) {
            try lock(Place.door)
            defer { unlock(Place.door) }
            try lock(Place.turn)
        } catch {
            thread.unlock()
            throw error
        }
    }

    /// Lets others have their turn. To be called by the thread that has it.
    func pass() {
        unlock(Place.turn)
        thread.unlock()
    }

    /// Whether another opening of the file, in any process, has its turn just now.
    var isTaken: Bool { blotter_is_byte_locked(descriptor, Place.turn) == 1 }

    /// Whether another opening of the file, in any process, stands at the door just now: the next turn is its own. For
    /// tests of that rule.
    var isAwaited: Bool { blotter_is_byte_locked(descriptor, Place.door) == 1 }

    private func lock(_ place: Int) throws(LMDBError) {
        var code: Int32
        repeat { code = blotter_lock_byte(descriptor, place, Int16(F_WRLCK)) } while code == EINTR
        guard code == 0 else { throw LMDBError(code: code, operation: "wait for the turn to write to \(path)") }
    }

    private func unlock(_ place: Int) { _ = blotter_lock_byte(descriptor, place, Int16(F_UNLCK)) }
}
