import EventSourcing

/// How large the transactions of a store were, and how long each took. Each ends with a flush to the device, so they are
/// its flushes too.
struct CommitFigures: Sendable {
    /// From the wait for the lock to the end of the flush.
    private var times = Distribution.times
    private var events = Distribution.numbers
    private var bytes = Distribution.sizes
    /// How many appends shared each.
    private var appends = Distribution.numbers
    private var failures: UInt64 = 0

    /// Takes note of a commit that became durable.
    mutating func took(_ time: Duration, events: Int, bytes: Int, appends: Int) {
        let (seconds, attoseconds) = time.components
        times.take(UInt64(clamping: seconds * 1_000_000 + attoseconds / 1_000_000_000_000))
        self.events.take(UInt64(clamping: events))
        self.bytes.take(UInt64(clamping: bytes))
        self.appends.take(UInt64(clamping: appends))
    }

    /// Takes note of one that failed.
    mutating func failed() { failures += 1 }

    /// The same for whoever watches.
    var metrics: [Metric] {
        [
            Metric("blotter_flush_seconds", help: "How long a commit took with its flush.", .distribution(times)),
            Metric("blotter_flush_events", help: "Events that one flush made durable.", .distribution(events)),
            Metric(
                "blotter_flush_bytes", help: "Bytes of events and index entries of one flush, about.",
                .distribution(bytes)),
            Metric("blotter_flush_appends", help: "Appends that shared one flush.", .distribution(appends)),
            Metric(
                "blotter_flush_failures_total", help: "Commits that failed; nothing of them was acknowledged.",
                .count(failures)),
        ]
    }
}
