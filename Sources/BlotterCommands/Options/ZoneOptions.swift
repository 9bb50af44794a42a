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

    /// Where the system keeps its zones, as compiled files (RFC 8536).
    private static let directory = "/usr/share/zoneinfo/"

    /// The zone that is meant.
    func resolved() throws(CommandFailure) -> Zone {
        var text = zone
        if text == nil { text = try EnvironmentVariable.value(of: "BLOTTER_ZONE") }
        guard let text else { return .utc }
        let flag = zone == nil ? "BLOTTER_ZONE" : "--zone"
        if let offset = try? Zone(parsing: text) { return offset }
        guard Zone.isPlausibleName(text) else { throw CommandFailure(.usage, "\(flag): \(Self.advice(text))") }
        do {
            let bytes = try Descriptor.open(reading: Self.directory + text).readAll(atMost: 1 << 20)
            return .named(try ZoneRules(name: text, tzif: bytes))
        } catch {
            throw CommandFailure(.usage, "\(flag): \(Self.advice(text))")
        }
    }

    private static func advice(_ text: String) -> String {
        "'\(text)' is no zone of this machine; give an offset such as +03:00, or a name such as Europe/Moscow"
    }
}

extension Descriptor {
    /// Everything that is left to read, up to a limit; what lies beyond it is not read.
    func readAll(atMost limit: Int) throws(SystemError) -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 * 1024)
        while all.count < limit {
            let count = try read(into: &buffer)
            guard count > 0 else { break }
            all += buffer.prefix(count)
        }
        return all
    }
}
