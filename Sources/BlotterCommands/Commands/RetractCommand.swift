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

    @OptionGroup var once: OnceOptions

    @Option(name: .long, help: "text or json.")
    var format: TextOrJSON = .text

    func run() async throws {
        let author = try writer.author()
        let decision: RetractDecision
        do throws(InvalidEvent) {
            var envelope = try EventEnvelope(id: once.id, expectedRevision: once.expect)
            envelope.by = writer.by.map { _ in author }
            decision = try RetractDecision(target: entry, reason: reason, envelope: envelope)
        } catch {
            throw Self.failure(error)
        }
        let store = try log.open(.mustExist, acceptsLogAhead: writer.acceptClock, writing: .onCallersThread)
        let incident = decision.target.stream
        let revision = try await store.answering { store throws(EventStoreError) in
            try await store.revision(of: incident)
        }
        guard revision > .none else { throw await CommandFailure.noSuchIncident(incident, in: store) }
        let result = try await store.answering { store throws(EventStoreError) in
            try await IncidentWriter(store).retract(decision, author: author)
        }
        switch result {
        case .success(let entry):
            try entry.print(format)
            await RowKeeping.afterOne(store)
        case .failure(.invalid(let error, _)): throw Self.failure(error)
        case .failure(.store(let error)): throw CommandFailure(error)
        }
    }

    /// Names the argument in place of the field.
    private static func failure(_ error: InvalidEvent) -> CommandFailure {
        switch error.field {
        case "body.relation.target": CommandFailure(.data, "the entry \(error.problem)")
        case "body.relation.reason": CommandFailure(.data, "--reason \(error.problem)")
        case "id": CommandFailure(.data, "--id \(error.problem)")
        // What the writer has seen is no part of the event.
        case "expectedRevision": CommandFailure(.usage, "--expect \(error.problem)")
        default: CommandFailure(error)
        }
    }
}
