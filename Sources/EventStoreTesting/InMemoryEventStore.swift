public import EventSourcing
import Synchronization

/// A store that keeps its log in memory: the plainest one that keeps every promise, for tests and to compare with.
///
/// ```swift
/// let clock = SettableClock()
/// let store = InMemoryEventStore(clock: clock.recording())
/// ```
///
/// A mutex guards the log, not an actor: every question is one short look that waits for nothing, so a caller need not
/// hop to another executor, and nothing can come between two steps of one append.
public final class InMemoryEventStore: EventStore {
    private let clock: RecordingClock
    private let pageSize: Int
    private let log = Mutex(MemoryLog())
    let kept = Mutex(MemoryRows())

    /// An empty store.
    ///
    /// - Parameters:
    ///   - clock: sets `recorded`.
    ///   - pageSize: how many positions one page examines at most, from 1 to ``EventPage/maximumCount``. A small size
    ///     makes pages that are not full, or even empty, although there is more to come.
    public init(clock: RecordingClock, pageSize: Int = EventPage.maximumCount) {
        self.clock = clock
        self.pageSize = min(max(pageSize, 1), EventPage.maximumCount)
    }

    /// Appends the requests one after the other; each is decided on what stands in the log when its turn comes.
    public func append(
        _ requests: [AppendRequest]
    ) async throws(EventStoreError) -> [Result<AppendReceipt, EventStoreError>] {
        log.withLock { log in
            requests.map { request in
                Result { () throws(EventStoreError) in try log.append(request, clock: clock) }
            }
        }
    }

    /// Reads one page.
    public func page(of selection: ReadSelection) async throws(EventStoreError) -> EventPage {
        log.withLock { log in log.page(of: selection, examiningAtMost: pageSize) }
    }

    /// The end of the log as it is now.
    public func head() async throws(EventStoreError) -> LogHead {
        log.withLock { log in log.head }
    }

    /// The revision of a stream; ``Revision/none`` where it does not exist.
    public func revision(of stream: StreamID) async throws(EventStoreError) -> Revision {
        log.withLock { log in log.revision(of: stream) }
    }

    /// Streams in the order of their names, after a name, at most `limit` of them.
    public func streams(after name: StreamID?, limit: Int) async throws(EventStoreError) -> [StreamHead] {
        log.withLock { log in log.streams(after: name, limit: limit) }
    }

    /// The last position that was recorded at or before a moment.
    public func position(asOf moment: Timestamp) async throws(EventStoreError) -> Position {
        log.withLock { log in log.position(asOf: moment) }
    }
}

extension InMemoryEventStore: MeasuredStore {
    /// How many events it holds.
    public func metrics() -> [Metric] {
        [
            Metric(
                "blotter_log_events", help: "Events in the log.",
                .level(Int64(log.withLock { $0.head.position.rawValue })))
        ]
    }
}
