import EventSourcing

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
