import EventSourcing

/// Does the time at which the source said it fit?
enum PublishingRule: LintRule {
    static let codes: Set<LintCode> = [.publishedBeforeOccurred, .toldLate, .publishedBackwards]

    /// Times that are written in minutes may be a minute apart and mean the same.
    private static let minute = 60 * Timestamp.perSecond

    static func findings(in material: LintMaterial) -> [LintFinding] {
        var newest: [[UInt8]: TimelineEntry] = [:]
        var findings: [LintFinding] = []
        for entry in material.standing where entry.tellsWhenPublished {
            let published = entry.event.published.microseconds
            if entry.hasOwnTime {
                if let earliest = entry.effective.earliest?.microseconds, earliest - published >= minute,
                    !isWarning(entry)
                {
                    findings.append(
                        LintFinding(
                            .publishedBeforeOccurred, entry,
                            "was published \(length: earliest - published) before it occurred"))
                }
                if let latest = entry.effective.latest?.microseconds, published - latest > material.limits.late {
                    findings.append(
                        LintFinding(.toldLate, entry, "was published \(length: published - latest) after it occurred"))
                }
            }
            guard IncidentKind(entry.event.kind) == .updated, let source = entry.body?.source?.nameKey else { continue }
            guard let before = newest[source], entry.event.published < before.event.published else {
                newest[source] = entry
                continue
            }
            // One moment may be written more and less exactly.
            let back = before.event.published.microseconds - published
            guard back >= Timestamp.perSecond else { continue }
            findings.append(
                LintFinding(
                    .publishedBackwards, entry,
                    "was published \(length: back) before \(before.event.reference) of the same source, which was recorded earlier"
                ))
        }
        return findings
    }

    /// Whether it speaks of what is to come.
    private static func isWarning(_ entry: TimelineEntry) -> Bool {
        entry.body?.urgency == .future || entry.body?.urgency == .expected
    }
}
