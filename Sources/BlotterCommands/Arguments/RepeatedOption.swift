/// Finds an option with one value that is given twice.
///
/// The parser would take the last value and say nothing of the first, and then an entry has one relation less than was
/// typed, or a question is answered that nobody asked. Options that only say where or how (`--log`, `--zone`,
/// `--format`, `--width`, `--color`) are left out: there the last one counts, so that it can be set for all and changed
/// for one call.
enum RepeatedOption {
    private static let single: Set = [
        "--at", "--published", "--source", "--source-kind", "--origin", "--grade", "--url", "--place", "--lat", "--lon",
        "--unit", "--status", "--severity", "--corrects", "--revises", "--retracts", "--confirms", "--disputes",
        "--responds-to", "--belongs-to", "--merges-into", "--reason", "--title", "--detail", "--id", "--expect", "--by",
        "--as-of", "--clock", "--from", "--audience", "--figures", "--to", "--since", "--after", "--text", "--limit",
        "--only", "--except", "--silence", "--unverified", "--late", "--claim", "--stance", "--claimed-by",
        "--decision", "--grounds", "--decided-by", "--scope", "--expires", "--radius", "--precision", "--urgency",
        "--certainty", "--category", "--verification", "--unit-kind", "--agency", "--action", "--lang", "--duplicates",
    ]
    /// Those of the service, which may be given several limits.
    private static let ofService: Set = [
        "--config", "--host", "--port", "--certificate", "--key", "--tokens", "--log-level", "--by",
    ]

    /// The first such option in arguments that the parser has taken; nil where there is none.
    static func first(in arguments: [String]) -> String? {
        let single =
            switch arguments.first {
            // It looks for one tag; elsewhere there may be several.
            case "incidents": Self.single.union(["--tag"])
            case "blotter serve": ofService
            default: Self.single
            }
        var seen: Set<String> = []
        var rest = arguments.dropFirst()
        while let argument = rest.popFirst(), argument != "--" {
            let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = parts.first.map(String.init), single.contains(name) else { continue }
            guard seen.insert(name).inserted else { return name }
            // Its value, which may look like an option itself.
            if parts.count == 1 { _ = rest.popFirst() }
        }
        return nil
    }
}
