public import EventSourcing

/// One incident in a list of incidents.
public struct IncidentSummary: Equatable, Sendable {
    /// The incident.
    public let incident: StreamID
    /// How it stands; nil where nobody has said.
    public let status: IncidentStatus?
    /// How many events it has.
    public let events: Int
    /// The first moment that any standing entry may mean; nil where none says when.
    public let firstOccurred: Timestamp?
    /// When its last event was recorded.
    public let lastRecorded: Timestamp
    /// The newest standing title.
    public let title: String?
    /// The title; where there is none, what its first standing entry says.
    public let summary: String
    /// True where its events are a drill.
    public let isExercise: Bool

    /// A row with these values.
    public init(
        incident: StreamID, status: IncidentStatus?, events: Int, firstOccurred: Timestamp?, lastRecorded: Timestamp,
        title: String?, summary: String, isExercise: Bool
    ) {
        self.incident = incident
        self.status = status
        self.events = events
        self.firstOccurred = firstOccurred
        self.lastRecorded = lastRecorded
        self.title = title
        self.summary = summary
        self.isExercise = isExercise
    }
}
