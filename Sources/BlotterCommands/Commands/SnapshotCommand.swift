import ArgumentParser
import Chronology
import EventSourcing
import Incidents
import StrictJSON
import TimelineRendering

/// `blotter snapshot`: how an incident stands at a moment.
struct SnapshotCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "snapshot",
        abstract: "Print how an incident stands now or stood at any moment: status, place, figures, units, claims.",
        discussion: """
              blotter snapshot harbour-fire
              blotter snapshot harbour-fire --as-of 21:00 --format json
              blotter snapshot harbour-fire --figures conservative
            """)

    @Argument(help: "The incident.")
    var incident: String

    @OptionGroup var log: LogOptions
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var telling: TellingOptions
    @OptionGroup var zone: ZoneOptions
    @OptionGroup var look: LookOptions

    @Option(name: .long, help: "text or json.")
    var format: TextOrJSON = .text

    func run() async throws {
        let stream = try StreamID.argument(incident)
        let zone = try zone.resolved()
        let now = Timestamp.now
        let name = try asOf.name(in: stream, now: now, zone: zone)
        let store = try log.openForReading()
        let found = try await store.timeline(
            of: stream, asOf: name, clock: asOf.clock, options: telling.chosen, now: now)
        var output = ResultOutput()
        switch format {
        case .text:
            output.append(
                SnapshotTextRenderer(
                    width: look.width(for: output), color: look.usesColor(output), zone: zone, now: now
                ).render(found.snapshot, leftOut: found.leftOut, way: found.way))
        case .json:
            output.bytes = SnapshotJSONRenderer(style: output.jsonStyle)
                .render(found.snapshot, leftOut: found.leftOut, way: found.way)
        }
        try output.flush()
    }
}
