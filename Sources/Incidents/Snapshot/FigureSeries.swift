public import EventSourcing

/// Everything that was told about one measure, and what to show for it.
///
/// Numbers of different sources compete; they are never averaged, and cumulative and per-period numbers never mix.
public struct FigureSeries: Equatable, Sendable {
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
            figure: Figure, source: Source?, reference: Reference, published: Timestamp, state: EntryState,
            counts: Bool, reason: String?, revises: [Reference] = []
        ) {
            self.figure = figure
            self.source = source
            self.reference = reference
            self.published = published
            self.state = state
            self.counts = counts
            self.reason = reason
            self.revises = revises
        }
    }

    /// A number that went down, without or with a reason.
    public struct Fall: Equatable, Sendable {
        /// The number before.
        public let from: Int64
        /// The number after.
        public let to: Int64
        /// The event that told the lower number.
        public let reference: Reference
        /// Why it fell, where that was said.
        public let reason: String?

        /// A fall between two numbers.
        public init(from: Int64, to: Int64, reference: Reference, reason: String?) {
            self.from = from
            self.to = to
            self.reference = reference
            self.reason = reason
        }
    }

    /// How the headline is chosen.
    public enum Policy: String, Sendable {
        /// The standing number that an official source published last; the last of all where no official source told
        /// one.
        case latestOfficial = "latest-official"
    }

    /// What is counted.
    public let measure: String
    /// What the numbers count up.
    public let basis: Figure.Basis
    /// What was told, in log order; retracted and corrected numbers included, with their state.
    public let points: [Point]
    /// The number to show; nil where none stands.
    public let headline: Point?
    /// Whether the headline comes from an official source.
    public let headlineIsOfficial: Bool
    /// The least and the most that was told and not taken back.
    public let toldBetween: ClosedRange<Int64>?
    /// Where the numbers of official sources fell, or of all where no official source told one, and where a number
    /// revises a higher one, whoever told that; in the order in which they were published.
    public let falls: [Fall]

    /// A series with these parts.
    public init(
        measure: String, basis: Figure.Basis, points: [Point], headline: Point?, headlineIsOfficial: Bool,
        toldBetween: ClosedRange<Int64>?, falls: [Fall]
    ) {
        self.measure = measure
        self.basis = basis
        self.points = points
        self.headline = headline
        self.headlineIsOfficial = headlineIsOfficial
        self.toldBetween = toldBetween
        self.falls = falls
    }
}
