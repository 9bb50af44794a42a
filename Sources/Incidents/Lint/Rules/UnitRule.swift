import EventSourcing

/// Can the units have moved like that?
enum UnitRule: LintRule {
    static let codes: Set<LintCode> = [.statusOrder, .stillOut]

    static func findings(in material: LintMaterial) -> [LintFinding] {
        var runs: [String: Run] = [:]
        var findings: [LintFinding] = []
        for entry in material.inTime {
            guard let unit = entry.body?.unit, let status = unit.status else { continue }
            if let before = runs[unit.id, default: Run()].take(status, entry) {
                findings.append(
                    LintFinding(
                        .statusOrder, entry,
                        "\(unit.id) is \(status.rawValue) \(length: entry.distance(after: before.entry)) after it was \(before.status.rawValue) in \(before.entry.event.reference)"
                    ))
            }
        }
        findings.sort { $0.position < $1.position }
        return findings + stillOut(material)
    }

    private static func stillOut(_ material: LintMaterial) -> [LintFinding] {
        let snapshot = material.timeline.snapshot
        guard let status = snapshot.status, status == .resolved || status == .closed else { return [] }
        return snapshot.units.compactMap { unit in
            guard unit.isOut, let stands = unit.unit.status, let entry = material.entry(unit.reference) else { return nil }
            return LintFinding(
                .stillOut, entry, "\(unit.unit.id) is still \(stands.rawValue), and the incident is \(status.rawValue)")
        }
    }

    /// One call of a unit, from the first status to the one that ends it.
    private struct Run {
        private var farthest: (status: UnitReport.Status, entry: TimelineEntry)?

        /// Goes on with a status; gives the one that it should not follow.
        mutating func take(
            _ status: UnitReport.Status, _ entry: TimelineEntry
        ) -> (status: UnitReport.Status, entry: TimelineEntry)? {
            guard let before = farthest, before.entry.isCertainlyBefore(entry) else {
                if farthest.map({ $0.status.step <= status.step }) ?? true { farthest = (status, entry) }
                return nil
            }
            let begins = status == .dispatched || status == .enroute
            if status.step >= before.status.step || (before.status.endsCall && begins) {
                farthest = (status, entry)
                return nil
            }
            return before
        }
    }
}

extension UnitReport.Status {
    /// How far a call has come.
    fileprivate var step: Int {
        switch self {
        case .dispatched: 0
        case .enroute: 1
        case .onscene: 2
        case .transporting: 3
        case .cleared, .available, .cancelled: 4
        }
    }

    fileprivate var endsCall: Bool { step == 4 }
}

extension TimelineEntry {
    /// Whether all that it tells was over when the other began.
    fileprivate func isCertainlyBefore(_ other: TimelineEntry) -> Bool {
        guard let latest = effective.latest, let earliest = other.effective.earliest else { return false }
        return latest < earliest
    }

    /// From the end of an entry to the beginning of this one, in microseconds.
    fileprivate func distance(after before: TimelineEntry) -> Int64 {
        guard let latest = before.effective.latest, let earliest = effective.earliest else { return 0 }
        return max(0, earliest.microseconds - latest.microseconds)
    }
}
