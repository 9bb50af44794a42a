public import Chronology
public import EventSourcing
import TimelineRendering

/// What every page is made with: on whose clock, when, and for whom.
public struct PageSetting: Sendable {
    /// The zone in which times are told.
    public var zone: Zone
    /// The time of day.
    public var now: Timestamp
    /// Who looks at it.
    public var visitor: PageVisitor
    /// Where the service is found, for the examples: `http://127.0.0.1:8080`.
    public var address: String

    /// A setting with these parts.
    public init(zone: Zone, now: Timestamp, visitor: PageVisitor, address: String) {
        self.zone = zone
        self.now = now
        self.visitor = visitor
        self.address = address
    }

    var words: PageWords { PageWords(zone: zone) }

    /// The name of the zone for programs that know the tz database, where it has one.
    var zoneName: String {
        switch zone {
        case .named(let rules): rules.name
        case .utc, .fixed: ""
        }
    }
}
