import Platform
import Synchronization
import Testing

/// Tasks that run by way of closures.
struct CallbackExecutorTests {
    /// Runs closures when it is told to, and counts them.
    private final class Runner: Sendable {
        private let waiting = Mutex<[@Sendable () -> Void]>([])

        var count: Int { waiting.withLock { $0.count } }

        func executor() -> CallbackExecutor {
            CallbackExecutor(by: self) { [self] closure in waiting.withLock { $0.append(closure) } }
        }

        func run() {
            let closures = waiting.withLock { waiting in
                defer { waiting = [] }
                return waiting
            }
            for closure in closures { closure() }
        }
    }

    /// Tasks that wait for something each, by turns on the executors of some runners, and tell when they have it.
    private final class Waiting: Sendable {
        let order = Mutex<[Int]>([])
        private let continuations = Mutex<[Int: CheckedContinuation<Void, Never>]>([:])
        private let tasks: Mutex<[Task<Void, Never>]>

        init(_ count: Int, on runners: [Runner]) {
            tasks = Mutex([])
            for number in 0..<count {
                let task = Task(executorPreference: runners[number % runners.count].executor()) { [self] in
                    await withCheckedContinuation { continuation in
                        continuations.withLock { $0[number] = continuation }
                    }
                    order.withLock { $0.append(number) }
                }
                tasks.withLock { $0.append(task) }
            }
            for runner in runners { runner.run() }
        }

        func letGoOn() {
            let all = continuations.withLock { continuations in
                defer { continuations = [:] }
                return continuations
            }
            for (_, continuation) in all.sorted(by: { $0.key < $1.key }) { continuation.resume() }
        }

        func end() async {
            for task in tasks.withLock({ $0 }) { await task.value }
        }
    }

    @Test func `tasks that go on together are one closure to each runner, in their order`() async {
        let runners = [Runner(), Runner()]
        let waiting = Waiting(10, on: runners)
        CallbackExecutor.together {
            waiting.letGoOn()
            #expect(runners.map(\.count) == [0, 0])
        }
        #expect(runners.map(\.count) == [1, 1])
        runners[1].run()
        #expect(waiting.order.withLock { $0 } == [1, 3, 5, 7, 9])
        runners[0].run()
        #expect(waiting.order.withLock { $0 }.suffix(5) == [0, 2, 4, 6, 8])
        await waiting.end()
    }

    @Test func `tasks that go on by themselves are a closure each`() async {
        let runner = Runner()
        let waiting = Waiting(10, on: [runner])
        waiting.letGoOn()
        #expect(runner.count == 10)
        runner.run()
        await waiting.end()
    }

    @Test func `nothing that goes on together is nothing to run`() {
        let runner = Runner()
        withExtendedLifetime(runner.executor()) { CallbackExecutor.together {} }
        #expect(runner.count == 0)
    }
}
