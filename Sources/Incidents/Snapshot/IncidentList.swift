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
    /// For whom it is.
    public let audience: Audience
    /// How many incidents are left out because nothing of them is for that audience, whatever else was asked for.
    public let hidden: Int

    /// A list of these rows.
    public init(
        asOf: AsOf, rows: [IncidentSummary], known: Int, leftOut: Int, audience: Audience = .internal, hidden: Int = 0
    ) {
        self.asOf = asOf
        self.rows = rows
        self.known = known
        self.leftOut = leftOut
        self.audience = audience
        self.hidden = hidden
    }
}
