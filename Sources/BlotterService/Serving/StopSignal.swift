import Synchronization

/// Tells whoever answers something without end that the service stops.
final class StopSignal: Sendable {
    private struct State {
        var isGiven = false
        var waiting: [Int: @Sendable () -> Void] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    /// Whether the service stops.
    var isGiven: Bool { state.withLock { $0.isGiven } }

    /// The service stops. What is said of it once holds for good.
    func give() {
        let waiting = state.withLock { state in
            state.isGiven = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for handler in waiting.values { handler() }
    }

    /// Does something that a handler ends when the service stops; at once where it stops already.
    ///
    /// - Parameter handler: is called once at most, on any thread; maybe when this is just returning.
    func watching<Result, Failure>(
        _ body: () async throws(Failure) -> Result, onStop handler: @escaping @Sendable () -> Void
    ) async throws(Failure) -> Result {
        let number: Int? = state.withLock { state in
            if state.isGiven { return nil }
            state.next += 1
            state.waiting[state.next] = handler
            return state.next
        }
        if number == nil { handler() }
        defer { if let number { state.withLock { $0.waiting[number] = nil } } }
        return try await body()
    }
}
