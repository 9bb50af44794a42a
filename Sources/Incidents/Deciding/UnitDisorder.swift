public import EventSourcing

/// Two statuses of a unit that cannot both be right.
public struct UnitDisorder: Equatable, Sendable, CustomStringConvertible {
    /// The unit.
    public let unit: String
    /// The status that was just told.
    public let status: UnitReport.Status
    /// When that was, as it was written.
    public let words: String
    /// Whether its time lies behind that of the other status, which should come later; else the other way round.
    public let isLater: Bool
    /// The status that it does not go with.
    public let other: UnitReport.Status
    /// When that was, as it was written.
    public let otherWords: String
    /// The event that told the other status.
    public let reference: Reference

    /// The whole sentence.
    public var description: String {
        "\(unit) is \(status.rawValue) (\(words)) \(isLater ? "after" : "before") it was \(other.rawValue) "
            + "(\(otherWords), \(reference.revision)): that is out of order, and kept as it was written"
    }
}
