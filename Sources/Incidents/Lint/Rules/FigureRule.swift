/// Why did the number fall? What a fall is, the series of figures say.
enum FigureRule: LintRule {
    static let codes: Set<LintCode> = [.figureFell]

    static func findings(in material: LintMaterial) -> [LintFinding] {
        material.timeline.snapshot.figures.flatMap { series in
            series.falls.compactMap { fall in
                guard fall.reason == nil, let entry = material.entry(fall.reference) else { return nil }
                return LintFinding(
                    .figureFell, entry, "\(series.measure) fell from \(fall.from) to \(fall.to), and no reason is given")
            }
        }
    }
}
