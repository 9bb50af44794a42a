import NIOCore
import Platform

extension EventLoop {
    /// Runs tasks on this event loop.
    func taskExecutor() -> CallbackExecutor { CallbackExecutor(by: self) { [self] in execute($0) } }
}

/// Does what may take long on the threads for that, so that no event loop waits for it.
func offEventLoop<Result, Failure>(
    _ body: () async throws(Failure) -> Result
) async throws(Failure) -> Result {
    try await withTaskExecutorPreference(globalConcurrentExecutor) { () async throws(Failure) -> Result in
        // A function of tasks runs where it is called until it waits for something.
        await Task.yield()
        return try await body()
    }
}
