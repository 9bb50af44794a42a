public import EventSourcing

/// One status of a unit, as one event told it.
public struct UnitStep: Equatable, Sendable {
    /// How the status fits to those around it.
    public enum Order: Equatable, Sendable {
        /// Nothing speaks against it.
        case inOrder
        /// By its time it came, for certain, after a status that should come later: dispatched after on scene. The event
        /// that told the other one is named.
        case outOfOrder(after: Reference)
        /// Nobody says when it was. It stands behind what was told before it.
        case untimed
    }

    /// The status.
    public let status: UnitReport.Status
    /// What the unit does.
    public let action: String?
    /// When it came to stand so; of a change without a time of its own that of what it changes.
    public let time: TimeSpan
    /// The event that told it.
    public let reference: Reference
    /// How it fits to the others.
    public let order: Order

    /// A status told by an event.
    public init(
        status: UnitReport.Status, action: String? = nil, time: TimeSpan, reference: Reference, order: Order = .inOrder
    ) {
        self.status = status
        self.action = action
        self.time = time
        self.reference = reference
        self.order = order
    }
}
