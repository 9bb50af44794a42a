import Glibc

/// A gate through which any number of threads may go at once, until one closes it: it waits for those inside to leave
/// and keeps new ones out, who would otherwise keep it waiting for ever.
///
/// Whoever is inside must not enter again.
final class Gate: @unchecked Sendable {
    private let lock = UnsafeMutablePointer<pthread_rwlock_t>.allocate(capacity: 1)

    init() {
        var attributes = pthread_rwlockattr_t()
        pthread_rwlockattr_init(&attributes)
        pthread_rwlockattr_setkind_np(&attributes, Int32(PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP))
        lock.initialize(to: pthread_rwlock_t())
        pthread_rwlock_init(lock, &attributes)
        pthread_rwlockattr_destroy(&attributes)
    }

    deinit {
        pthread_rwlock_destroy(lock)
        lock.deallocate()
    }

    /// Goes in, together with others.
    func enter() { pthread_rwlock_rdlock(lock) }

    /// Goes out.
    func leave() { pthread_rwlock_unlock(lock) }

    /// Waits until nobody is inside, and lets nobody in.
    func close() { pthread_rwlock_wrlock(lock) }

    /// Lets others in again.
    func open() { pthread_rwlock_unlock(lock) }
}
