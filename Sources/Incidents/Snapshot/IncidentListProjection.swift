public import EventSourcing

/// Folds the whole log into one row an incident, in one pass and without keeping events.
///
/// That is right for every incident whose entries nothing changes and whose times are its own. The others are named by
/// ``entangled``: their rows need the rules of corrections, so ``IncidentReader`` folds them, a ``group(of:)`` at a time.
public struct IncidentListProjection: Projection {
    private struct Tally {
        var events = 0
        var firstOccurred: Timestamp?
        var lastRecorded: Timestamp
        var lastPosition: Position
        var lastPublished: Timestamp?
        var title: String?
        var firstSummary: String?
        var status = Newest<IncidentStatus>()
        var isExercise = false
    }

    private let audience: Audience
    private var tallies: [StreamID: Tally] = [:]
    /// How many events of each incident are not for the audience.
    private var withheld: [StreamID: Int] = [:]
    /// Incidents that are a drill by an event that is not for the audience.
    private var exercises: Set<StreamID> = []
    private var groups = IncidentGroups()
    /// Incidents whose rows need to be folded with the rules of corrections.
    public private(set) var entangled: Set<StreamID> = []
    /// Those of them of which something is said as a whole, so that the entries of one may count in another.
    public private(set) var merging: Set<StreamID> = []

    /// A projection that has seen nothing yet. For the public it tells rows of incidents with public events alone.
    public init(audience: Audience = .internal) { self.audience = audience }

    /// Takes in the next event.
    public mutating func apply(_ event: RecordedEvent) {
        let body = EventBody.read(event)
        entangle(event, body)
        guard audience == .internal || event.isPublic(body) else {
            withheld[event.stream, default: 0] += 1
            if event.flags.contains(.exercise) { exercises.insert(event.stream) }
            return
        }
        var tally =
            tallies[event.stream] ?? Tally(lastRecorded: event.recorded, lastPosition: event.position)
        tally.events += 1
        tally.lastRecorded = event.recorded
        tally.lastPosition = event.position
        tally.lastPublished = max(event.published, tally.lastPublished ?? event.published)
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

    /// The incidents that must be known to fold the row of one of them: those whose entries change each other or say the
    /// same, or whose times hang on each other, maybe through others.
    public func group(of incident: StreamID) -> [StreamID] { groups.group(of: incident) }

    /// The rows, the incident with the newest event first.
    public func summaries() -> [IncidentSummary] {
        tallies.sorted { $0.value.lastPosition > $1.value.lastPosition }.map { incident, tally in
            IncidentSummary(
                incident: incident, status: tally.status.value, events: tally.events,
                firstOccurred: tally.firstOccurred, lastRecorded: tally.lastRecorded, title: tally.title,
                summary: tally.title ?? tally.firstSummary ?? "",
                isExercise: tally.isExercise || exercises.contains(incident),
                lastPosition: tally.lastPosition, notPublic: withheld[incident] ?? 0,
                lastPublished: tally.lastPublished)
        }
    }

    /// How many incidents have no event at all that is for the audience.
    public var hiddenCount: Int { withheld.keys.count { tallies[$0] == nil } }

    /// Marks what cannot be folded on the way.
    private mutating func entangle(_ event: RecordedEvent, _ body: EventBody?) {
        let ties = EventTies(of: event, body)
        entangled.formUnion(ties.entangled)
        merging.formUnion(ties.merging)
        for other in ties.joined { groups.join(event.stream, other) }
    }
}

extension IncidentSummary {
    /// The row of an incident whose timeline has been folded; nil where it has no event. Of an incident that was merged
    /// into another it takes the timeline of its own entries alone.
    public init?(_ timeline: Timeline) {
        self.init(timeline, mergedInto: timeline.isAlone ? timeline.way.last?.into : nil)
    }

    /// The same where the incident is known into which it was merged.
    init?(_ timeline: Timeline, mergedInto root: StreamID?) {
        let snapshot = timeline.snapshot
        let inLogOrder = (timeline.entries + timeline.undated).sorted { $0.event.position < $1.event.position }
        // What belongs to another incident does not make this one newer, unless there is nothing else.
        let staying = inLogOrder.filter { $0.movedTo == nil }
        let newest = staying.isEmpty ? inLogOrder : staying
        guard let last = newest.last else { return nil }
        let own = inLogOrder.filter { $0.event.stream == timeline.incident }
        let first =
            (own.isEmpty ? inLogOrder : own).first { entry in
                let isWrong = entry.changes.contains { $0.kind == .corrects && $0.stands }
                return entry.body != nil && !entry.isStruck && !isWrong
            } ?? inLogOrder.first { $0.body != nil }
        self.init(
            incident: timeline.incident, status: root == nil ? snapshot.status : nil,
            events: root == nil ? snapshot.eventCount : 0, firstOccurred: snapshot.firstOccurred,
            lastRecorded: last.event.recorded, title: snapshot.title,
            summary: snapshot.title ?? first?.body?.summary ?? "", isExercise: snapshot.isExercise,
            lastPosition: last.event.position, mergedInto: root, notPublic: snapshot.notPublic,
            lastPublished: newest.map(\.event.published).max())
    }
}
