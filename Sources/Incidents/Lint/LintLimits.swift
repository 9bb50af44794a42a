public import EventSourcing

/// From when on something is worth a question.
public struct LintLimits: Equatable, Sendable {
    /// How long nothing may be said of an incident that is not over, in microseconds.
    public var silence: Int64
    /// How long an entry may stay unverified, in microseconds.
    public var unverified: Int64
    /// How long after it happened a source may tell of it, in microseconds.
    public var late: Int64

    /// Twelve hours of silence, six hours unverified, a day late.
    public init(
        silence: Int64 = 12 * 3600 * Timestamp.perSecond, unverified: Int64 = 6 * 3600 * Timestamp.perSecond,
        late: Int64 = 24 * 3600 * Timestamp.perSecond
    ) {
        self.silence = silence
        self.unverified = unverified
        self.late = late
    }
}
