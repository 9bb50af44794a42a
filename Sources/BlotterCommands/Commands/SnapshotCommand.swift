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
              blotter snapshot harbour-fire --format svg --plot units > responders.svg
            """)

    @Argument(help: "The incident.")
    var incident: String

    @OptionGroup var log: LogOptions
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var telling: TellingOptions
    @OptionGroup var zone: ZoneOptions
    @OptionGroup var look: LookOptions

    @Option(name: .long, help: "text, markdown, html (one file, without scripts), json or svg (a plot).")
    var format: Format = .text

    @Option(
        name: .long, help: "With --format svg: figures (over time, by source) or units (as lanes). Default: figures.")
    var plot: SnapshotSVGRenderer.Subject?

    /// How a snapshot is printed.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case markdown
        case html
        case json
        case svg
    }

    func validate() throws {
        if plot != nil, format != .svg { throw ValidationError("--plot is drawn by --format svg; add that") }
    }

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
            let renderer = SnapshotTextRenderer(
                width: look.width(for: output), color: look.usesColor(output), zone: zone, now: now)
            try PagedOutput(look).print { write in
                try write(renderer.render(found.snapshot, leftOut: found.leftOut, way: found.way))
            }
        case .markdown:
            output.append(
                SnapshotMarkdownRenderer(zone: zone, now: now).render(
                    found.snapshot, leftOut: found.leftOut, way: found.way))
        case .html:
            output.append(
                SnapshotHTMLRenderer(zone: zone, now: now).render(
                    found.snapshot, leftOut: found.leftOut, way: found.way))
        case .json:
            output.bytes = SnapshotJSONRenderer(style: output.jsonStyle)
                .render(found.snapshot, leftOut: found.leftOut, way: found.way)
        case .svg:
            output.append(SnapshotSVGRenderer(plot ?? .figures, zone: zone).render(found.snapshot))
        }
        try output.flush()
    }
}
