import CLMDB
import Glibc

/// Keeps all other processes out of an environment: those that want to open it wait.
///
/// LMDB's mdb.c: whoever has an environment open holds a shared lock (fcntl(2)) on the first byte of `lock.mdb`; whoever
/// can have it exclusively is alone.
public final class SoleOwner {
    private let descriptor: Int32

    /// Takes the environment in a directory for this process alone. This process must not have it open itself.
    ///
    /// - Throws: ``LMDBError/isBusy`` where another process has it open.
    public init(of path: String) throws(LMDBError) {
        descriptor = Glibc.open(path + "/lock.mdb", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .last("open \(path)/lock.mdb") }
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_len = 1
        guard fcntl(descriptor, F_SETLK, &lock) == 0 else {
            let code = errno == EAGAIN || errno == EACCES ? EBUSY : errno
            close(descriptor)
            throw LMDBError(code: code, operation: "have \(path) alone")
        }
    }

    deinit { close(descriptor) }

    /// Opens the environment in a directory only to read it, without LMDB's locks, which nobody else needs now.
    ///
    /// - Throws: as ``Environment/open(at:isReadOnly:)``.
    public func open(at path: String) throws(LMDBError) -> Environment {
        try Environment.openAlone(at: path)
    }
}
