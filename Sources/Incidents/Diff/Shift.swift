/// A value that is known differently at two moments. Nil is a value that nobody has told.
public struct Shift<Value: Equatable & Sendable>: Equatable, Sendable {
    /// The value at the earlier moment.
    public let from: Value?
    /// The value at the later moment.
    public let to: Value?

    /// The values at both moments; nil where they are the same.
    public init?(from: Value?, to: Value?) {
        guard from != to else { return nil }
        self.from = from
        self.to = to
    }
}
