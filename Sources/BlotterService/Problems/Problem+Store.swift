import EventSourcing
import Incidents

// The border: what the store and the domain refuse becomes an answer of HTTP here, and nowhere else.

extension Problem {
    /// What the store says.
    init(_ error: EventStoreError) {
        let kind: Kind =
            switch error.code {
            case .staleRevision: .staleRevision
            case .conditionFailed: .conditionFailed
            case .idConflict: .idConflict
            case .missingReference, .invalid: .badEvent
            case .damaged: .damaged
            case .logAheadOfClock, .noSuchLog, .notALog, .unavailable: .unavailable
            }
        switch kind {
        // Where the log lies is for those alone who keep it.
        case .unavailable:
            self.init(kind, "the log cannot take this now; the service has noted why")
            cause = error.description
        case .damaged:
            self.init(kind, "the log is damaged where it was read; the service has noted where")
            cause = error.description
        default: self.init(kind, error.description)
        }
        index = error.index
        incident = error.stream
        revision = error.actualRevision
        position = error.position
    }

    /// What is wrong with an event.
    init(_ error: InvalidEvent, index: Int? = nil) {
        self.init(.badEvent, error.description, field: error.field.isEmpty ? nil : error.field)
        self.index = index
    }

    /// Why an event was not appended.
    init(_ refusal: AppendRefusal) {
        switch refusal {
        case .invalid(let error, let index): self.init(error, index: index)
        case .store(let error): self.init(error)
        }
    }

    /// Asks the store something; what it refuses becomes a problem.
    static func answering<Answer>(
        _ question: () async throws(EventStoreError) -> Answer
    ) async throws(Problem) -> Answer {
        do { return try await question() } catch { throw Problem(error) }
    }
}
