import Glibc

/// Works off jobs, on a thread of its own: it takes whatever has arrived, deals with all of it, and by then more has
/// arrived. That is what makes waiting appends share a commit, without a timer. Where nothing else is under way, whoever
/// has a job may also do it on the spot.
///
/// LMDB: a write transaction "may only be used by a single thread", and Swift's tasks move between threads.
public final class Worker<Job: Sendable>: @unchecked Sendable {
    private let queue = JobQueue<Job>()
    private let work: @Sendable ([Job]) -> Void

    /// - Parameter work: deals with all the jobs that were waiting, at least one, in the order of their arrival, and is
    ///   done with them before it is asked again. It must not hold on to the worker.
    public init(_ work: @escaping @Sendable ([Job]) -> Void) { self.work = work }

    deinit { stop() }

    /// Hands in a job for the thread, which begins with the first.
    ///
    /// - Returns: false where the worker has been stopped; the job will not be done then.
    /// - Throws: where the system has no thread left; the job will not be done then.
    public func submit(_ job: Job) throws(LMDBError) -> Bool {
        // The thread knows the queue, not the worker, which would otherwise never be let go.
        try queue.put(job) { [queue, work] in
            while let jobs = queue.takeAll() { work(jobs) }
        }
    }

    /// Does a job at once, on the thread of the caller, where nothing waits and nothing is being done; else hands it in.
    ///
    /// It spares the change to another thread and back. It is for callers whose thread nobody else waits for.
    public func doNow(_ job: Job) throws(LMDBError) -> Bool {
        guard queue.begin() else { return try submit(job) }
        work([job])
        queue.end()
        return true
    }

    /// Lets what is waiting be finished, and waits for the end. Must not be called by the work itself.
    public func stop() { queue.close() }
}

/// Jobs that wait for a thread.
private final class JobQueue<Job: Sendable>: @unchecked Sendable {
    // Whatever changes has `mutex`; `change` tells who waits.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let change = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [Job] = []
    /// How many were taken last.
    private var lastTaken = 0
    /// Whether the thread is doing jobs.
    private var isWorking = false
    /// Whether a caller is doing a job.
    private var isTaken = false
    private var isClosed = false
    private var thread: pthread_t?
    /// Whether the thread takes no more jobs.
    private var hasEnded = false

    init() {
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
        change.initialize(to: pthread_cond_t())
        pthread_cond_init(change, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
        pthread_cond_destroy(change)
        change.deallocate()
    }

    private func locked<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body()
    }

    /// Adds a job, and starts the thread where there is none; false where the queue has been closed.
    func put(_ job: Job, for run: @escaping () -> Void) throws(LMDBError) -> Bool {
        try locked { () throws(LMDBError) in
            guard !isClosed else { return false }
            if thread == nil { thread = try ThreadBody.start(run) }
            jobs.append(job)
            pthread_cond_signal(change)
            return true
        }
    }

    /// Waits for jobs and takes all of them; nil, and the end, once there is none and the queue has been closed.
    func takeAll() -> [Job]? {
        locked {
            isWorking = false
            while isTaken || (jobs.isEmpty && !isClosed) { pthread_cond_wait(change, mutex) }
            guard !jobs.isEmpty else {
                hasEnded = true
                pthread_cond_broadcast(change)
                return nil
            }
            isWorking = true
            giveWay()
            let all = jobs
            jobs = []
            lastTaken = all.count
            return all
        }
    }

    /// Whether nothing was to be done; whoever is told so does a job, and then tells of its end.
    func begin() -> Bool {
        locked {
            guard !isClosed, !isTaken, !isWorking, jobs.isEmpty else { return false }
            isTaken = true
            return true
        }
    }

    /// The job of a caller is done.
    func end() {
        locked {
            isTaken = false
            if !jobs.isEmpty || isClosed { pthread_cond_broadcast(change) }
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

    /// Takes no more jobs, and waits until the last is done and the thread has gone.
    func close() {
        let leftOver = locked {
            let isFirst = !isClosed
            isClosed = true
            pthread_cond_broadcast(change)
            while isTaken || (thread != nil && !hasEnded) { pthread_cond_wait(change, mutex) }
            return isFirst ? thread : nil
        }
        if let leftOver { pthread_join(leftOver, nil) }
    }
}

/// What a thread does. Outside of the generic class, because a C function cannot be generic.
private final class ThreadBody {
    private let run: () -> Void

    private init(_ run: @escaping () -> Void) { self.run = run }

    /// Starts a thread (pthread_create(3)).
    static func start(_ run: @escaping () -> Void) throws(LMDBError) -> pthread_t {
        let body = Unmanaged.passRetained(ThreadBody(run))
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, threadMain, body.toOpaque())
        guard code == 0 else {
            body.release()
            throw LMDBError(code: code, operation: "start a thread")
        }
        return thread
    }

    fileprivate static func runRetained(_ pointer: UnsafeMutableRawPointer) {
        Unmanaged<ThreadBody>.fromOpaque(pointer).takeRetainedValue().run()
    }
}

private func threadMain(_ body: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let body { ThreadBody.runRetained(body) }
    return nil
}
