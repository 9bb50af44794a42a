import ArgumentParser
import Chronology
import EventSourcing
import Incidents
import StrictJSON
import TimelineRendering

/// `blotter timeline`: an incident in the order of the world, as known at a moment.
struct TimelineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timeline",
        abstract: "Print the timeline of an incident as known now or at any moment.",
        discussion: """
            Corrected entries keep their place, struck through, with who changed them, when and why. An incident that was \
            merged into another is shown as a part of that one; --alone shows only its own entries.

              blotter timeline harbour-fire
              blotter timeline harbour-fire --as-of 20:45 --zone Europe/Oslo
              blotter timeline harbour-fire --as-of '2024-03-22 20:45' --clock published
              blotter timeline harbour-fire --as-of '#12'
              blotter timeline harbour-fire --from 20:00 --to 21:00 --format json
              blotter timeline harbour-fire --audience public
              blotter timeline harbour-fire --format html > harbour-fire.html
            """)

    @Argument(help: "The incident.")
    var incident: String

    @OptionGroup var log: LogOptions
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var telling: TellingOptions
    @OptionGroup var zone: ZoneOptions
    @OptionGroup var look: LookOptions

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only what may have happened from then on.", valueName: "time"))
    var from: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only what may have happened until then, all of that moment included.", valueName: "time"))
    var to: String?

    @Flag(name: .long, help: "Only the incident's own entries, whatever was merged.")
    var alone = false

    @Option(name: .long, help: "text, markdown, html (one file, without scripts), json or csv (a row an entry).")
    var format: DocumentFormat = .text

    func run() async throws {
        let stream = try StreamID.argument(incident)
        let zone = try zone.resolved()
        let now = Timestamp.now
        let name = try asOf.name(in: stream, now: now, zone: zone)
        let window = TimeSpan(
            earliest: try from.map { try MomentFlag.parse($0, flag: "--from", now: now, zone: zone).earliest },
            latest: try to.map { try MomentFlag.parse($0, flag: "--to", now: now, zone: zone).latest })
        if let earliest = window.earliest, let latest = window.latest, latest < earliest {
            throw CommandFailure(.usage, "--to lies before --from; give the earlier time to --from")
        }
        let store = try log.openForReading()
        let timeline = try await store.timeline(
            of: stream, asOf: name, clock: asOf.clock, window: window, alone: alone, options: telling.chosen, now: now)
        try print(timeline, zone: zone, now: now)
    }

    private func print(_ timeline: Timeline, zone: Zone, now: Timestamp) throws {
        var output = ResultOutput()
        switch format {
        case .text:
            let renderer = TimelineTextRenderer(
                width: look.width(for: output), color: look.usesColor(output), zone: zone, now: now)
            try PagedOutput(look).print { write in try renderer.render(timeline, to: write) }
        case .markdown:
            try TimelineMarkdownRenderer(zone: zone, now: now).render(timeline) { try output.write($0) }
        case .html:
            try TimelineHTMLRenderer(zone: zone, now: now).render(timeline) { try output.write($0) }
        case .json:
            try TimelineJSONRenderer(style: output.jsonStyle).render(timeline) { try output.write($0) }
        case .csv:
            try TimelineCSVRenderer().render(timeline) { try output.write($0) }
        }
        try output.flush()
    }
}
