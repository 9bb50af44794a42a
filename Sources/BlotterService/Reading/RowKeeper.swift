import Incidents
import Logging
import Synchronization

/// Keeps the stored rows of the list of incidents near the end of the log, beside everything else: rows are worth time
/// and nothing else, so whatever goes wrong with them fails nobody.
final class RowKeeper<Store: ServedStore>: Sendable {
    private let store: Store
    private let logger: Logger
    private let waiting = Mutex<UInt64>(0)
    private let isAtWork = Mutex(false)

    init(_ store: Store, logger: Logger) {
        self.store = store
        self.logger = logger
    }

    /// Says that so many events were appended.
    func appended(_ count: Int) {
        let isDue = waiting.withLock { waiting in
            waiting += UInt64(count)
            guard waiting >= IncidentSummaries<Store>.storedEvery else { return false }
            waiting = 0
            return true
        }
        if isDue { look() }
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
