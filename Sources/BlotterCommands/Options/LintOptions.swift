import ArgumentParser
import Chronology
import Incidents

/// Which questions are asked, and from when on.
struct LintOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Only these questions: codes, with commas between them.", valueName: "codes"))
    var only: String?

    @Option(
        name: .long, help: ArgumentHelp("All questions but these: codes, with commas between them.", valueName: "codes")
    )
    var except: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("How long an incident that is not over may be silent. Default: 12h.", valueName: "length"))
    var silence: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("How long an entry may be unverified. Default: 6h.", valueName: "length"))
    var unverified: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("How long after it happened a source may tell of it. Default: 1d.", valueName: "length"))
    var late: String?

    /// What is to be asked.
    func lint() throws(CommandFailure) -> Lint {
        let asked = try only.map { text throws(CommandFailure) in try Self.codes(text, flag: "--only") }
        let spared = try except.map { text throws(CommandFailure) in try Self.codes(text, flag: "--except") } ?? []
        var limits = LintLimits()
        if let silence { limits.silence = try Self.length(silence, flag: "--silence") }
        if let unverified { limits.unverified = try Self.length(unverified, flag: "--unverified") }
        if let late { limits.late = try Self.length(late, flag: "--late") }
        return Lint((asked ?? LintCode.allCases).filter { !spared.contains($0) }, limits: limits)
    }

    private static func codes(_ text: String, flag: String) throws(CommandFailure) -> [LintCode] {
        var codes: [LintCode] = []
        for name in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let code = LintCode(rawValue: String(name)) else {
                let near = NearWord.nearest(to: String(name), among: LintCode.allCases.map(\.rawValue))
                let advice = near.map { "did you mean '\($0)'?" } ?? "`blotter lint --codes` lists them"
                throw CommandFailure(.usage, "\(flag): '\(name)' is no question; \(advice)")
            }
            codes.append(code)
        }
        return codes
    }

    private static func length(_ text: String, flag: String) throws(CommandFailure) -> Int64 {
        do { return try LengthFlag(text).microseconds } catch { throw CommandFailure(.usage, "\(flag): \(error)") }
    }
}
