import EventSourcing
import Incidents

extension SampleLog {
    /// What is asked about an incident now, as `#3 figure-fell`; without those questions that a sketch of a log would
    /// always raise.
    func questions(
        _ codes: [LintCode]? = nil, limits: LintLimits = LintLimits(), asOf moment: Timestamp? = nil
    ) throws -> [String] {
        try findings(codes, limits: limits, asOf: moment).map { "\($0.entry.revision) \($0.code.rawValue)" }
    }

    func findings(
        _ codes: [LintCode]? = nil, limits: LintLimits = LintLimits(), asOf moment: Timestamp? = nil
    ) throws -> [LintFinding] {
        let sketchy: Set<LintCode> = [.noSource, .undated]
        let asked = codes ?? LintCode.allCases.filter { !sketchy.contains($0) }
        return Lint(asked, limits: limits).findings(in: try timeline(asOf: moment ?? now))
    }
}

extension LintFinding {
    /// The sentence, with lengths in seconds.
    var sentence: String {
        reason.parts.map { part in
            switch part {
            case .text(let text): text
            case .length(let microseconds): "\(microseconds / Timestamp.perSecond) s"
            case .entry(let reference): "\(reference.revision)"
            }
        }.joined()
    }
}

/// A source as a body writes it.
func source(_ name: String, origin: String? = nil, grade: String? = nil, kind: String? = nil) -> String {
    let parts = [("name", name), ("origin", origin), ("grade", grade), ("kind", kind)]
    return #""source":{"#
        + parts.compactMap { key, value in value.map { #""\#(key)":"\#($0)""# } }.joined(separator: ",") + "}"
}
