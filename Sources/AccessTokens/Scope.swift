/// What a token allows.
public enum Scope: String, CaseIterable, Sendable {
    /// To read and follow events and all that is told from them.
    case read
    /// To append events.
    case append
    /// To see how the service itself does.
    case admin
}
