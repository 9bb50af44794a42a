import ArgumentParser
import Chronology
import EventSourcing
import Incidents
import TimelineRendering

/// `blotter why`: one entry whole.
struct WhyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract:
            "Print one entry whole: body, source, clocks, what it changed, what changed it, and why it stands so.",
        discussion: """
            Of a decision it also tells what was known when it was written down, and what of that turned out otherwise.

              blotter why 'harbour-fire#6'
              blotter why @1234 --as-of yesterday --format json
            """)

    @Argument(help: ArgumentHelp("The entry: its incident and number, or its position.", valueName: "incident#n"))
    var entry: String

    @OptionGroup var log: LogOptions
    @OptionGroup var asOf: AsOfOptions
    @OptionGroup var telling: TellingOptions
    @OptionGroup var zone: ZoneOptions
    @OptionGroup var look: LookOptions

    @Option(name: .long, help: "text, markdown or json.")
    var format: ReportFormat = .text

    func run() async throws {
        let zone = try zone.resolved()
        let now = Timestamp.now
        let name = try entryName(now: now, zone: zone)
        let store = try log.openForReading()
        let reference = try await reference(name, in: store)
        let moment = try asOf.name(in: reference.stream, now: now, zone: zone)
        let asOf = try await store.asOf(moment, flag: "--as-of", clock: asOf.clock, now: now)
        let found = try await store.answering { store throws(EventStoreError) in
            try await IncidentReader(store).history(of: reference, asOf: asOf, options: telling.chosen)
        }
        guard let history = found else {
            let internally = try await store.answering { store throws(EventStoreError) in
                try await IncidentReader(store).history(of: reference, asOf: asOf)
            }
            guard internally == nil else { throw CommandFailure(.notFound, "\(entry) is not public") }
            throw CommandFailure(
                .notFound, "\(reference) was not yet \(asOf.clock.rawValue) then; ask as of a later moment")
        }
        var output = ResultOutput()
        let renderer = EntryHistoryRenderer(zone: zone, now: now)
        switch format {
        case .text:
            output.append(renderer.text(history, width: look.width(for: output), color: look.usesColor(output)))
        case .markdown: output.append(renderer.markdown(history))
        case .json: output.bytes = EntryHistoryJSONRenderer(style: output.jsonStyle).render(history)
        }
        try output.flush()
    }

    private func entryName(now: Timestamp, zone: Zone) throws(CommandFailure) -> AsOfName {
        if entry.contains("#") || entry.hasPrefix("@") {
            let name = try AsOfName.parse(entry, flag: "the entry", in: nil, now: now, zone: zone)
            switch name {
            case .event, .position: return name
            case .moment: break
            }
        }
        throw CommandFailure(
            .usage, "the entry: \(quoted(entry)) does not name an entry; write such as harbour-fire#6, or @1234")
    }

    private func reference(_ name: AsOfName, in store: some EventStore) async throws(CommandFailure) -> Reference {
        if case .event(let reference) = name {
            let found = try await store.answering { store throws(EventStoreError) in
                try await IncidentReader(store).event(reference)
            }
            guard found != nil else { throw try await store.missing(reference, flag: "the entry") }
            return reference
        }
        let position = try await store.asOf(name, flag: "the entry", clock: .recorded, now: .now).position
        let found = try await store.answering { store throws(EventStoreError) in
            try await IncidentReader(store).event(at: position)
        }
        guard let found else { throw CommandFailure(.notFound, "the entry: \(position) does not exist") }
        return found.reference
    }
}
