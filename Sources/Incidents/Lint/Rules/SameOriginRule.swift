import EventSourcing

/// Are these two sources, or one? An account that is marked as a duplicate has been answered.
enum SameOriginRule: LintRule {
    static let codes: Set<LintCode> = [.sameOrigin]

    static func findings(in material: LintMaterial) -> [LintFinding] {
        var told: [Telling: (entry: Reference, name: [UInt8])] = [:]
        var findings: [LintFinding] = []
        for entry in material.standing {
            guard let body = entry.body, let source = body.source, let origin = source.originKey else { continue }
            let label = source.origin ?? source.name ?? ""
            for relation in body.relations where relation.kind == .confirms {
                guard let target = material.entry(relation.target), target.stands,
                    target.body?.source?.originKey == origin
                else { continue }
                findings.append(
                    LintFinding(
                        .sameOrigin, entry,
                        "confirms \(relation.target), but both come from \(label): that is one source, not two"))
            }
            let name = source.nameKey ?? origin
            for figure in body.figures {
                let telling = Telling(origin: origin, figure: figure)
                guard let first = told[telling] else {
                    told[telling] = (entry.event.reference, name)
                    continue
                }
                guard first.name != name, !entry.changes(first.entry) else { continue }
                findings.append(
                    LintFinding(
                        .sameOrigin, entry,
                        "tells the same \(figure.measure) as \(first.entry), and both come from \(label): is it a duplicate?"
                    ))
            }
        }
        return findings
    }

    /// A number as an origin told it.
    private struct Telling: Hashable {
        let origin: [UInt8]
        let measure: MeasureKey
        let numbers: [Int64?]
        let words: String?

        init(origin: [UInt8], figure: Figure) {
            self.origin = origin
            measure = MeasureKey(figure.measure, figure.basis)
            numbers = [figure.low, figure.best, figure.high]
            words = figure.words
        }
    }
}
