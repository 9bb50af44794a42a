import EventSourcing

/// Does a source deny what it claims?
enum ClaimRule: LintRule {
    static let codes: Set<LintCode> = [.contradiction]

    static func findings(in material: LintMaterial) -> [LintFinding] {
        var last: [Key: (entry: TimelineEntry, stance: Claim.Stance)] = [:]
        var findings: [LintFinding] = []
        for entry in material.standing {
            guard let body = entry.body, let claim = body.claim, let stance = claim.stance,
                let origin = body.source?.originKey
            else { continue }
            let key = Key(origin: origin, what: OriginKey.folded(claim.what), by: OriginKey.folded(claim.by ?? ""))
            if let (before, earlier) = last[key], (earlier == .denied) != (stance == .denied),
                !entry.changes(before.event.reference)
            {
                findings.append(
                    LintFinding(
                        .contradiction, entry,
                        "says \(stance.rawValue) of \(claim.what), and the same source said \(earlier.rawValue) in \(before.event.reference)"
                    ))
            }
            last[key] = (entry, stance)
        }
        return findings
    }

    /// One claim as one source speaks of it.
    private struct Key: Hashable {
        let origin: [UInt8]
        let what: [UInt8]
        let by: [UInt8]
    }
}
