/// How far the rows of a projection have come.
public struct ProjectionCheckpoint: Equatable, Sendable {
    /// Every row is folded from all of the log up to here at least, and every stream that has an event up to here and
    /// that the projection keeps has a row.
    public let position: Position
    /// Which making of the rows it is. Whoever makes them anew begins another one; what those before still had to put is
    /// refused from then on.
    public let generation: UInt64
    /// How often rows of this making were put.
    public let changes: UInt64

    /// A checkpoint with these parts.
    public init(position: Position, generation: UInt64, changes: UInt64) {
        self.position = position
        self.generation = generation
        self.changes = changes
    }
}
