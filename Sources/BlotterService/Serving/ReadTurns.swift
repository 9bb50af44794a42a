import Synchronization

/// Lets a few requests read at a time, and the others wait for their turn in the order in which they came, so that no
/// number of long searches keeps short requests waiting for more than one step of a few of them.
///
/// Nobody takes a turn within a turn.
final class ReadTurns: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>
    private let mostWaiting: Int

    /// - Parameters:
    ///   - count: how many read at a time.
    ///   - mostWaiting: how many may wait; who comes then is asked to come again.
    init(_ count: Int, mostWaiting: Int = 1024) {
        state = Mutex(State(free: max(1, count)))
        self.mostWaiting = mostWaiting
    }

    /// How many wait for their turn.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// Does something in a turn of its own, and not on an event loop: it may take long.
    ///
    /// - Parameters:
    ///   - source: who asked.
    ///   - body: what is done.
    /// - Throws: that too many wait; or that who asked has gone in the meantime, and nothing needs to be done.
    func taking<Result>(
        for source: RequestSource, _ body: () async throws(Problem) -> Result
    ) async throws(Problem) -> Result {
        let mustWait: Bool? = state.withLock { state in
            if state.free > 0 {
                state.free -= 1
                return false
            }
            return state.waiting.count < mostWaiting ? true : nil
        }
        guard let mustWait else {
            throw Problem(.tooMany, "\(mostWaiting) requests wait for their turn; come again in a moment")
        }
        if mustWait {
            await withCheckedContinuation { continuation in
                let isFree = state.withLock { state in
                    // One may have become free since.
                    guard state.free == 0 else {
                        state.free -= 1
                        return true
                    }
                    state.waiting.append(continuation)
                    return false
                }
                if isFree { continuation.resume() }
            }
        }
        defer { giveBack() }
        guard !source.isGone else { throw .gone }
        return try await offEventLoop(body)
    }

    private func giveBack() {
        let next: CheckedContinuation<Void, Never>? = state.withLock { state in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
