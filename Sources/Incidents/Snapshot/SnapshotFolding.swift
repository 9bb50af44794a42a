import EventSourcing

/// An entry on its way into a snapshot.
struct SnapshotInput {
    let entry: TimelineEntry
    /// When what it tells was so.
    let told: TimeSpan
    /// Whether what it says still holds in any form; see ``Standing``.
    let holds: Bool
    /// Whether it says again what another entry says, which counts in its place; see ``Standing``.
    let isDuplicate: Bool
    /// Whether it was told of another incident, which was merged into this one.
    var isOfMerged = false

    /// Whether it counts: it still holds and was not said before.
    var counts: Bool { holds && !isDuplicate }
}

extension IncidentSnapshot {
    /// Folds entries, in log order, into a snapshot.
    init(
        incident: StreamID, asOf: AsOf, inputs: [SnapshotInput], links: [IncidentLink], options: TimelineOptions,
        notPublic: Int, isExercise: Bool
    ) {
        let standing = inputs.filter(\.counts)
        self.init(
            incident: incident,
            asOf: asOf,
            eventCount: inputs.count,
            title: Self.own(standing) { $0.entry.body?.title != nil }.last?.entry.body?.title,
            status: Self.newestStatus(in: Self.own(standing) { $0.entry.body?.status != nil }),
            isExercise: isExercise
                || inputs.contains { $0.entry.event.flags.contains(.exercise) && $0.entry.state != .retracted },
            place: Self.own(standing) { $0.entry.body?.place != nil }.last?.entry.body?.place,
            first: standing.lazy.map(\.told).filter { !$0.isUnknown }.min {
                ($0.starts, $0.ends) < ($1.starts, $1.ends)
            } ?? .unknown,
            last: standing.lazy.map(\.told).filter { !$0.isUnknown }.max {
                ($0.ends, $0.starts) < ($1.ends, $1.starts)
            } ?? .unknown,
            lastRecorded: inputs.last?.entry.event.recorded,
            figures: FigureSeries.series(of: inputs.filter { !$0.isDuplicate }, in: incident, policy: options.figures),
            units: UnitState.states(of: standing),
            claims: inputs.filter { !$0.isDuplicate }.compactMap(ToldClaim.init),
            links: links,
            audience: options.audience,
            notPublic: notPublic)
    }

    /// The inputs that tell something of the incident as a whole. What was told of one that was merged into it counts only
    /// where nobody has said it of this one: who closes the book of the one has not closed that of the other.
    private static func own(_ inputs: [SnapshotInput], telling: (SnapshotInput) -> Bool) -> [SnapshotInput] {
        let telling = inputs.filter(telling)
        let own = telling.filter { !$0.isOfMerged }
        return own.isEmpty ? telling : own
    }

    private static func newestStatus(in inputs: [SnapshotInput]) -> IncidentStatus? {
        var newest = Newest<IncidentStatus>()
        for input in inputs {
            if let status = input.entry.body?.status { newest.take(status, told: input.told) }
        }
        return newest.value
    }
}

extension TimeSpan {
    /// The first moment that it may mean, as far as that is known.
    fileprivate var starts: Timestamp { earliest ?? latest ?? .maximum }
    /// The last moment that it may mean, as far as that is known.
    fileprivate var ends: Timestamp { latest ?? earliest ?? .minimum }
}
