import EventSourcing

/// Has somebody looked into it?
enum CheckingRule: LintRule {
    static let codes: Set<LintCode> = [.unverified, .noGrounds, .noEffect]

    static func findings(in material: LintMaterial) -> [LintFinding] {
        var findings: [LintFinding] = []
        let now = material.timeline.asOf.moment.microseconds
        for entry in material.standing {
            guard let body = entry.body else { continue }
            let age = now - entry.event.published.microseconds
            if body.verification == .unverified, age > material.limits.unverified, !isAnswered(entry) {
                findings.append(
                    LintFinding(
                        .unverified, entry,
                        "has been unverified for \(length: age), and nothing was said about it since"))
            }
            if let decision = body.decision, decision.grounds?.allSatisfy(\.isWhitespace) ?? true {
                findings.append(LintFinding(.noGrounds, entry, "decides without saying on what grounds"))
            }
            for relation in body.relations where relation.kind == .corrects {
                guard let target = material.entry(relation.target) else { continue }
                if target.state == .retracted {
                    findings.append(
                        LintFinding(.noEffect, entry, "corrects \(relation.target), which is retracted"))
                } else if saysTheSame(entry, body, target) {
                    findings.append(
                        LintFinding(.noEffect, entry, "corrects \(relation.target) and says the same again"))
                }
            }
        }
        return findings
    }

    /// Whether a later entry that stands does anything to it.
    private static func isAnswered(_ entry: TimelineEntry) -> Bool {
        entry.changes.contains { $0.stands && $0.kind.changesState }
    }

    /// Whether a correction gives neither another time nor another content.
    private static func saysTheSame(_ entry: TimelineEntry, _ body: EventBody, _ target: TimelineEntry) -> Bool {
        guard var before = target.body?.content else { return false }
        var after = body.content
        before.relations = []
        after.relations = []
        return before == after && (!entry.hasOwnTime || entry.effective == target.place)
    }
}
