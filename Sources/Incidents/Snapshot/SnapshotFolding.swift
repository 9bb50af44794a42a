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
            title: standing.last { $0.entry.body?.title != nil }?.entry.body?.title,
            status: Self.newestStatus(in: standing),
            isExercise: isExercise,
            place: standing.last { $0.entry.body?.place != nil }?.entry.body?.place,
            firstOccurred: standing.compactMap { $0.told.earliest ?? $0.told.latest }.min(),
            lastOccurred: standing.compactMap { $0.told.latest ?? $0.told.earliest }.max(),
            lastRecorded: inputs.last?.entry.event.recorded,
            figures: FigureSeries.series(of: inputs.filter { !$0.isDuplicate }, policy: options.figures),
            units: UnitState.states(of: standing),
            claims: inputs.filter { !$0.isDuplicate }.compactMap(ToldClaim.init),
            links: links,
            audience: options.audience,
            notPublic: notPublic)
    }

    private static func newestStatus(in inputs: [SnapshotInput]) -> IncidentStatus? {
        var newest = Newest<IncidentStatus>()
        for input in inputs {
            if let status = input.entry.body?.status { newest.take(status, told: input.told) }
        }
        return newest.value
    }
}
