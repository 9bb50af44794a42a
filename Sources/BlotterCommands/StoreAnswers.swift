import EventSourcing
import Incidents

extension EventStore {
    /// Asks the store something; what it refuses becomes the command's failure.
    func answering<Answer>(
        _ question: (Self) async throws(EventStoreError) -> Answer
    ) async throws(CommandFailure) -> Answer {
        do { return try await question(self) } catch { throw CommandFailure(error) }
    }

    /// The names of all streams, in order.
    func allStreams() async throws(EventStoreError) -> [StreamID] {
        var names: [StreamID] = []
        while true {
            let page = try await streams(after: names.last, limit: EventPage.maximumCount)
            names += page.map(\.stream)
            if page.count < EventPage.maximumCount { return names }
        }
    }
}

extension CommandFailure {
    /// There is no such incident in this store; names those that are near.
    static func noSuchIncident(_ incident: StreamID, in store: some EventStore) async -> CommandFailure {
        let names = (try? await store.allStreams()) ?? []
        return .noSuchIncident(incident, near: NearNames.of(incident, among: names))
    }
}
