public import EventSourcing

/// An incident as it was known at a moment: its entries in the order of the world.
public struct Timeline: Equatable, Sendable {
    /// The incident.
    public let incident: StreamID
    /// As of when.
    public let asOf: AsOf
    /// Entries with a time, in order: earliest, else latest; then latest, else the end of time; then position.
    public let entries: [TimelineEntry]
    /// Entries of which nobody says when; in log order.
    public let undated: [TimelineEntry]
    /// How many events of the incident were not yet known at the moment.
    public let leftOut: Int
    /// How many known entries lie outside of the window of time that was asked for.
    public let outsideWindow: Int
    /// How the incident stands at the moment.
    public let snapshot: IncidentSnapshot
    /// The merges by which the incident that was asked for leads to this one, in that order; mostly none. Of a timeline of
    /// its own entries alone, the merges that lead to where these are told else.
    public let way: [IncidentMerge]
    /// Whether only the incident's own entries are told, whatever was merged.
    public let isAlone: Bool

    /// A timeline with these parts.
    public init(
        incident: StreamID, asOf: AsOf, entries: [TimelineEntry], undated: [TimelineEntry], leftOut: Int,
        outsideWindow: Int, snapshot: IncidentSnapshot, way: [IncidentMerge] = [], isAlone: Bool = false
    ) {
        self.incident = incident
        self.asOf = asOf
        self.entries = entries
        self.undated = undated
        self.leftOut = leftOut
        self.outsideWindow = outsideWindow
        self.snapshot = snapshot
        self.way = way
        self.isAlone = isAlone
    }

    /// The incident that was asked for: this one, or one that was merged into it.
    public var asked: StreamID { isAlone ? incident : way.first?.incident ?? incident }

    /// How many events of the incident were known at the moment.
    public var knownCount: Int { snapshot.eventCount }
    /// How many known events are left out because they are not for ``IncidentSnapshot/audience``.
    public var notPublic: Int { snapshot.notPublic }
}
