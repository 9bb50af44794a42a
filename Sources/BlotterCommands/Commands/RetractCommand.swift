import ArgumentParser
import EventSourcing
import Incidents
import LMDBEventStore

/// `blotter retract`: takes an entry back.
struct RetractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retract",
        abstract: "Take an entry back. It stays in its place, struck through, with the reason.",
        discussion: """
            A retraction can be retracted itself; then what it took back stands again.

              blotter retract 'harbour-fire#6' --reason 'the caller meant another quay'
            """)

    @Argument(help: ArgumentHelp("The entry with its incident.", valueName: "incident#n"))
    var entry: String

    @OptionGroup var log: LogOptions
    @OptionGroup var writer: WriterOptions

    @Option(name: .long, help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String

    @Option(name: .long, help: "text or json.")
    var format: TextOrJSON = .text

    func run() async throws {
        let author = try writer.author()
        let decision: RetractDecision
        do { decision = try RetractDecision(target: entry, reason: reason) } catch { throw Self.failure(error) }
        let store = try log.open(.mustExist, acceptsLogAhead: writer.acceptClock)
        let incident = decision.target.stream
        let events = try await store.answering { store throws(EventStoreError) in
            try await IncidentReader(store).events(concerning: [incident], upTo: try await store.head().position)
        }
        guard events.contains(where: { $0.stream == incident }) else {
            throw await CommandFailure.noSuchIncident(incident, in: store)
        }
        let event: NewEvent
        do { event = try decision.decide(given: events) } catch { throw Self.failure(error) }
        try await store.append(event, author: author, failure: CommandFailure.init).print(format)
    }

    /// Names the argument in place of the field.
    private static func failure(_ error: InvalidEvent) -> CommandFailure {
        switch error.field {
        case "body.relation.target": CommandFailure(.data, "the entry \(error.problem)")
        case "body.relation.reason": CommandFailure(.data, "--reason \(error.problem)")
        default: CommandFailure(error)
        }
    }
}
