public import EventSourcing

/// The three kinds of event that an incident is made of.
public enum IncidentKind: String, CaseIterable, Sendable {
    /// Someone says that something happened.
    case reported
    /// Someone acted.
    case responded
    /// What is known, or what stands in the blotter, changed.
    case updated

    /// The kind as the log knows it: by its name.
    public var eventKind: EventKind {
        switch self {
        case .reported: Self.reportedKind
        case .responded: Self.respondedKind
        case .updated: Self.updatedKind
        }
    }

    private static let reportedKind = EventKind("reported" as StaticString)
    private static let respondedKind = EventKind("responded" as StaticString)
    private static let updatedKind = EventKind("updated" as StaticString)

    /// The incident kind of this name; nil where the log holds a kind that incidents do not have.
    public init?(_ kind: EventKind) { self.init(rawValue: kind.name) }
}
