import Glibc

/// A thread of its own that works off jobs: it takes whatever has arrived, deals with all of it, and by then more has
/// arrived. That is what makes waiting appends share a commit, without a timer.
///
/// LMDB: a write transaction "may only be used by a single thread", and Swift's tasks move between threads.
public final class Worker<Job: Sendable>: @unchecked Sendable {
    private let queue = JobQueue<Job>()
    private var thread = pthread_t()

    /// Starts the thread.
    ///
    /// - Parameter work: deals with all the jobs that were waiting, at least one, in the order of their arrival. It must
    ///   not hold on to the worker.
    /// - Throws: where the system has no thread left.
    public init(_ work: @escaping @Sendable ([Job]) -> Void) throws(LMDBError) {
        // The thread knows the queue, not the worker, which would otherwise never be let go.
        let code = ThreadBody.start(&thread) { [queue] in
            while let jobs = queue.takeAll() { work(jobs) }
        }
        guard code == 0 else {
            _ = queue.close()
            queue.end()
            throw LMDBError(code: code, operation: "start a thread")
        }
    }

    deinit { stop() }

    /// Hands in a job.
    ///
    /// - Returns: false where the worker has been stopped; the job will not be done then.
    public func submit(_ job: Job) -> Bool { queue.put(job) }

    /// Lets the thread finish what is waiting, and waits for its end. Must not be called by the work itself.
    public func stop() {
        let isFirst = queue.close()
        queue.waitForEnd()
        if isFirst { pthread_join(thread, nil) }
    }
}

/// Jobs that wait for a thread.
private final class JobQueue<Job: Sendable>: @unchecked Sendable {
    // `jobs`, `isClosed` and `hasEnded` have `mutex`; `arrival` also tells the end of the thread.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let arrival = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [Job] = []
    /// How many were taken last.
    private var lastTaken = 0
    private var isClosed = false
    private var hasEnded = false

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        arrival.initialize(to: pthread_cond_t())
        pthread_cond_init(arrival, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
        pthread_cond_destroy(arrival)
        arrival.deallocate()
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    /// Adds a job; false where the queue has been closed.
    func put(_ job: Job) -> Bool {
        locked {
            guard !isClosed else { return false }
            jobs.append(job)
            pthread_cond_signal(arrival)
            return true
        }
    }

    /// Waits for jobs and takes all of them; nil, and the end, once there is none and the queue has been closed.
    func takeAll() -> [Job]? {
        locked {
            while jobs.isEmpty, !isClosed { pthread_cond_wait(arrival, mutex) }
            guard !jobs.isEmpty else {
                hasEnded = true
                pthread_cond_broadcast(arrival)
                return nil
            }
            giveWay()
            let all = jobs
            jobs = []
            lastTaken = all.count
            return all
        }
    }

    /// Lets those go first whose jobs were done last, as long as they come: whoever waits for an answer and then asks again
    /// would else always come just too late, and two halves of them would take turns.
    private func giveWay() {
        guard lastTaken > 1 else { return }
        let wanted = jobs.count + lastTaken
        var (seen, inVain) = (jobs.count, 0)
        while jobs.count < wanted, inVain < Self.patience {
            pthread_mutex_unlock(mutex)
            sched_yield()
            pthread_mutex_lock(mutex)
            inVain = jobs.count > seen ? 0 : inVain + 1
            seen = jobs.count
        }
    }

    /// How often it gives way and nobody comes before it stops.
    private static var patience: Int { 8 }

    /// Takes no more jobs; false where it was closed already.
    func close() -> Bool {
        locked {
            defer { isClosed = true }
            pthread_cond_broadcast(arrival)
            return !isClosed
        }
    }

    /// There is nobody who takes jobs.
    func end() { locked { hasEnded = true } }

    /// Waits until the last job is done.
    func waitForEnd() {
        locked { while !hasEnded { pthread_cond_wait(arrival, mutex) } }
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
