import Incidents
import Logging
import Platform
import Synchronization

/// Keeps the stored rows of the list of incidents near the end of the log, beside everything else: rows are worth time
/// and nothing else, so whatever goes wrong with them fails nobody.
final class RowKeeper<Store: ServedStore>: Sendable {
    /// How long rows are left alone while events are appended without end, in nanoseconds: half a second. To store them
    /// takes the log from its writers, and costs little more for many events than for few.
    private static var rest: UInt64 { 500_000_000 }
    /// How many events wait at most even then: a list folds them each time it is told.
    private static var mostWaiting: UInt64 { 8192 }

    private struct State {
        /// How many events were appended since rows were looked at last, and when that was.
        var waiting: UInt64 = 0
        var looked: UInt64 = 0
        /// Whether they will be looked at when they have rested.
        var isPutOff = false
    }

    private let store: Store
    private let logger: Logger
    private let state = Mutex(State())
    private let isAtWork = Mutex(false)

    init(_ store: Store, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Says that so many events were appended.
    func appended(_ count: Int) {
        let isDue = state.withLock { state in
            state.waiting += UInt64(count)
            guard state.waiting >= IncidentSummaries<Store>.storedEvery else { return false }
            let now = Process.monotonicNanoseconds
            guard state.waiting >= Self.mostWaiting || now >= state.looked + Self.rest else {
                if !state.isPutOff { lookLater() }
                state.isPutOff = true
                return false
            }
            (state.waiting, state.looked) = (0, now)
            return true
        }
        if isDue { look() }
    }

    private func lookLater() {
        Task { [self] in
            try? await Task.sleep(for: .nanoseconds(Self.rest))
            state.withLock { $0 = State(looked: Process.monotonicNanoseconds) }
            look()
        }
    }

    /// Says that incidents were listed or appended to; starts to catch up where that is due, and waits for nothing.
    func look() {
        let begins = isAtWork.withLock { isAtWork in
            defer { isAtWork = true }
            return !isAtWork
        }
        guard begins else { return }
        Task { [self] in
            defer { isAtWork.withLock { $0 = false } }
            do {
                let summaries = IncidentSummaries(store)
                guard try await summaries.backlog() >= IncidentSummaries<Store>.storedEvery else { return }
                _ = try await summaries.catchUp()
            } catch {
                logger.notice("the list of incidents was not stored", metadata: ["reason": "\(error)"])
            }
        }
    }
}
