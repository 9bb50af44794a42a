/// What was looked at and how much was found.
public struct LintTally: Equatable, Sendable {
    /// As of when; nil before anything was looked at.
    public private(set) var asOf: AsOf?
    /// How many incidents.
    public private(set) var incidents = 0
    /// How many of their events were known.
    public private(set) var events = 0
    /// How many of their events were not known at the moment.
    public private(set) var leftOut = 0
    /// How many findings.
    public private(set) var findings = 0

    /// Nothing yet.
    public init() {}

    /// Counts a timeline and what was found in it.
    public mutating func count(_ timeline: Timeline, _ found: [LintFinding]) {
        asOf = timeline.asOf
        incidents += 1
        events += timeline.knownCount
        leftOut += timeline.leftOut
        findings += found.count
    }
}
