/// Runs tasks by way of whatever runs closures: an event loop, a thread with a queue.
public final class CallbackExecutor: TaskExecutor {
    private let execute: @Sendable (@escaping @Sendable () -> Void) -> Void

    /// - Parameter execute: runs each closure it is given once, at some time.
    public init(_ execute: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) { self.execute = execute }

    /// Runs a part of a task, at some time.
    public func enqueue(_ job: consuming ExecutorJob) {
        // A job is run once, which a closure cannot promise to the compiler; `execute` does.
        let job = UnownedJob(job)
        let executor = unsafe asUnownedTaskExecutor()
        execute { unsafe job.runSynchronously(on: executor) }
    }
}
