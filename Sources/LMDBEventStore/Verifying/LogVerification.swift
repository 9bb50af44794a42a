public import EventSourcing

/// What a check of everything in a log has found.
public struct LogVerification: Sendable {
    /// Something that is not as it was written.
    public struct Fault: Sendable, CustomStringConvertible {
        /// The event that it concerns, where it concerns one.
        public let position: Position?
        /// The whole sentence.
        public let description: String
    }

    /// How far a check has come.
    public struct Progress: Sendable {
        /// What is being looked at: `pages`, `events` or `indexes`.
        public let stage: String
        /// How many of them have been looked at.
        public let done: Int
        /// How many there are.
        public let total: Int
    }

    /// What is wrong, in the order in which it was found; at most ``maximumFaults``.
    public let faults: [Fault]
    /// How many events were compared with everything that the log says of them. Less than there are where the file itself
    /// is too damaged to be read by LMDB.
    public let events: UInt64
    /// How many entries of indexes were compared.
    public let indexEntries: UInt64
    /// How many pages the log uses.
    public let usedPages: Int
    /// How many pages are free to be used again.
    public let freePages: Int

    /// The same with more that is wrong, which is found by who knows what the events mean.
    public func adding(_ problems: [String]) -> LogVerification {
        let more = problems.map { Fault(position: nil, description: $0) }
        return LogVerification(
            faults: Array((faults + more).prefix(Self.maximumFaults)), events: events, indexEntries: indexEntries,
            usedPages: usedPages, freePages: freePages)
    }

    /// How many faults are told at most.
    public static let maximumFaults = 1000
}
