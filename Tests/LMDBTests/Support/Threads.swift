import Foundation

/// Runs so many threads of the system, and waits for their end.
func onThreads(_ count: Int, _ body: @escaping @Sendable (_ thread: Int) -> Void) {
    let running = DispatchGroup()
    for thread in 0..<count {
        running.enter()
        Thread.detachNewThread {
            body(thread)
            running.leave()
        }
    }
    running.wait()
}

/// Where threads wait for each other: nobody goes on before all have come.
final class Meeting: @unchecked Sendable {
    private let condition = NSCondition()
    private var missing: Int

    init(of count: Int) { missing = count }

    func arrive() {
        condition.lock()
        missing -= 1
        condition.broadcast()
        while missing > 0 { condition.wait() }
        condition.unlock()
    }
}
