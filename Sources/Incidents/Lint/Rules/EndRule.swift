import EventSourcing

/// Did it begin and end like that?
enum EndRule: LintRule {
    static let codes: Set<LintCode> = [.actedBeforeReport, .endBeforeBegin, .endUnsure, .endRound]

    private static let halfHour = 1800 * Timestamp.perSecond

    static func findings(in material: LintMaterial) -> [LintFinding] {
        let reports = material.inTime.filter { IncidentKind($0.event.kind) == .reported }
        return actedBeforeReport(material, reports) + ends(material, reports)
    }

    private static func actedBeforeReport(_ material: LintMaterial, _ reports: [TimelineEntry]) -> [LintFinding] {
        guard let first = reports.first, let earliest = first.effective.earliest else { return [] }
        return material.standing.compactMap { entry in
            guard IncidentKind(entry.event.kind) == .responded, let latest = entry.effective.latest, latest < earliest
            else { return nil }
            let length = earliest.microseconds - latest.microseconds
            return LintFinding(
                .actedBeforeReport, entry,
                "responds \(length: length) before \(first.event.reference), the first report of the incident")
        }
    }

    private static func ends(_ material: LintMaterial, _ reports: [TimelineEntry]) -> [LintFinding] {
        let ends = material.standing.filter(\.endsIncident)
        guard !ends.isEmpty else { return [] }
        let begins = Dictionary(
            reports.compactMap { entry in entry.body?.source?.nameKey.map { ($0, entry) } },
            uniquingKeysWith: { $1.starts(before: $0) ? $1 : $0 })
        var findings: [LintFinding] = []
        for entry in ends {
            if let begin = reports.first, let earliest = begin.effective.earliest, let latest = entry.effective.latest,
                latest < earliest
            {
                let length = earliest.microseconds - latest.microseconds
                findings.append(
                    LintFinding(
                        .endBeforeBegin, entry,
                        "ends the incident \(length: length) before \(begin.event.reference), the first report of it"))
            }
            if !entry.isConfirmed {
                if entry.event.occurred.isUncertain {
                    findings.append(LintFinding(.endUnsure, entry, "ends the incident at a time that is uncertain"))
                } else if entry.body?.verification == .unverified {
                    findings.append(LintFinding(.endUnsure, entry, "ends the incident and is unverified"))
                }
            }
            if let name = entry.body?.source?.nameKey, let begin = begins[name], let length = roundLength(begin, entry)
            {
                findings.append(
                    LintFinding(
                        .endRound, entry,
                        "ends the incident exactly \(length: length) after \(begin.event.reference), to the second: was it measured?"
                    ))
            }
        }
        return findings
    }

    /// How far a begin and an end lie apart, where both are told to the second as they stand and that is a whole number of
    /// half hours. Seconds that are nought look like minutes, and those are round anyway; who says himself that he is
    /// not sure has answered.
    private static func roundLength(_ begin: TimelineEntry, _ end: TimelineEntry) -> Int64? {
        let times = [begin.event.occurred, end.event.occurred]
        guard
            times.allSatisfy({ $0.form == .absolute && $0.precision >= .second && !$0.isUncertain && !$0.isApproximate }
            ),
            let first = begin.effective.earliest?.microseconds, let last = end.effective.earliest?.microseconds
        else { return nil }
        guard last > first, (last - first) % halfHour == 0, first % (60 * Timestamp.perSecond) != 0 else { return nil }
        return last - first
    }
}

extension TimelineEntry {
    fileprivate func starts(before other: TimelineEntry) -> Bool {
        TimeSpan.comesBefore(effective, other.effective) ?? false
    }
}
