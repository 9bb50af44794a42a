/// All incidents as they were known at a moment, the one with the newest event first.
public struct IncidentList: Equatable, Sendable {
    /// As of when.
    public let asOf: AsOf
    /// One row an incident.
    public let rows: [IncidentSummary]
    /// How many events of the log were known then, of whatever incidents.
    public let known: Int
    /// How many events of the log were not known then.
    public let leftOut: Int

    /// A list of these rows.
    public init(asOf: AsOf, rows: [IncidentSummary], known: Int, leftOut: Int) {
        self.asOf = asOf
        self.rows = rows
        self.known = known
        self.leftOut = leftOut
    }
}
