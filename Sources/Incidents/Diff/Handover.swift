import EventSourcing

/// What changed in all incidents between two moments: what one shift tells the next.
public struct Handover: Equatable, Sendable {
    /// The earlier moment.
    public let from: AsOf
    /// The later moment.
    public let to: AsOf
    /// The incidents of which something changed, what matters most first, and of the same weight the newest first.
    public let diffs: [IncidentDiff]
    /// In how many others, known at the later moment, nothing changed.
    public let quiet: Int
    /// For whom it is told.
    public let audience: Audience
    /// How many events known at the later moment are not for that audience; they are not counted elsewhere.
    public let notPublic: Int
    /// How many events of the log were known at the earlier moment.
    public let knownBefore: Int
    /// How many events of the log were known at the later moment.
    public let knownAfter: Int
    /// How many events of the log were not known even then.
    public let leftOut: Int

    /// A handover with these parts; puts the incidents in order.
    public init(
        from: AsOf, to: AsOf, diffs: [IncidentDiff], quiet: Int, knownBefore: Int, knownAfter: Int, leftOut: Int,
        audience: Audience = .internal, notPublic: Int = 0
    ) {
        self.audience = audience
        self.notPublic = notPublic
        self.from = from
        self.to = to
        // Differences are large, so only what they are ordered by is moved about.
        let keys = diffs.enumerated().map {
            (
                index: $0.offset, weight: $0.element.weight, last: $0.element.lastPosition,
                name: $0.element.incident.text
            )
        }
        self.diffs = keys.sorted { ($0.weight, $1.last, $0.name) < ($1.weight, $0.last, $1.name) }
            .map { diffs[$0.index] }
        self.quiet = quiet
        self.knownBefore = knownBefore
        self.knownAfter = knownAfter
        self.leftOut = leftOut
    }
}
