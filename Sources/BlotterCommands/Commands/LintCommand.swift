import ArgumentParser
import Chronology
import EventSourcing
import Incidents
import StrictJSON
import TimelineRendering

/// `blotter lint`: what an editor would ask about.
struct LintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Ask what an editor would ask: no source, a figure that fell, statuses out of order, silence …",
        discussion: """
            Every question is a line that begins with its entry and a code that stays the same. Exit code 1 where there \
            is one, 0 where there is none. What was corrected or retracted is not asked about. Only a terminal, or --width, \
            breaks a line in two.

              blotter lint harbour-fire
              blotter lint harbour-fire --as-of 21:00 --silence 2h
              blotter lint --all --only figure-fell,status-order --format json
              blotter lint --codes
            """)

    @Argument(help: "The incidents.")
    var incidents: [String] = []

    @Flag(name: .long, help: "Ask about every incident of the log.")
    var all = false

    @Flag(name: .long, help: "List the questions with their codes and end.")
    var codes = false

    @OptionGroup var questions: LintOptions
    @OptionGroup var log: LogOptions
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var zone: ZoneOptions
    @OptionGroup var look: LookOptions

    @Option(name: .long, help: "text or json (one line a question).")
    var format: TextOrJSON = .text

    func validate() throws {
        guard !codes else { return }
        if all, let first = incidents.first {
            throw ValidationError("--all means every incident; leave out '\(first)'")
        }
        if !all, incidents.isEmpty { throw ValidationError("name an incident, or ask about all of them with --all") }
    }

    func run() async throws {
        let streams = try incidents.map { text in try StreamID.argument(text) }
        let lint = try questions.lint()
        let zone = try zone.resolved()
        let now = Timestamp.now
        var printer = Printer(format: format, look: look, zone: zone, now: now)
        guard !codes else { return try printer.printCodes() }
        let only = streams.count == 1 ? streams.first : nil
        let name = try asOf.name(in: only, now: now, zone: zone)
        let store = try log.openForReading()
        for stream in streams { try await store.checkExists(stream) }
        let moment = try await store.asOf(name, flag: "--as-of", clock: asOf.clock, now: now)
        if all {
            try await store.answering { store throws(EventStoreError) in
                try await IncidentReader(store).eachTimeline(asOf: moment) { printer.take($0, lint.findings(in: $0)) }
            }
        }
        // Incidents that are one are told, and asked about, together.
        var asked: Set<StreamID> = []
        for stream in streams {
            let found = try await store.answering { store throws(EventStoreError) in
                try await IncidentReader(store).timeline(of: stream, asOf: moment)
            }
            if let found, asked.insert(found.incident).inserted { printer.take(found, lint.findings(in: found)) }
        }
        if try printer.finish() > 0 { throw QuietExit(code: 1) }
    }
}

/// Prints findings as they come.
private struct Printer {
    private let text: LintTextRenderer
    private let json: LintJSON
    private let format: TextOrJSON
    private var tally = LintTally()
    private var output: ResultOutput

    init(format: TextOrJSON, look: LookOptions, zone: Zone, now: Timestamp) {
        let output = ResultOutput()
        text = LintTextRenderer(
            width: output.isTerminal || look.width != nil ? look.width(for: output) : .max,
            color: look.usesColor(output), zone: zone, now: now)
        json = LintJSON(style: output.jsonStyle)
        self.format = format
        self.output = output
    }

    mutating func take(_ timeline: Timeline, _ findings: [LintFinding]) {
        tally.count(timeline, findings)
        for finding in findings {
            switch format {
            case .text: output.append(text.render(finding, isExercise: timeline.snapshot.isExercise))
            case .json: output.bytes += json.render(finding, asOf: timeline.asOf)
            }
        }
    }

    mutating func printCodes() throws {
        switch format {
        case .text: output.append(text.renderCodes())
        case .json: for code in LintCode.allCases { output.bytes += json.render(code) }
        }
        try output.flush()
    }

    /// Writes what is left; gives the number of findings.
    mutating func finish() throws -> Int {
        if format == .text { output.append(text.render(tally)) }
        try output.flush()
        return tally.findings
    }
}
