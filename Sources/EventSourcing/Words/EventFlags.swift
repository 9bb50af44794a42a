/// Marks in the header of an event that are read without touching its body.
public struct EventFlags: OptionSet, Hashable, Sendable {
    /// The bits, as the record keeps them.
    public let rawValue: UInt16

    /// Flags with these bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The body was taken out; its commitment stays.
    public static let redacted = EventFlags(rawValue: 1 << 0)
    /// A drill, not the real thing.
    public static let exercise = EventFlags(rawValue: 1 << 1)
    /// The body says how it relates to other events (corrects, retracts …).
    public static let hasRelation = EventFlags(rawValue: 1 << 2)
    /// A string of the body contains a backslash escape, so a search in its bytes must decode it first.
    public static let bodyHasEscape = EventFlags(rawValue: 1 << 3)
    /// The event may be shown to the public.
    public static let publicAudience = EventFlags(rawValue: 1 << 4)
}
