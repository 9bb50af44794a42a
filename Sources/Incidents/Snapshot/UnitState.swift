public import EventSourcing

/// A unit: how it stands, and how it came to stand so.
public struct UnitState: Equatable, Sendable {
    /// What was last said of it; its kind and agency are kept from before where the last report leaves them out.
    public let unit: UnitReport
    /// When it came to stand so.
    public let since: TimeSpan
    /// The event that said so.
    public let reference: Reference
    /// What it was told to do and did, one after the other: all its statuses that stand, with their times. Empty where
    /// none was told.
    public let assignments: [UnitAssignment]

    /// A unit as events told it.
    public init(unit: UnitReport, since: TimeSpan, reference: Reference, assignments: [UnitAssignment] = []) {
        self.unit = unit
        self.since = since
        self.reference = reference
        self.assignments = assignments
    }

    /// Whether it is still committed to the incident.
    public var isOut: Bool { unit.status.map { !$0.endsAssignment } ?? false }
}

extension UnitReport.Status {
    /// Whether a unit that stands so may be sent again.
    public var endsAssignment: Bool {
        switch self {
        case .dispatched, .enroute, .onscene, .transporting: false
        case .cleared, .available, .cancelled: true
        }
    }

    /// How far a call has come: a unit that stands so has what is lower behind it. The three ways in which one ends are
    /// equal.
    var stage: Int {
        switch self {
        case .dispatched: 0
        case .enroute: 1
        case .onscene: 2
        case .transporting: 3
        case .cleared, .available, .cancelled: 4
        }
    }
}
