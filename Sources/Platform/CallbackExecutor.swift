import Synchronization

/// Runs tasks by way of whatever runs closures: an event loop, a thread with a queue.
public final class CallbackExecutor: TaskExecutor {
    fileprivate let execute: @Sendable (@escaping @Sendable () -> Void) -> Void
    fileprivate let runner: ObjectIdentifier

    /// - Parameters:
    ///   - runner: who runs the closures.
    ///   - execute: has it run each closure it is given once, at some time.
    public init(by runner: AnyObject, _ execute: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) {
        self.runner = ObjectIdentifier(runner)
        self.execute = execute
    }

    /// Runs a part of a task, at some time.
    public func enqueue(_ job: consuming ExecutorJob) {
        // A job is run once, which a closure cannot promise to the compiler; `execute` does.
        let job = UnownedJob(job)
        if let gathering = Gathering.current { return gathering.add(job, on: self) }
        execute { [self] in run(job) }
    }

    fileprivate func run(_ job: UnownedJob) { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }

    /// Lets tasks go on together that wait for one thing each.
    ///
    /// What goes on while `body` runs is handed over when it has returned, and in one closure to each runner. Whoever has
    /// something for many tasks would else be interrupted by the first of them, and the runner woken for each.
    ///
    /// - Parameter body: lets them go on; it must not wait for any of them.
    public static func together(_ body: () -> Void) {
        let gathering = Gathering()
        Gathering.$current.withValue(gathering, operation: body)
        gathering.handOver()
    }
}

/// What is handed over together.
private final class Gathering: Sendable {
    @TaskLocal static var current: Gathering?

    private typealias Part = (executor: CallbackExecutor, job: UnownedJob)

    /// In the order in which they came, by their runners, who are few.
    private let parts = Mutex<[[Part]]>([])

    func add(_ job: UnownedJob, on executor: CallbackExecutor) {
        parts.withLock { parts in
            let place = parts.firstIndex { $0[0].executor.runner == executor.runner }
            if let place { parts[place].append((executor, job)) } else { parts.append([(executor, job)]) }
        }
    }

    func handOver() {
        for parts in parts.withLock({ $0 }) {
            parts[0].executor.execute { for part in parts { part.executor.run(part.job) } }
        }
    }
}
