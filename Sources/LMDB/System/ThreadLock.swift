import Glibc

/// A lock that one thread holds at a time, from one call to another: what `Mutex`, which ends with its closure, is not for.
final class ThreadLock: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Waits until no other thread holds it.
    func lock() { pthread_mutex_lock(mutex) }

    /// Gives it back. To be called by the thread that holds it.
    func unlock() { pthread_mutex_unlock(mutex) }
}
