import EventSourcing
import Incidents

extension EventStore {
    /// Asks the store something; what it refuses becomes the command's failure.
    func answering<Answer>(
        _ question: (Self) async throws(EventStoreError) -> Answer
    ) async throws(CommandFailure) -> Answer {
        do { return try await question(self) } catch { throw CommandFailure(error) }
    }
}

extension CommandFailure {
    /// There is no such incident in this store; names those that are near.
    static func noSuchIncident(_ incident: StreamID, in store: some EventStore) async -> CommandFailure {
        .noSuchIncident(incident, near: (try? await NearNames.of(incident, in: store)) ?? [])
    }
}
