public import EventSourcing

/// One incident turned out to be another: the event of the one that says so, and the other.
public struct IncidentMerge: Equatable, Sendable {
    /// The event that says so; its stream is the incident that was merged into the other.
    public let event: RecordedEvent
    /// The incident that it is one with.
    public let into: StreamID
    /// Why.
    public let reason: String?

    /// A merge told by an event.
    public init(event: RecordedEvent, into: StreamID, reason: String?) {
        self.event = event
        self.into = into
        self.reason = reason
    }

    /// The incident that was merged.
    public var incident: StreamID { event.stream }
}
