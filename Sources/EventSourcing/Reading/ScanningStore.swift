/// A store that shows events where they lie: for who folds a whole log, as fast as it can be read.
public protocol ScanningStore: EventStore {
    /// Shows the events of some streams, in log order. The log may be let go of and taken up again between any two of
    /// them, so that nobody waits for who looks long.
    ///
    /// - Parameters:
    ///   - position: only events after it.
    ///   - last: only events up to it; what lies behind the end of the log is passed over.
    ///   - share: of which streams. What is not shown need not be checked.
    ///   - take: is shown each event in turn.
    func scan(
        after position: Position, upTo last: Position, _ share: StreamShare, _ take: (borrowing ScannedEvent) -> Void
    ) async throws(EventStoreError)
}

/// Some of the streams of a log, by their numbers: for who goes through a log on several cores, or in rounds.
public struct StreamShare: Equatable, Sendable {
    /// Only streams with these numbers.
    public let numbers: ClosedRange<UInt64>
    /// Every how many-th of them.
    public let stride: UInt64
    /// Which of them: those whose number leaves this remainder.
    public let remainder: UInt64

    /// All streams.
    public static let all = StreamShare(numbers: 0...UInt64.max)

    /// A share; the stride is at least 1.
    public init(numbers: ClosedRange<UInt64>, every stride: UInt64 = 1, remainder: UInt64 = 0) {
        self.numbers = numbers
        self.stride = max(1, stride)
        self.remainder = remainder
    }

    /// Whether a stream belongs to it.
    @inlinable
    public func contains(_ number: UInt64) -> Bool {
        number >= numbers.lowerBound && number <= numbers.upperBound && (stride == 1 || number % stride == remainder)
    }
}
