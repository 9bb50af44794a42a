import EventSourcing

/// How long something took between two times, each of which is an interval: at least so long and at most so long, in
/// microseconds.
public struct DurationRange: Equatable, Sendable {
    /// The least that it may be; never negative.
    public let least: Int64
    /// The most that it may be, not less than the least; nil where an end is open.
    public let most: Int64?

    /// The time from somewhere in one interval to somewhere in another, later one.
    public init(from: TimeSpan, to: TimeSpan) {
        func distance(_ first: Int64?, _ last: Int64?) -> Int64? {
            guard let first, let last else { return nil }
            return max(0, last - first)
        }
        least = distance(from.latest?.microseconds, to.earliest?.microseconds) ?? 0
        most = distance(from.earliest?.microseconds, to.latest?.microseconds)
    }
}
