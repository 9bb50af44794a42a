import EventSourcing

/// Finds, in one pass over the log, the incidents of which anything became known between two moments, together with those
/// that hang on them: whose entries change each other, whose times follow from each other, or that are one.
struct DiffSurvey {
    private let from: AsOf
    private let to: AsOf
    private let audience: Audience
    private var groups = IncidentGroups()
    private var counts: [StreamID: Int] = [:]
    private var touched: Set<StreamID> = []
    private var toldOf: Set<StreamID> = []
    /// How many events that are for the audience were known at the earlier moment.
    private(set) var knownBefore = 0
    /// How many events that are for the audience were known at the later moment.
    private(set) var told = 0
    /// How many events were known at the later moment.
    private(set) var known = 0

    init(from: AsOf, to: AsOf, audience: Audience = .internal) {
        self.from = from
        self.to = to
        self.audience = audience
    }

    /// How many incidents with anything for the audience were known at the later moment.
    var incidents: Int { toldOf.count }

    /// Whether an incident has an event that is for the audience.
    func isTold(_ incident: StreamID) -> Bool { toldOf.contains(incident) }

    /// Takes in the next event of the log.
    mutating func take(_ event: RecordedEvent) {
        guard to.includes(event) else { return }
        known += 1
        counts[event.stream, default: 0] += 1
        let wasKnown = from.includes(event)
        if !wasKnown { touched.insert(event.stream) }
        if audience == .internal || event.isPublic(EventBody.read(event)) {
            told += 1
            knownBefore += wasKnown ? 1 : 0
            toldOf.insert(event.stream)
        }
        guard event.references.contains(where: { $0.stream != event.stream }) else { return }
        for relation in event.flags.contains(.hasRelation) ? EventBody.read(event)?.relations ?? [] : []
        where relation.kind != .respondsTo {
            groups.join(event.stream, relation.target.stream)
        }
        if let anchor = try? event.occurred.anchor(in: event.stream) { groups.join(event.stream, anchor.stream) }
    }

    /// The groups of incidents in one of which something became known.
    func touchedGroups() -> [[StreamID]] {
        var seen: Set<StreamID> = []
        return touched.compactMap { incident in
            guard !seen.contains(incident) else { return nil }
            let group = groups.group(of: incident)
            seen.formUnion(group)
            return group
        }
    }

    /// Whether so much of the log is in groups that one pass over all of it costs less than to look each of them up.
    func isWorthAPass(_ groups: [[StreamID]]) -> Bool {
        let wanted = groups.joined().reduce(0) { $0 + (counts[$1] ?? 0) }
        return wanted + 16 * groups.count > known / 4
    }
}

/// The events of groups of incidents, each group's for itself, in log order.
struct CollectedGroups {
    private let groups: [[StreamID]]
    private var indexes: [StreamID: Int] = [:]
    private var events: [[RecordedEvent]]

    init(_ groups: [[StreamID]]) {
        self.groups = groups
        events = Array(repeating: [], count: groups.count)
        for (index, group) in groups.enumerated() {
            for incident in group { indexes[incident] = index }
        }
    }

    /// Keeps an event where it belongs to one of them.
    mutating func take(_ event: RecordedEvent) {
        if let index = indexes[event.stream] { events[index].append(event) }
    }

    /// Hands over each group with its events.
    consuming func drain() -> some Sequence<([StreamID], [RecordedEvent])> { zip(groups, events) }
}
