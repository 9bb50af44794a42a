/// The clock that sets `recorded`, and the rules that keep "as of T" a prefix of the log.
public struct RecordingClock: Sendable {
    private let now: @Sendable () -> Timestamp
    private let acceptsLogAhead: Bool

    /// How far the log's end may lie ahead of the clock before appends are refused: one hour.
    public static let tolerance: Int64 = 3600 * Timestamp.perSecond

    /// A clock that asks `now` for the time.
    ///
    /// - Parameters:
    ///   - acceptsLogAhead: append even where the log's end lies more than ``tolerance`` ahead of the clock.
    ///   - now: the time of day, handed in by whoever makes the store.
    public init(acceptsLogAhead: Bool = false, now: @escaping @Sendable () -> Timestamp) {
        self.acceptsLogAhead = acceptsLogAhead
        self.now = now
    }

    /// The time to record the next event at, given the last one recorded. It never decreases: where the clock has
    /// stepped back, the last value is kept; where the log is more than ``tolerance`` ahead, it throws.
    public func next(after last: Timestamp?) throws(EventStoreError) -> Timestamp {
        let now = min(max(now(), .minimum), .maximum)
        guard let last, last > now else { return now }
        guard acceptsLogAhead || last.microseconds - now.microseconds <= Self.tolerance else {
            throw .logAheadOfClock(log: last, clock: now)
        }
        return last
    }
}
