import ArgumentParser
import Chronology
import EventSourcing
import Incidents
import StrictJSON
import TimelineRendering

/// `blotter incidents`: all incidents, the one with the newest entry first.
struct IncidentsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "incidents",
        abstract: "List the incidents, the one with the newest entry first.",
        discussion: """
              blotter incidents --status active
              blotter incidents --as-of '2024-03-22 20:45' --status active
              blotter incidents --since yesterday --text warehouse
              blotter incidents --tag unit:E39 --format json | head
              blotter incidents --audience public
            """)

    @OptionGroup var log: LogOptions
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var audience: AudienceOptions
    @OptionGroup var zone: ZoneOptions
    @OptionGroup var look: LookOptions

    @Option(name: .long, help: "Only incidents that stand so: open, active, contained, resolved, closed, reopened.")
    var status: IncidentStatus?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only incidents with an entry recorded since then.", valueName: "time"))
    var since: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Only incidents with this text in an entry; case and accents aside.", valueName: "word"))
    var text: String?

    @Option(
        name: .long, help: ArgumentHelp("Only incidents with an entry that carries this tag.", valueName: "key:value"))
    var tag: String?

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("At most so many incidents.", valueName: "n"))
    var limit: Int?

    @Option(name: .long, help: "text, markdown, html, json (one line an incident) or csv.")
    var format: DocumentFormat = .text

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1; it is \(limit)") }
        if tag != nil, audience.audience == .public {
            throw ValidationError("tags are the desk's, and the public is not told them; leave out --tag or --audience")
        }
    }

    func run() async throws {
        let zone = try zone.resolved()
        let now = Timestamp.now
        if let since {
            MomentAhead.warn(
                of: since, flag: "--since", answer: "nothing was recorded since then", now: now, zone: zone)
        }
        let since = try since.map { try MomentFlag.parse($0, flag: "--since", now: now, zone: zone).earliest }
        let name = try asOf.name(in: nil, now: now, zone: zone)
        let tag = try tag.map { text in try Tag.argument(text) }
        let search = text.map(TextSearch.init)
        let store = try log.openForReading()
        let isKept = audience.audience == .internal && !self.asOf.isGiven
        if isKept { await RowKeeping.beforeList(store) }
        let asOf = try await store.asOf(name, flag: "--as-of", clock: self.asOf.clock, now: now)
        let list = try await store.answering { store throws(EventStoreError) in
            try await IncidentSummaries(store).list(
                asOf: asOf, status: status, since: since, limit: limit, audience: audience.audience,
                havingEvent: tag.map { Query([Query.Item(tags: [$0])]) } ?? .all,
                where: search.map { search in { search.matches($0) } })
        }
        var output = ResultOutput()
        let renderer = IncidentListRenderer(
            width: look.width(for: output), color: look.usesColor(output), zone: zone)
        // Above every list stands in which zone it is.
        let isHeaded = self.asOf.isGiven || !list.rows.isEmpty
        switch format {
        case .text:
            try PagedOutput(look).print { write in
                if isHeaded { try write(renderer.heading(list, now: now)) }
                try write(renderer.render(list.rows, clock: asOf.clock))
                try write(renderer.note(list))
            }
        case .markdown:
            let markdown = IncidentListMarkdownRenderer(zone: zone)
            let notes = renderer.notes(list)
            output.append(
                isHeaded
                    ? markdown.render(list, now: now, notes: notes) : markdown.render(list.rows, notes: notes))
        case .html:
            let html = IncidentListHTMLRenderer(zone: zone)
            let notes = renderer.notes(list)
            output.append(
                isHeaded ? html.render(list, now: now, notes: notes) : html.render(list.rows, notes: notes))
        case .csv: output.append(IncidentListCSVRenderer().render(list.rows))
        case .json:
            let json = IncidentListJSON(style: output.jsonStyle)
            for row in list.rows {
                output.bytes += json.render(row, of: self.asOf.isGiven ? list : nil)
                try output.flushIfLarge()
            }
        }
        try output.flush()
        if list.rows.isEmpty {
            Diagnostics.say(list.known == 0 ? "nothing was known yet" : "no incident matches")
        }
        if format == .json, list.hidden > 0 {
            let are = list.hidden == 1 ? "1 incident has" : "\(list.hidden) incidents have"
            Diagnostics.say("\(are) nothing that is public and \(list.hidden == 1 ? "is" : "are") not listed")
        }
        if isKept { await RowKeeping.afterMany(store) }
    }
}

extension Tag {
    /// Reads the tag that a flag names.
    static func argument(_ text: String) throws(CommandFailure) -> Tag {
        do { return try Tag(text) } catch { throw CommandFailure(.usage, "--\(error)") }
    }
}
