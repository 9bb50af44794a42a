import ArgumentParser
import Chronology
import EventSourcing
import Incidents
import TimelineRendering

/// `blotter diff`: what changed in what is known between two moments, of one incident or of all.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Print what became known, was corrected, taken back or moved between two moments.",
        usage:
            "blotter diff <incident> <time> [<time>] [<options>]\n       blotter diff --all <time> [<time>] [<options>]",
        discussion: """
            Both moments take every form that --as-of takes elsewhere: 20:45, -8h, '#12', @1234. Without the second it is \
            now. With --all it is the handover between shifts: every incident of which something changed, what matters \
            most first.

              blotter diff harbour-fire 20:45
              blotter diff harbour-fire '#3' '#12' --format markdown
              blotter diff --all -8h
              blotter diff --all 'yesterday 22:00' 06:00
              blotter diff --all 06:00 14:00 --clock published
            """)

    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "The incident (not with --all), the earlier moment, and the later one.", valueName: "incident> <time"))
    var words: [String] = []

    @OptionGroup var log: LogOptions
    @OptionGroup var telling: TellingOptions
    @OptionGroup var zone: ZoneOptions
    @OptionGroup var look: LookOptions

    @Flag(name: .long, help: "All incidents.")
    var all = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What known means: recorded (in the blotter) or published (by the sources).", valueName: "clock"))
    var clock: AsOf.Clock = .recorded

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("With --all, at most so many incidents.", valueName: "n"))
    var limit: Int?

    @Option(name: .long, help: "text, markdown or json.")
    var format: ReportFormat = .text

    private static let options = [
        "--log", "--figures", "--audience", "--zone", "--width", "--color", "--all", "--clock", "--limit", "--format",
    ]

    func validate() throws {
        // The parser hands over what it does not know, since a moment may begin with a hyphen.
        for word in words where word.hasPrefix("-") && word.dropFirst().first?.isNumber != true {
            let name = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
            let near = NearWord.nearest(to: name, among: Self.options)
            throw ValidationError("unknown option '\(name)'\(near.map { "; did you mean '\($0)'?" } ?? "")")
        }
        if words.isEmpty, !all { throw ValidationError("missing expected argument '<incident>'") }
        if words.count < (all ? 1 : 2) { throw ValidationError("missing expected argument '<time>'") }
        if words.count > (all ? 2 : 3) { throw ValidationError("unexpected argument '\(words[all ? 2 : 3])'") }
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1; it is \(limit)") }
        if limit != nil, !all { throw ValidationError("--limit goes with --all; leave it out") }
    }

    func run() async throws {
        let incident = all ? nil : try StreamID.argument(words[0])
        let zone = try zone.resolved()
        let now = Timestamp.now
        let texts = all ? words : Array(words.dropFirst())
        var names: [AsOfName] = []
        for (text, flag) in zip(texts, Self.flags) {
            names.append(try AsOfName.parse(text, flag: flag, in: incident, now: now, zone: zone))
        }
        let store = try log.openForReading()
        if let incident { try await store.checkExists(incident) }
        let to = try await store.asOf(names.count > 1 ? names[1] : nil, flag: Self.flags[1], clock: clock, now: now)
        let from = try await store.asOf(names[0], flag: Self.flags[0], clock: clock, now: now)
        // What the log holds of a clock that ran ahead is no moment ahead.
        if let ahead = MomentAhead(texts[0], now: max(now, from.moment), zone: zone) {
            throw CommandFailure(.usage, "\(Self.flags[0]): \(ahead.sentence)")
        }
        guard from.moment <= to.moment, from.position <= to.position, Self.areInOrder(names, from, to) else {
            throw Self.wrongOrder(texts, now: now, zone: zone)
        }
        if texts.count > 1 { MomentAhead.warn(of: texts[1], flag: Self.flags[1], now: now, zone: zone) }
        var output = ResultOutput()
        if let incident {
            let found = try await store.answering { store throws(EventStoreError) in
                try await IncidentReader(store).diff(of: incident, from: from, to: to, options: telling.chosen)
            }
            guard let found else { throw await CommandFailure.noSuchIncident(incident, in: store) }
            print(found, zone: zone, now: now, to: &output)
        } else {
            let handover = try await store.answering { store throws(EventStoreError) in
                try await IncidentReader(store).handover(from: from, to: to, options: telling.chosen)
            }
            print(handover, zone: zone, now: now, to: &output)
        }
        try output.flush()
    }

    /// Whether two moments are so as they were written, before they are cut at now.
    private static func areInOrder(_ names: [AsOfName], _ from: AsOf, _ to: AsOf) -> Bool {
        guard names.count > 1 else { return true }
        if case .moment(let first) = names[0], case .moment(let second) = names[1] { return first < second }
        return from.moment < to.moment || from.position < to.position
    }

    private static func wrongOrder(_ texts: [String], now: Timestamp, zone: Zone) -> CommandFailure {
        guard texts.count > 1 else {
            return CommandFailure(.usage, "'\(texts[0])' lies after now; give the earlier moment first")
        }
        guard texts[0] != texts[1] else {
            return CommandFailure(.usage, "'\(texts[0])' is given twice; give two moments, the earlier one first")
        }
        let before = MomentAhead.yesterday(texts[0], now: now, zone: zone)
        let advice = before.map { ", or write '\($0)'" } ?? ""
        return CommandFailure(
            .usage, "'\(texts[0])' does not lie before '\(texts[1])'; give the earlier moment first\(advice)")
    }

    private static let flags = ["the earlier moment", "the later moment"]

    private func print(_ diff: IncidentDiff, zone: Zone, now: Timestamp, to output: inout ResultOutput) {
        let renderer = IncidentDiffRenderer(zone: zone, now: now)
        switch format {
        case .text:
            output.append(renderer.text(diff, width: look.width(for: output), color: look.usesColor(output)))
        case .markdown: output.append(renderer.markdown(diff))
        case .json: output.bytes = DiffJSONRenderer(style: output.jsonStyle).render(diff)
        }
    }

    private func print(_ handover: Handover, zone: Zone, now: Timestamp, to output: inout ResultOutput) {
        let renderer = HandoverRenderer(zone: zone, now: now)
        switch format {
        case .text:
            let (width, color) = (look.width(for: output), look.usesColor(output))
            output.append(renderer.text(handover, width: width, color: color, limit: limit))
        case .markdown: output.append(renderer.markdown(handover, limit: limit))
        case .json: output.bytes = DiffJSONRenderer(style: output.jsonStyle).render(handover, limit: limit)
        }
    }
}
