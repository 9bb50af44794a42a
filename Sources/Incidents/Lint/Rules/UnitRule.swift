import EventSourcing

/// Can the units have moved like that? Which statuses are out of order, the histories of the units say.
enum UnitRule: LintRule {
    static let codes: Set<LintCode> = [.statusOrder, .stillOut]

    static func findings(in material: LintMaterial) -> [LintFinding] {
        material.timeline.snapshot.units.flatMap { statusOrder(of: $0, material) }.sorted { $0.position < $1.position }
            + stillOut(material)
    }

    private static func statusOrder(of unit: UnitState, _ material: LintMaterial) -> [LintFinding] {
        var findings: [LintFinding] = []
        var end: UnitStep?
        for assignment in unit.assignments {
            for step in assignment.steps {
                var reference: Reference?
                if case .outOfOrder(let after) = step.order { reference = after }
                // It acts again, and nobody says that it was sent.
                if let end, step == assignment.steps.first, step.status.isAtWork { reference = end.reference }
                guard let reference, let before = material.entry(reference), let entry = material.entry(step.reference),
                    let status = before.body?.unit?.status
                else { continue }
                findings.append(
                    LintFinding(
                        .statusOrder, entry,
                        "\(unit.unit.id) is \(step.status.rawValue) \(length: distance(before, entry)) after it was \(status.rawValue) in \(reference)"
                    ))
            }
            end = assignment.steps.last { $0.status.endsAssignment } ?? end
        }
        return findings
    }

    private static func stillOut(_ material: LintMaterial) -> [LintFinding] {
        let snapshot = material.timeline.snapshot
        guard let status = snapshot.status, status == .resolved || status == .closed else { return [] }
        return snapshot.units.compactMap { unit in
            guard unit.isOut, let stands = unit.unit.status, let entry = material.entry(unit.reference) else {
                return nil
            }
            return LintFinding(
                .stillOut, entry, "\(unit.unit.id): still \(stands.rawValue), and the incident is \(status.rawValue)")
        }
    }

    /// From the end of one entry to the beginning of another, in microseconds.
    private static func distance(_ before: TimelineEntry, _ after: TimelineEntry) -> Int64 {
        guard let latest = before.effective.latest, let earliest = after.effective.earliest else { return 0 }
        return max(0, earliest.microseconds - latest.microseconds)
    }
}

extension UnitReport.Status {
    /// Whether a unit that stands so has been sent before.
    fileprivate var isAtWork: Bool { self == .onscene || self == .transporting }
}
