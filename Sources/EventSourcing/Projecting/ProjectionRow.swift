/// What a projection keeps of one stream.
public struct ProjectionRow: Equatable, Sendable {
    /// The stream.
    public let stream: StreamID
    /// Where it stands among the rows: the greatest rank comes first, and of one rank they stand in the order of their
    /// streams' names.
    public let rank: UInt64
    /// Up to where the log was folded for this row. That may be further than the projection's checkpoint.
    public let position: Position
    /// What was folded; only the projection understands it. At most ``maximumSize`` bytes.
    public let value: [UInt8]

    /// The largest value, in bytes: 1 MiB.
    public static let maximumSize = 1 << 20

    /// A row with these parts.
    public init(stream: StreamID, rank: UInt64, position: Position, value: [UInt8]) {
        self.stream = stream
        self.rank = rank
        self.position = position
        self.value = value
    }

    /// The order of the rows.
    public static func comesBefore(_ left: ProjectionRow, _ right: ProjectionRow) -> Bool {
        left.rank != right.rank ? left.rank > right.rank : left.stream < right.stream
    }
}

/// Some rows of a projection, as they stood together at one moment.
public struct ProjectionRows: Equatable, Sendable {
    /// How far the projection had come. Who reads rows in several steps compares it: where it is another one, rows may
    /// have changed their places in between.
    public let checkpoint: ProjectionCheckpoint
    /// The rows, in their order.
    public let rows: [ProjectionRow]
    /// Whether no row comes behind these.
    public let isEnd: Bool

    /// Rows that stood together.
    public init(checkpoint: ProjectionCheckpoint, rows: [ProjectionRow], isEnd: Bool) {
        self.checkpoint = checkpoint
        self.rows = rows
        self.isEnd = isEnd
    }
}
