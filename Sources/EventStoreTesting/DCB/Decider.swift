import EventSourcing

/// A decision that depends on events wherever they stand: what dcb.events calls a dynamic consistency boundary.
///
/// It is a projection of the events that its query finds; when they are folded in, it decides.
protocol Decider: Projection, Sendable {
    /// What the decision depends on.
    func query() throws -> Query
    /// What is to be appended.
    func decide(at now: Timestamp) throws -> Fact
}

/// Why a decision came out as no.
struct Refusal: Error, Equatable, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension EventStore {
    /// Reads what a decision depends on, decides, and appends the outcome on the condition that nothing of it has
    /// changed; where something has, all begins again.
    ///
    /// - Throws: a ``Refusal`` where the decision is no.
    @discardableResult
    func perform(_ decider: some Decider, in stream: StreamID, at now: Timestamp) async throws -> AppendReceipt {
        while true {
            try Task.checkCancellation()
            let query = try decider.query()
            // The head comes first: what is appended while the events are read lies after it and fails the condition.
            let seen = try await head().position
            let fact = try decider.applying(await read(ReadSelection(query, upTo: seen))).decide(at: now)
            let request = AppendRequest(
                [try fact.event(in: stream)], author: try Author("desk-1"),
                condition: AppendCondition(failIfEventsMatch: query, after: seen))
            do throws(EventStoreError) {
                return try await append(request)
            } catch {
                guard error.code == .conditionFailed else { throw error }
            }
        }
    }
}
