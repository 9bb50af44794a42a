import ArgumentParser
import Chronology
import Platform

/// The zone of flag values and of display.
struct ZoneOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "Zone of flag values and of display: an offset such as +03:00, or a name such as Europe/Moscow. Default: $BLOTTER_ZONE, else UTC.",
            valueName: "zone"))
    var zone: String?

    /// The zone that is meant.
    func resolved() throws(CommandFailure) -> Zone {
        var text = zone
        if text == nil { text = try EnvironmentVariable.value(of: "BLOTTER_ZONE") }
        guard let text else { return .utc }
        let flag = zone == nil ? "BLOTTER_ZONE" : "--zone"
        if let offset = try? Zone(parsing: text) { return offset }
        guard Zone.isPlausibleName(text) else { throw CommandFailure(.usage, "\(flag): \(Self.advice(text))") }
        do {
            return .named(try ZoneRules(name: text, tzif: try ZoneFile.bytes(of: text)))
        } catch {
            throw CommandFailure(.usage, "\(flag): \(Self.advice(text))")
        }
    }

    private static func advice(_ text: String) -> String {
        "'\(text)' is no zone of this machine; give an offset such as +03:00, or a name such as Europe/Moscow"
    }
}
