/// A unit that acted, and how it stands now.
public struct UnitReport: Equatable, Sendable {
    /// How a unit stands, in the order in which a call usually goes.
    public enum Status: String, CaseIterable, Sendable {
        /// It was told to go.
        case dispatched
        /// It is on its way.
        case enroute
        /// It is there.
        case onscene
        /// It takes someone away.
        case transporting
        /// It has left the scene.
        case cleared
        /// It can be sent again.
        case available
        /// It was called back before it arrived.
        case cancelled
    }

    /// What it is called, such as `E39`.
    public var id: String
    /// What it is: engine, truck, ambulance … any word.
    public var kind: String?
    /// To whom it belongs.
    public var agency: String?
    /// How it stands now.
    public var status: Status?
    /// What it does.
    public var action: String?

    /// A unit with these parts.
    public init(
        id: String, kind: String? = nil, agency: String? = nil, status: Status? = nil, action: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.agency = agency
        self.status = status
        self.action = action
    }
}
