import EventSourcing

/// An entry on its way into a snapshot.
struct SnapshotInput {
    let entry: TimelineEntry
    /// When what it tells was so.
    let told: TimeSpan

    /// Whether what it says still holds in any form: not taken back, not wrong, not said before.
    var counts: Bool {
        switch entry.state {
        case .current, .disputed, .revised: !isDuplicate
        case .corrected, .retracted, .redacted: false
        }
    }

    /// Whether it says of itself that it says again what another entry says. The other one counts.
    var isDuplicate: Bool { entry.body?.relations.contains { $0.kind == .duplicates } ?? false }
}

extension IncidentSnapshot {
    /// Folds entries, in log order, into a snapshot.
    init(incident: StreamID, asOf: AsOf, inputs: [SnapshotInput], links: [IncidentLink]) {
        let standing = inputs.filter(\.counts)
        self.init(
            incident: incident,
            asOf: asOf,
            eventCount: inputs.count,
            title: standing.last { $0.entry.body?.title != nil }?.entry.body?.title,
            status: Self.newest(in: standing) { $0.status },
            isExercise: inputs.contains { $0.entry.event.flags.contains(.exercise) && $0.entry.state != .retracted },
            place: standing.last { $0.entry.body?.place != nil }?.entry.body?.place,
            firstOccurred: standing.compactMap { $0.told.earliest ?? $0.told.latest }.min(),
            lastOccurred: standing.compactMap { $0.told.latest ?? $0.told.earliest }.max(),
            lastRecorded: inputs.last?.entry.event.recorded,
            figures: FigureSeries.series(of: inputs.filter { !$0.isDuplicate }.map(\.entry)),
            units: UnitState.states(of: standing),
            claims: standing.compactMap { input in
                input.entry.body?.claim.map {
                    StandingClaim(claim: $0, source: input.entry.body?.source, reference: input.entry.event.reference)
                }
            },
            links: links)
    }

    /// The value that was told last, unless it is told of a time that lies, for certain, before that of another:
    /// what is written down late does not turn the incident back.
    private static func newest<Value>(in inputs: [SnapshotInput], _ value: (EventBody) -> Value?) -> Value? {
        var newest: (value: Value, span: TimeSpan)?
        for input in inputs {
            guard let body = input.entry.body, let told = value(body) else { continue }
            if let newest, input.told.isCertainlyBefore(newest.span) { continue }
            newest = (told, input.told)
        }
        return newest?.value
    }
}

extension UnitState {
    /// How each unit stands, in the order of first appearance. A status told late of an earlier time changes nothing.
    static func states(of inputs: [SnapshotInput]) -> [UnitState] {
        var order: [String] = []
        var states: [String: UnitState] = [:]
        for input in inputs {
            guard var unit = input.entry.body?.unit else { continue }
            let reference = input.entry.event.reference
            guard let before = states[unit.id] else {
                order.append(unit.id)
                states[unit.id] = UnitState(unit: unit, since: input.told, reference: reference)
                continue
            }
            if before.unit.status != nil, input.told.isCertainlyBefore(before.since) { continue }
            let keepsStatus = unit.status == nil
            unit.kind = unit.kind ?? before.unit.kind
            unit.agency = unit.agency ?? before.unit.agency
            unit.status = unit.status ?? before.unit.status
            states[unit.id] = UnitState(
                unit: unit, since: keepsStatus ? before.since : input.told,
                reference: keepsStatus ? before.reference : reference)
        }
        return order.compactMap { states[$0] }
    }
}
