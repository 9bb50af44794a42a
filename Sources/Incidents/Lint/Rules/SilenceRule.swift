import EventSourcing

/// Why was nothing said?
enum SilenceRule: LintRule {
    static let codes: Set<LintCode> = [.silentGap, .leftOpen]

    static func findings(in material: LintMaterial) -> [LintFinding] {
        gaps(in: material).sorted { $0.position < $1.position } + leftOpen(material)
    }

    /// Where two entries lie far apart while the incident was neither contained nor over.
    private static func gaps(in material: LintMaterial) -> [LintFinding] {
        var findings: [LintFinding] = []
        var reached: (moment: Timestamp, entry: TimelineEntry)?
        var status: IncidentStatus?
        for entry in material.inTime {
            if let reached, let earliest = entry.effective.earliest, !isQuiet(status) {
                let length = earliest.microseconds - reached.moment.microseconds
                if length > material.limits.silence {
                    let reference = reached.entry.event.reference
                    let standing =
                        status.map { "the incident was \($0.rawValue)" } ?? "nobody had said that it was over"
                    findings.append(
                        LintFinding(
                            .silentGap, entry, "comes \(length: length) after \(reference), and \(standing)"))
                }
            }
            status = entry.body?.status ?? status
            // What begins and has no end yet reaches as far as is known.
            guard let end = entry.effective.latest ?? entry.effective.earliest else { continue }
            if reached.map({ $0.moment < end }) ?? true { reached = (end, entry) }
        }
        return findings
    }

    private static func leftOpen(_ material: LintMaterial) -> [LintFinding] {
        guard let status = material.timeline.snapshot.status, !isQuiet(status),
            let last = material.standing.max(by: { lastWord($0) < lastWord($1) })
        else { return [] }
        let length = material.timeline.asOf.moment.microseconds - lastWord(last).microseconds
        guard length > material.limits.silence else { return [] }
        return [
            LintFinding(
                .leftOpen, last, "is the last word, \(length: length) ago, and the incident is \(status.rawValue)")
        ]
    }

    /// When the last was said of an entry: when it was published, or later where it tells of later.
    private static func lastWord(_ entry: TimelineEntry) -> Timestamp {
        max(entry.event.published, entry.effective.latest ?? entry.effective.earliest ?? .minimum)
    }

    private static func isQuiet(_ status: IncidentStatus?) -> Bool {
        switch status {
        case .contained, .resolved, .closed: true
        case .open, .active, .reopened, nil: false
        }
    }
}
