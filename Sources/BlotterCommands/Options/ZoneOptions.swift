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
        do {
            return try Zone(text) { try? ZoneFile.bytes(of: $0) }
        } catch {
            throw CommandFailure(.usage, "\(flag): \(error)")
        }
    }
}
