import ArgumentParser
import Chronology
import EventSourcing
import Incidents

/// As of which moment, on which clock.
struct AsOfOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "What was known by then, all of that moment included: '2024-03-22 20:45', 20:45, -2h …", valueName: "time"))
    var asOf: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What known means: recorded (in the blotter) or published (by the sources).", valueName: "clock"))
    var clock: AsOf.Clock = .recorded

    /// The last microsecond to know of; nil means now.
    func moment(now: Timestamp, zone: Zone) throws(CommandFailure) -> Timestamp? {
        guard let asOf else { return nil }
        return try MomentFlag.parse(asOf, flag: "--as-of", now: now, zone: zone).latest
    }
}

extension MomentFlag {
    /// Reads the value of a flag that names a moment.
    static func parse(_ text: String, flag: String, now: Timestamp, zone: Zone) throws(CommandFailure) -> MomentFlag {
        do {
            return try MomentFlag(text, now: now, zone: zone)
        } catch {
            throw CommandFailure(.usage, "\(flag): \(error)")
        }
    }
}
