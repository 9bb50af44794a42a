public import EventSourcing

/// What an event does to an earlier one.
public struct Relation: Equatable, Sendable {
    /// The ways in which one event bears on another.
    public enum Kind: String, CaseIterable, Sendable {
        /// We had it wrong.
        case corrects
        /// The world moved on.
        case revises
        /// It is taken back.
        case retracts
        /// Another account says the same. It answers those who dispute it; what was corrected stays corrected.
        case confirms
        /// Another account says otherwise.
        case disputes
        /// It was done because of it.
        case respondsTo
        /// It says the same thing again and must not count twice.
        case duplicates
        /// The event belongs to another incident.
        case belongsTo
        /// The whole incident is one with another.
        case mergesInto

        /// Whether the target is a whole incident rather than one event.
        public var isAboutIncident: Bool { self == .belongsTo || self == .mergesInto }
        /// Whether a reason must be given.
        public var requiresReason: Bool { self == .corrects || self == .retracts || self == .disputes }
        /// Whether it bears on the ``EntryState`` of its target.
        public var changesState: Bool {
            switch self {
            case .corrects, .revises, .retracts, .confirms, .disputes: true
            case .respondsTo, .duplicates, .belongsTo, .mergesInto: false
            }
        }
    }

    /// How many relations one event may carry.
    public static let maximumCount = 8

    /// What it does.
    public var kind: Kind
    /// The event, or with ``Revision/none`` the incident, that it bears on.
    public var target: Reference
    /// Why.
    public var reason: String?

    /// A relation with these parts.
    public init(kind: Kind, target: Reference, reason: String? = nil) {
        self.kind = kind
        self.target = target
        self.reason = reason
    }
}
