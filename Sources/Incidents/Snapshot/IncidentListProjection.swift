public import EventSourcing

/// Folds the whole log into one row an incident, in one pass and without keeping events.
///
/// That is right for every incident whose entries nothing changes and whose times are its own. The others are named by
/// ``entangled``: their rows need the rules of corrections, so they are folded one by one, by ``IncidentReader``, and
/// put in with ``replace(_:)``.
public struct IncidentListProjection: Projection {
    private struct Tally {
        var events = 0
        var firstOccurred: Timestamp?
        var lastRecorded: Timestamp
        var lastPosition: Position
        var title: String?
        var firstSummary: String?
        var status = Newest<IncidentStatus>()
        var isExercise = false
    }

    private var tallies: [StreamID: Tally] = [:]
    private var replaced: [StreamID: IncidentSummary] = [:]
    /// Incidents whose rows need to be folded with the rules of corrections.
    public private(set) var entangled: Set<StreamID> = []

    /// A projection that has seen nothing yet.
    public init() {}

    /// Takes in the next event.
    public mutating func apply(_ event: RecordedEvent) {
        if event.flags.contains(.hasRelation) || event.flags.contains(.redacted) || event.occurred.form == .relative {
            entangled.insert(event.stream)
            for reference in event.references { entangled.insert(reference.stream) }
        }
        let body = EventBody.read(event)
        var tally =
            tallies[event.stream] ?? Tally(lastRecorded: event.recorded, lastPosition: event.position)
        tally.events += 1
        tally.lastRecorded = event.recorded
        tally.lastPosition = event.position
        tally.isExercise = tally.isExercise || event.flags.contains(.exercise)
        let span = TimeSpan(earliest: event.occurred.earliest, latest: event.occurred.latest)
        if let start = span.earliest ?? span.latest {
            tally.firstOccurred = min(start, tally.firstOccurred ?? start)
        }
        if let body {
            if let title = body.title { tally.title = title }
            if tally.firstSummary == nil { tally.firstSummary = body.summary }
            if let status = body.status { tally.status.take(status, told: span) }
        }
        tallies[event.stream] = tally
    }

    /// Puts in the row of an entangled incident.
    public mutating func replace(_ summary: IncidentSummary) { replaced[summary.incident] = summary }

    /// The rows, the incident with the newest event first.
    public func summaries() -> [IncidentSummary] {
        tallies.sorted { $0.value.lastPosition > $1.value.lastPosition }.map { incident, tally in
            replaced[incident]
                ?? IncidentSummary(
                    incident: incident, status: tally.status.value, events: tally.events,
                    firstOccurred: tally.firstOccurred,
                    lastRecorded: tally.lastRecorded, title: tally.title,
                    summary: tally.title ?? tally.firstSummary ?? "", isExercise: tally.isExercise)
        }
    }
}

extension IncidentSummary {
    /// The row of an incident whose timeline has been folded; nil where it has no event.
    public init?(_ timeline: Timeline) {
        let snapshot = timeline.snapshot
        guard let lastRecorded = snapshot.lastRecorded else { return nil }
        let inLogOrder = (timeline.entries + timeline.undated).sorted { $0.event.position < $1.event.position }
        let first = inLogOrder.first { !$0.state.isStruck && $0.body != nil } ?? inLogOrder.first { $0.body != nil }
        self.init(
            incident: timeline.incident, status: snapshot.status, events: snapshot.eventCount,
            firstOccurred: snapshot.firstOccurred, lastRecorded: lastRecorded, title: snapshot.title,
            summary: snapshot.title ?? first?.body?.summary ?? "", isExercise: snapshot.isExercise)
    }
}
