public import EventSourcing

/// How an incident stands at a moment: the state that is folded from what was known then.
///
/// What was retracted or corrected does not count, nor does an entry that says of itself that it duplicates another one
/// that does.
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
    /// The first moment that any standing entry may mean.
    public let firstOccurred: Timestamp?
    /// The last moment that any standing entry may mean.
    public let lastOccurred: Timestamp?
    /// When the last known event was recorded.
    public let lastRecorded: Timestamp?
    /// One series a measure and basis, in the order of first appearance.
    public let figures: [FigureSeries]
    /// The units that acted, in the order of their first appearance.
    public let units: [UnitState]
    /// What is claimed by whom, in log order.
    public let claims: [StandingClaim]
    /// Which other incidents belong to it or were merged into it, in log order.
    public let links: [IncidentLink]

    /// A snapshot with these parts.
    public init(
        incident: StreamID, asOf: AsOf, eventCount: Int, title: String?, status: IncidentStatus?, isExercise: Bool,
        place: Place?, firstOccurred: Timestamp?, lastOccurred: Timestamp?, lastRecorded: Timestamp?,
        figures: [FigureSeries], units: [UnitState], claims: [StandingClaim], links: [IncidentLink]
    ) {
        self.incident = incident
        self.asOf = asOf
        self.eventCount = eventCount
        self.title = title
        self.status = status
        self.isExercise = isExercise
        self.place = place
        self.firstOccurred = firstOccurred
        self.lastOccurred = lastOccurred
        self.lastRecorded = lastRecorded
        self.figures = figures
        self.units = units
        self.claims = claims
        self.links = links
    }
}

/// A claim and the event that told it.
public struct StandingClaim: Equatable, Sendable {
    /// What is claimed.
    public let claim: Claim
    /// Who told it.
    public let source: Source?
    /// The event.
    public let reference: Reference

    /// A claim told by an event.
    public init(claim: Claim, source: Source?, reference: Reference) {
        self.claim = claim
        self.source = source
        self.reference = reference
    }
}

/// A unit and how it stands.
public struct UnitState: Equatable, Sendable {
    /// What was last said of it; its kind and agency are kept from before where the last report leaves them out.
    public let unit: UnitReport
    /// When it came to stand so.
    public let since: TimeSpan
    /// The event that said so.
    public let reference: Reference

    /// A unit as an event told it.
    public init(unit: UnitReport, since: TimeSpan, reference: Reference) {
        self.unit = unit
        self.since = since
        self.reference = reference
    }

    /// Whether it is still committed to the incident.
    public var isOut: Bool {
        switch unit.status {
        case .dispatched, .enroute, .onscene, .transporting: true
        case .cleared, .available, .cancelled, nil: false
        }
    }
}
