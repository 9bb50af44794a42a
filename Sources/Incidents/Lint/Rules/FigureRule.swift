import EventSourcing

/// Why did the number fall? What a fall is, the series of figures say: among the numbers that compete for the headline,
/// and among those of one origin.
enum FigureRule: LintRule {
    static let codes: Set<LintCode> = [.figureFell]

    static func findings(in material: LintMaterial) -> [LintFinding] {
        var findings: [LintFinding] = []
        for series in material.timeline.snapshot.figures {
            var told: Set<Reference> = []
            for fall in series.falls + series.origins.flatMap(\.falls) where fall.reason == nil {
                guard told.insert(fall.reference).inserted, let entry = material.entry(fall.reference) else { continue }
                findings.append(
                    LintFinding(
                        .figureFell, entry,
                        "\(series.measure) fell from \(fall.from) to \(fall.to) (\(fall.before)), and no reason is given"
                    ))
            }
        }
        return findings
    }
}
