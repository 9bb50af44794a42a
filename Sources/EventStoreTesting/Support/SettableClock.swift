public import EventSourcing
import Synchronization

/// A clock for tests: it stands still until it is set.
public final class SettableClock: Sendable {
    private let time: Mutex<Timestamp>

    /// A clock that shows this time; without one, 22 March 2024, 17:00 UTC.
    public init(_ now: Timestamp = Timestamp(microseconds: 1_711_126_800_000_000)) { time = Mutex(now) }

    /// The time that it shows.
    public var now: Timestamp { time.withLock { $0 } }

    /// Sets it to a time, earlier or later.
    public func set(to now: Timestamp) { time.withLock { $0 = now } }

    /// Sets it on, or with a negative number back.
    public func advance(bySeconds seconds: Int64) {
        time.withLock { $0 = $0.advanced(byMicroseconds: seconds * Timestamp.perSecond) }
    }

    /// The clock to open a store with.
    public func recording(acceptsLogAhead: Bool = false) -> RecordingClock {
        RecordingClock(acceptsLogAhead: acceptsLogAhead) { self.now }
    }
}
