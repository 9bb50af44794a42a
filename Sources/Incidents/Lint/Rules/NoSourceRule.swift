import EventSourcing

/// Who said it?
enum NoSourceRule: LintRule {
    static let codes: Set<LintCode> = [.noSource]

    static func findings(in material: LintMaterial) -> [LintFinding] {
        material.standing.compactMap { entry in
            guard let body = entry.body, !isNamed(body.source) else { return nil }
            if let figure = body.figures.first {
                return LintFinding(.noSource, entry, "tells \(figure.measure) and names no source")
            }
            if let claim = body.claim {
                return LintFinding(.noSource, entry, "tells a claim (\(claim.what)) and names no source")
            }
            guard IncidentKind(entry.event.kind) == .reported else { return nil }
            return LintFinding(.noSource, entry, "is reported and names no source")
        }
    }

    private static func isNamed(_ source: Source?) -> Bool { source?.originKey != nil || source?.url != nil }
}
