/// Asks of a timeline what an editor would ask.
///
/// Only entries that stand are asked about: what was taken back or corrected has been answered. The same timeline gives
/// the same findings in the same order: by position, then by ``LintCode``. Linear in the entries, but for sorting them.
public struct Lint: Sendable {
    private let limits: LintLimits
    private let codes: Set<LintCode>

    /// Asks these questions, from these limits on.
    public init(_ codes: some Sequence<LintCode> = LintCode.allCases, limits: LintLimits = LintLimits()) {
        self.codes = Set(codes)
        self.limits = limits
    }

    /// What is to be asked of a timeline, which must not have been cut to a window.
    public func findings(in timeline: Timeline) -> [LintFinding] {
        let material = LintMaterial(timeline, limits: limits)
        var findings: [LintFinding] = []
        for rule in Self.rules where !codes.isDisjoint(with: rule.codes) {
            findings += rule.findings(in: material).filter { codes.contains($0.code) }
        }
        // The rules come in the order of their codes, and each goes through the log, so ties keep their order.
        return findings.enumerated().sorted { left, right in
            let (first, second) = (left.element, right.element)
            if first.position != second.position { return first.position < second.position }
            if first.code != second.code { return first.code.rank < second.code.rank }
            return left.offset < right.offset
        }.map(\.element)
    }

    private static let rules: [any (LintRule.Type)] = [
        NoSourceRule.self, SameOriginRule.self, GradeRule.self, ClaimRule.self, FigureRule.self, UnitRule.self,
        TimeRule.self, PublishingRule.self, SilenceRule.self, EndRule.self, CheckingRule.self,
    ]
}

/// Questions that are answered together.
protocol LintRule: Sendable {
    /// Which questions.
    static var codes: Set<LintCode> { get }
    /// What is to be asked, in log order for each code.
    static func findings(in material: LintMaterial) -> [LintFinding]
}

extension LintCode {
    private static let ranks = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

    /// Its place among the codes.
    fileprivate var rank: Int { Self.ranks[self] ?? 0 }
}
