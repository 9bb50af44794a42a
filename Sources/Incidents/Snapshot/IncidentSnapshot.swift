public import EventSourcing

/// How an incident stands at a moment: the state that is folded from what was known then.
///
/// What was retracted or corrected does not count. An entry that says of itself that it duplicates another one that does
/// adds only what that one leaves out. For the public it is folded from public entries alone; see ``TimelineOptions/audience``.
public struct IncidentSnapshot: Equatable, Sendable {
    /// The incident.
    public let incident: StreamID
    /// As of when.
    public let asOf: AsOf
    /// How many of its events were known.
    public let eventCount: Int
    /// The newest standing title.
    public let title: String?
    /// How the incident stands; nil where nobody has said.
    public let status: IncidentStatus?
    /// True where the events are a drill.
    public let isExercise: Bool
    /// The newest standing place.
    public let place: Place?
    /// The time of the standing entry that may have been first, of several the narrowest; unknown where none has one.
    public let first: TimeSpan
    /// The time of the standing entry that may have been last, of several the narrowest; unknown where none has one.
    public let last: TimeSpan
    /// When the last known event was recorded.
    public let lastRecorded: Timestamp?
    /// One series a measure and basis, in the order of first appearance.
    public let figures: [FigureSeries]
    /// The units that acted, in the order of their first appearance.
    public let units: [UnitState]
    /// What is claimed by whom, in log order; what was taken back or corrected is kept, with its state.
    public let claims: [ToldClaim]
    /// Which other incidents belong to it or were merged into it, in log order.
    public let links: [IncidentLink]
    /// For whom it is.
    public let audience: Audience
    /// How many of the known events are left out because they are not for that audience.
    public let notPublic: Int

    /// A snapshot with these parts.
    public init(
        incident: StreamID, asOf: AsOf, eventCount: Int, title: String?, status: IncidentStatus?, isExercise: Bool,
        place: Place?, first: TimeSpan, last: TimeSpan, lastRecorded: Timestamp?,
        figures: [FigureSeries], units: [UnitState], claims: [ToldClaim], links: [IncidentLink],
        audience: Audience = .internal, notPublic: Int = 0
    ) {
        self.incident = incident
        self.asOf = asOf
        self.eventCount = eventCount
        self.title = title
        self.status = status
        self.isExercise = isExercise
        self.place = place
        self.first = first
        self.last = last
        self.lastRecorded = lastRecorded
        self.figures = figures
        self.units = units
        self.claims = claims
        self.links = links
        self.audience = audience
        self.notPublic = notPublic
    }

    /// The first moment that any standing entry may mean.
    public var firstOccurred: Timestamp? { first.earliest ?? first.latest }
    /// The last moment that any standing entry may mean.
    public var lastOccurred: Timestamp? { last.latest ?? last.earliest }
}
