import EventSourcing
import Incidents

extension StreamID {
    /// Reads the incident that a command names.
    static func argument(_ text: String) throws(CommandFailure) -> StreamID {
        do { return try StreamID(text) } catch { throw CommandFailure(.usage, error.description) }
    }
}

extension CommandFailure {
    /// There is no incident of this name, but there may be some of nearly this name.
    static func noSuchIncident(_ incident: StreamID, near: [StreamID]) -> CommandFailure {
        let hint =
            near.isEmpty
            ? "`blotter incidents` lists what there is" : "did you mean \(near.map(\.text).joined(separator: ", "))?"
        return CommandFailure(.notFound, "there is no incident '\(incident)'; \(hint)")
    }
}

extension EventStore {
    /// The timeline of an incident that a command names, as of a moment that its `--as-of` names.
    func timeline(
        of incident: StreamID, asOf name: AsOfName?, clock: AsOf.Clock, window: TimeSpan = .unknown,
        alone: Bool = false, options: TimelineOptions = TimelineOptions(),
        now: Timestamp
    ) async throws(CommandFailure) -> Timeline {
        try await checkExists(incident)
        let asOf = try await asOf(name, flag: "--as-of", clock: clock, now: now)
        let found = try await answering { store throws(EventStoreError) in
            try await IncidentReader(store).timeline(
                of: incident, asOf: asOf, window: window, alone: alone, options: options)
        }
        guard let found else { throw await CommandFailure.noSuchIncident(incident, in: self) }
        return found
    }

    /// Refuses the name of an incident that does not exist.
    func checkExists(_ incident: StreamID) async throws(CommandFailure) {
        let revision = try await answering { store throws(EventStoreError) in try await store.revision(of: incident) }
        guard revision > .none else { throw await CommandFailure.noSuchIncident(incident, in: self) }
    }
}
