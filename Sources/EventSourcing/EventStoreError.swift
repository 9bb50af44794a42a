/// Why a store refused or failed: a code for programs, a full sentence for people, and the values behind it.
public struct EventStoreError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What sort of failure it is.
    public enum Code: Sendable {
        /// The writer has not seen the newest revision of a stream.
        case staleRevision
        /// The append condition failed.
        case conditionFailed
        /// The event id is taken by an event with other content.
        case idConflict
        /// The event speaks of an event or stream that does not exist.
        case missingReference
        /// The request breaks a limit of the log.
        case invalid
        /// The log's last time lies too far ahead of the clock.
        case logAheadOfClock
        /// There is no log at that place.
        case noSuchLog
        /// What stands at that place is not a log, or one of another format.
        case notALog
        /// What was read is not what was written.
        case damaged
        /// The operating system or the disk refused.
        case unavailable
    }

    /// What sort of failure it is.
    public let code: Code
    /// The whole sentence: what is wrong, where, and what to do.
    public let description: String
    /// The stream it concerns.
    public let stream: StreamID?
    /// The position it concerns: of the event that matched, or of the damaged record.
    public let position: Position?
    /// The revision that the stream really has, for a stale revision.
    public let actualRevision: Revision?
    /// The event of the request that is to blame, by its place in the request; nil where it is not one event's fault.
    public let index: Int?

    /// Whether the store failed, rather than refused what it was asked: trying something else will not help.
    public var isFailureOfStore: Bool {
        switch code {
        case .staleRevision, .conditionFailed, .idConflict, .missingReference, .invalid: false
        case .logAheadOfClock, .noSuchLog, .notALog, .damaged, .unavailable: true
        }
    }

    /// An error with this code and sentence.
    public init(
        _ code: Code, _ description: String, stream: StreamID? = nil, position: Position? = nil,
        actualRevision: Revision? = nil, index: Int? = nil
    ) {
        self.code = code
        self.description = description
        self.stream = stream
        self.position = position
        self.actualRevision = actualRevision
        self.index = index
    }
}

extension EventStoreError {
    /// The refusal of a request without events.
    public static let emptyRequest = EventStoreError(.invalid, "there is nothing to append: the batch has no event")

    /// The same refusal, with the event of the request that is to blame. A store that fails blames none of them.
    func blaming(eventAt index: Int) -> EventStoreError {
        switch code {
        case .staleRevision, .idConflict, .missingReference, .invalid:
            EventStoreError(
                code, description, stream: stream, position: position, actualRevision: actualRevision, index: index)
        case .conditionFailed, .logAheadOfClock, .noSuchLog, .notALog, .damaged, .unavailable: self
        }
    }

    static func invalid(_ sentence: String) -> EventStoreError { EventStoreError(.invalid, sentence) }

    static func staleRevision(of stream: StreamID, expected: Revision, actual: Revision) -> EventStoreError {
        let (isNow, advice) =
            if actual == .none {
                ("does not exist yet", "; check its name, or expect 0")
            } else if expected > actual {
                ("is at \(actual) now", ", which it has not reached; read it, then try again")
            } else {
                ("is at \(actual) now", "; read what is new, then try again")
            }
        return EventStoreError(
            .staleRevision, "\(stream) \(isNow), not at the expected revision \(expected.rawValue)\(advice)",
            stream: stream, actualRevision: actual)
    }

    static func idConflict(with recorded: RecordedEvent) -> EventStoreError {
        EventStoreError(
            .idConflict,
            "\(recorded.stream) already has an event with the id '\(recorded.id)' and other content, at \(recorded.revision); "
                + "give the new event an id of its own",
            stream: recorded.stream, position: recorded.position, actualRevision: recorded.revision)
    }

    static func idConflictInRequest(_ id: EventID, in stream: StreamID) -> EventStoreError {
        EventStoreError(
            .idConflict,
            "two events of the batch share the id '\(id)' in \(stream) but differ in content; give each an id of its own",
            stream: stream)
    }

    static func missingReference(_ reference: Reference, from stream: StreamID, head: Revision) -> EventStoreError {
        let reason =
            head == .none
            ? "there is no incident '\(reference.stream)'" : "\(reference.stream) ends at \(head)"
        return EventStoreError(
            .missingReference, "\(reference) does not exist: \(reason); only earlier events can be referred to",
            stream: stream)
    }

    static func conditionFailed(at match: Position, after: Position) -> EventStoreError {
        EventStoreError(
            .conditionFailed,
            "the append condition failed: the event at position \(match.rawValue), after \(after.rawValue), matches its query; "
                + "read what is new, then decide again",
            position: match)
    }

    static func logAheadOfClock(log: Timestamp, clock: Timestamp) -> EventStoreError {
        EventStoreError(
            .logAheadOfClock,
            "the log ends at \(log), more than an hour ahead of this machine's clock (\(clock)); "
                + "set the clock right, or accept the log's time with --accept-clock")
    }
}
