/// A number that someone tells: how many were killed, injured, evacuated …
///
/// At least one of ``low``, ``best``, ``high`` and ``words`` is there, and low ≤ best ≤ high.
public struct Figure: Equatable, Sendable {
    /// What the number counts up.
    public enum Basis: String, CaseIterable, Sendable {
        /// All of the incident so far.
        case cumulative
        /// Only a period of it; never added to cumulative numbers.
        case period
    }

    /// What is counted: killed, injured, missing, hospitalised, trapped, evacuated, detained … any word.
    public var measure: String
    /// The lowest number told.
    public var low: Int64?
    /// The number that the source holds to be right.
    public var best: Int64?
    /// The highest number told.
    public var high: Int64?
    /// What it counts up; cumulative where nothing is said.
    public var basis: Basis
    /// The words that the source used, such as "dozens".
    public var words: String?

    /// A figure with these parts.
    public init(
        measure: String, low: Int64? = nil, best: Int64? = nil, high: Int64? = nil, basis: Basis = .cumulative,
        words: String? = nil
    ) {
        self.measure = measure
        self.low = low
        self.best = best
        self.high = high
        self.basis = basis
        self.words = words
    }

    /// The number to show for it: best, else low, else high.
    public var headline: Int64? { best ?? low ?? high }
    /// The least that it may mean.
    public var least: Int64? { low ?? best ?? high }
    /// The most that it may mean.
    public var most: Int64? { high ?? best ?? low }
}
