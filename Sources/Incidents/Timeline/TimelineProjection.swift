public import EventSourcing

/// Folds the events that concern an incident into its ``Timeline`` as of a moment.
///
/// Give it, in log order, the events of the incident and those of other incidents that change its entries, anchor its
/// times, or say something of it as a whole (``IncidentReader`` finds them). Events that were not known at the moment are only counted.
public struct TimelineProjection: Projection {
    private let incident: StreamID
    private let asOf: AsOf
    private var known = KnownEvents()
    private var leftOut: [StreamID: Int] = [:]

    /// A projection of one incident as of a moment.
    public init(incident: StreamID, asOf: AsOf) {
        self.incident = incident
        self.asOf = asOf
    }

    /// Takes in the next event.
    public mutating func apply(_ event: RecordedEvent) {
        if asOf.includes(event) {
            known.append(event)
        } else {
            leftOut[event.stream, default: 0] += 1
        }
    }

    /// The timeline of all that was taken in; where the incident was merged into another, that of the other.
    ///
    /// - Parameters:
    ///   - window: shows only entries whose effective time may lie in it; undated entries are always shown.
    ///   - later: how many more events of the incident there are that were not handed in at all.
    ///   - alone: shows only the incident's own entries, whatever was merged.
    ///   - options: for whom it is told, and how its figures are headed.
    public func timeline(
        in window: TimeSpan = .unknown, later: Int = 0, alone: Bool = false,
        options: TimelineOptions = TimelineOptions()
    ) -> Timeline {
        let folded = FoldedEvents(known, options: options)
        let told = alone ? [incident] : folded.family(of: folded.root(of: incident))
        return folded.timeline(
            of: incident, asOf: asOf, in: window, leftOut: told.reduce(later) { $0 + (leftOut[$1] ?? 0) },
            alone: alone)
    }
}
