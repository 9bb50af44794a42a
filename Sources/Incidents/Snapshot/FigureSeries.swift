public import EventSourcing

/// Everything that was told about one measure, and what to show for it.
///
/// Numbers of different sources compete; they are never averaged, and cumulative and per-period numbers never mix.
public struct FigureSeries: Equatable, Sendable {
    /// The incident in whose snapshot it stands.
    public let incident: StreamID
    /// What is counted.
    public let measure: String
    /// What the numbers count up.
    public let basis: Figure.Basis
    /// How the headline was chosen.
    public let policy: Policy
    /// What was told, in log order; retracted and corrected numbers included, with their state.
    public let points: [Point]
    /// The same by who told it: one series an origin, however many quote it, in the order of first appearance.
    public let origins: [Origin]
    /// The number to show; nil where none stands.
    public let headline: Point?
    /// The least that was told and not taken back, and who told it first; words are read as numbers.
    public let leastTold: Point?
    /// The most that was told and not taken back, and who told it first; words are read as numbers.
    public let mostTold: Point?
    /// Where the numbers fell that compete for the headline, and where a number revises a higher one, whoever told
    /// that; in the order in which they were published. What competes is, by ``Policy``: numbers of official sources, or
    /// all where no official source told one; those of the best grade that was told; those of the origin of the
    /// headline; all. A measure may fall by the day, so numbers of a period never fall.
    public let falls: [Fall]

    /// Whether the headline comes from an official source.
    public var headlineIsOfficial: Bool { headline?.isOfficial ?? false }

    /// The least and the most that was told and not taken back.
    public var toldBetween: ClosedRange<Int64>? {
        guard let least = leastTold?.least, let most = mostTold?.most else { return nil }
        return least...max(least, most)
    }

    /// What an origin told, in the order in which it was published.
    public func points(of origin: Origin) -> [Point] { origin.indexes.map { points[$0] } }
}
