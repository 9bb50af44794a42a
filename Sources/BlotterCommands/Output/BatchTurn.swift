import Synchronization

/// Numbers batches that several tasks make at the same time, and lets one after the other be written, in that order.
final class BatchTurn: Sendable {
    private struct State {
        var taken = 0
        var turn = 0
        var hasStopped = false
        var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
    }

    private let state = Mutex(State())

    /// The number of the next batch that nobody makes yet: 0, 1, 2 …; nil once it was stopped.
    func takeNumber() -> Int? {
        state.withLock { state in
            guard !state.hasStopped else { return nil }
            defer { state.taken += 1 }
            return state.taken
        }
    }

    /// Waits until all batches before this one have been written. Keeps no thread waiting.
    ///
    /// - Returns: false once it was stopped: then nothing more may be written.
    func comes(to number: Int) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer: Bool? = state.withLock { state in
                if state.hasStopped || state.turn == number { return !state.hasStopped }
                state.waiting[number] = continuation
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    /// The batch whose turn it was has been written.
    func goesOn() {
        let next = state.withLock { state in
            state.turn += 1
            return state.waiting.removeValue(forKey: state.turn)
        }
        next?.resume(returning: true)
    }

    /// Nothing more is to be made or written.
    func stop() {
        let waiting = state.withLock { state in
            state.hasStopped = true
            defer { state.waiting = [:] }
            return state.waiting.values.map { $0 }
        }
        for continuation in waiting { continuation.resume(returning: false) }
    }
}
