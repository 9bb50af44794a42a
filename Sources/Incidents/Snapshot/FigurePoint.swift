public import EventSourcing

extension FigureSeries {
    /// One figure as one event told it.
    public struct Point: Equatable, Sendable {
        /// The figure.
        public let figure: Figure
        /// Who told it.
        public let source: Source?
        /// The event.
        public let reference: Reference
        /// When the source said it.
        public let published: Timestamp
        /// When it was written down.
        public let recorded: Timestamp
        /// When what it tells was so; of a change without a time of its own that of what it changes.
        public let occurred: TimeSpan
        /// How the entry stands that tells it.
        public let state: EntryState
        /// Whether it may be the headline and belongs to what was told: false where it was taken back or is wrong,
        /// also where the entry was disputed or revised after it had been corrected.
        public let counts: Bool
        /// The reason that its event gives for changing an earlier one.
        public let reason: String?
        /// The entries that its event revises: the numbers that it takes the place of.
        public let revises: [Reference]

        /// A figure told by an event.
        public init(
            figure: Figure, source: Source?, reference: Reference, published: Timestamp, recorded: Timestamp,
            occurred: TimeSpan = .unknown, state: EntryState, counts: Bool, reason: String?, revises: [Reference] = []
        ) {
            self.figure = figure
            self.source = source
            self.reference = reference
            self.published = published
            self.recorded = recorded
            self.occurred = occurred
            self.state = state
            self.counts = counts
            self.reason = reason
            self.revises = revises
        }

        /// The number to show for it: what was told, else what its words are read as; nil where they cannot be read.
        public var number: Int64? { figure.headline ?? figure.reading }
        /// Whether the number was not told but read from words such as "dozens".
        public var isRead: Bool { figure.headline == nil && figure.reading != nil }
        /// The least that it may mean, words read.
        public var least: Int64? { figure.least ?? figure.reading }
        /// The most that it may mean, words read.
        public var most: Int64? { figure.most ?? figure.reading }
        /// Whether an authority told it, speaking for itself.
        public var isOfficial: Bool { source?.kind == .official && source?.quotesAnother == false }
        /// Whether it still stands as the word of who told it: it counts and the world has not moved on from it.
        public var stands: Bool { counts && state != .revised }
    }
}
