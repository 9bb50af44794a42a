import Glibc

/// A thread of its own that works off jobs: it takes whatever has arrived, deals with all of it, and by then more has
/// arrived. That is what makes waiting appends share a commit, without a timer.
///
/// LMDB: a write transaction "may only be used by a single thread", and Swift's tasks move between threads.
public final class Worker<Job: Sendable>: @unchecked Sendable {
    // `jobs`, `isStopping` and `isRunning` have `mutex`; `arrival` also tells the end of the thread.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [Job] = []
    private var isStopping = false
    private var isRunning = true
    private var thread = pthread_t()
    private let work: @Sendable ([Job]) -> Void

    /// Starts the thread.
    ///
    /// - Parameter work: deals with all the jobs that were waiting, at least one, in the order of their arrival. It must
    ///   not hold on to the worker.
    /// - Throws: where the system has no thread left.
    public init(_ work: @escaping @Sendable ([Job]) -> Void) throws(LMDBError) {
        self.work = work
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        arrival.initialize(to: pthread_cond_t())
        pthread_cond_init(arrival, nil)
        let code = ThreadBody.start(&thread) { [unowned(unsafe) self] in run() }
        guard code == 0 else {
            (isStopping, isRunning) = (true, false)
            throw LMDBError(code: code, operation: "start a thread")
        }
    }

    deinit {
        stop()
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
        pthread_cond_destroy(arrival)
        arrival.deallocate()
    }

    /// Hands in a job.
    ///
    /// - Returns: false where the worker has been stopped; the job will not be done then.
    public func submit(_ job: Job) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard !isStopping else { return false }
        jobs.append(job)
        pthread_cond_signal(arrival)
        return true
    }

    /// Lets the thread finish what is waiting, and waits for its end. Must not be called by the work itself.
    public func stop() {
        pthread_mutex_lock(mutex)
        let wasStopping = isStopping
        isStopping = true
        pthread_cond_broadcast(arrival)
        while isRunning { pthread_cond_wait(arrival, mutex) }
        pthread_mutex_unlock(mutex)
        if !wasStopping { pthread_join(thread, nil) }
    }

    private func run() {
        while true {
            pthread_mutex_lock(mutex)
            while jobs.isEmpty, !isStopping { pthread_cond_wait(arrival, mutex) }
            let batch = jobs
            jobs = []
            if batch.isEmpty {
                isRunning = false
                pthread_cond_broadcast(arrival)
            }
            pthread_mutex_unlock(mutex)
            guard !batch.isEmpty else { return }
            work(batch)
        }
    }
}

/// What a thread does. Outside of the generic class, because a C function cannot be generic.
private final class ThreadBody {
    private let run: () -> Void

    private init(_ run: @escaping () -> Void) { self.run = run }

    /// Starts a thread; returns the error number of pthread_create(3).
    static func start(_ thread: inout pthread_t, _ run: @escaping () -> Void) -> Int32 {
        let body = Unmanaged.passRetained(ThreadBody(run))
        let code = pthread_create(&thread, nil, threadMain, body.toOpaque())
        if code != 0 { body.release() }
        return code
    }

    fileprivate static func runRetained(_ pointer: UnsafeMutableRawPointer) {
        Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().run()
    }
}

private func threadMain(_ body: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let body { ThreadBody.runRetained(body) }
    return nil
}
