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
    /// The latest moment at which a source said one of its events, on the published clock.
    public let lastPublished: Timestamp
    /// The newest standing title.
    public let title: String?
    /// The title; where there is none, what its first standing entry says.
    public let summary: String
    /// True where its events are a drill.
    public let isExercise: Bool
    /// The place of its last event in the log.
    public let lastPosition: Position
    /// The incident in which its entries are told and counted; nil where it is one of its own. The rest of the row is then
    /// that of its own entries, but for `status` and `events`, so that nothing is counted twice.
    public let mergedInto: StreamID?
    /// How many of its known events are left out because they are not for the audience of the list.
    public let notPublic: Int

    /// A row with these values; where nothing else is said, all was published when it was recorded.
    public init(
        incident: StreamID, status: IncidentStatus?, events: Int, firstOccurred: Timestamp?, lastRecorded: Timestamp,
        title: String?, summary: String, isExercise: Bool, lastPosition: Position = .beforeFirst,
        mergedInto: StreamID? = nil, notPublic: Int = 0, lastPublished: Timestamp? = nil
    ) {
        self.incident = incident
        self.status = status
        self.events = events
        self.firstOccurred = firstOccurred
        self.lastRecorded = lastRecorded
        self.lastPublished = lastPublished ?? lastRecorded
        self.title = title
        self.summary = summary
        self.isExercise = isExercise
        self.lastPosition = lastPosition
        self.mergedInto = mergedInto
        self.notPublic = notPublic
    }
}

extension IncidentSummary {
    /// The order of a list: the incident with the newest event first, and behind it those that were merged into it.
    public static func comesBefore(_ left: IncidentSummary, _ right: IncidentSummary) -> Bool {
        if left.lastPosition != right.lastPosition { return left.lastPosition > right.lastPosition }
        if (left.mergedInto == nil) != (right.mergedInto == nil) { return left.mergedInto == nil }
        return left.incident.text < right.incident.text
    }
}
