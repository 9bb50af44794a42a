import EventSourcing

/// An entry on its way into a snapshot.
struct SnapshotInput {
    let entry: TimelineEntry
    let isDuplicate: Bool

    /// Whether what it says still holds in any form: not taken back, not wrong, not said twice.
    var counts: Bool {
        switch entry.state {
        case .current, .disputed, .revised: !isDuplicate
        case .corrected, .retracted, .redacted: false
        }
    }
}

extension IncidentSnapshot {
    /// Folds entries, in log order, into a snapshot.
    init(incident: StreamID, asOf: AsOf, inputs: [SnapshotInput]) {
        let standing = inputs.filter(\.counts).map(\.entry)
        let dated = standing.filter { !$0.effective.isUnknown }
        self.init(
            incident: incident,
            asOf: asOf,
            eventCount: inputs.count,
            title: standing.last { $0.body?.title != nil }?.body?.title,
            status: Self.newest(in: standing) { $0.status },
            isExercise: inputs.contains { $0.entry.event.flags.contains(.exercise) && $0.entry.state != .retracted },
            place: standing.last { $0.body?.place != nil }?.body?.place,
            firstOccurred: dated.compactMap { $0.effective.earliest ?? $0.effective.latest }.min(),
            lastOccurred: dated.compactMap { $0.effective.latest ?? $0.effective.earliest }.max(),
            lastRecorded: inputs.last?.entry.event.recorded,
            figures: FigureSeries.series(of: inputs.filter { !$0.isDuplicate }.map(\.entry)),
            units: UnitState.states(of: standing),
            claims: standing.compactMap { entry in
                entry.body?.claim.map { StandingClaim(claim: $0, source: entry.body?.source, reference: entry.event.reference) }
            })
    }

    /// The value that was told last, unless it is told of a time that lies, for certain, before that of another:
    /// what is written down late does not turn the incident back.
    private static func newest<Value>(in entries: [TimelineEntry], _ value: (EventBody) -> Value?) -> Value? {
        var newest: (value: Value, span: TimeSpan)?
        for entry in entries {
            guard let body = entry.body, let told = value(body) else { continue }
            if let newest, entry.effective.isCertainlyBefore(newest.span) { continue }
            newest = (told, entry.effective)
        }
        return newest?.value
    }
}

extension UnitState {
    /// How each unit stands, in the order of first appearance. A status told late of an earlier time changes nothing.
    static func states(of entries: [TimelineEntry]) -> [UnitState] {
        var order: [String] = []
        var states: [String: UnitState] = [:]
        for entry in entries {
            guard var unit = entry.body?.unit else { continue }
            guard let before = states[unit.id] else {
                order.append(unit.id)
                states[unit.id] = UnitState(unit: unit, since: entry.effective, reference: entry.event.reference)
                continue
            }
            if entry.effective.isCertainlyBefore(before.since) { continue }
            let keepsStatus = unit.status == nil
            unit.kind = unit.kind ?? before.unit.kind
            unit.agency = unit.agency ?? before.unit.agency
            unit.status = unit.status ?? before.unit.status
            states[unit.id] = UnitState(
                unit: unit, since: keepsStatus ? before.since : entry.effective,
                reference: keepsStatus ? before.reference : entry.event.reference)
        }
        return order.compactMap { states[$0] }
    }
}
