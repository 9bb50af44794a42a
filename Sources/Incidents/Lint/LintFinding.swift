public import EventSourcing

/// One question about one entry.
public struct LintFinding: Equatable, Sendable {
    /// Which question.
    public let code: LintCode
    /// The entry that it is about.
    public let entry: Reference
    /// Where that entry stands in the log.
    public let position: Position
    /// Why it is asked, in one sentence with the numbers.
    public let reason: LintReason

    /// A question about an entry.
    public init(code: LintCode, entry: Reference, position: Position, reason: LintReason) {
        self.code = code
        self.entry = entry
        self.position = position
        self.reason = reason
    }

    init(_ code: LintCode, _ entry: TimelineEntry, _ reason: LintReason) {
        self.init(code: code, entry: entry.event.reference, position: entry.event.position, reason: reason)
    }
}
