public import Chronology
public import EventSourcing
import TimelineRendering

/// What every page is made with: on whose clock, when, and for whom.
public struct PageSetting: Sendable {
    /// The zone in which times are told, and meant where one is typed.
    public var zone: Zone
    /// The desk's zone, which holds where the reader chose none.
    public var deskZone: Zone
    /// The zone that the reader chose, in the words of the address; nil where none was chosen.
    public var chosenZone: String?
    /// The time of day.
    public var now: Timestamp
    /// Who looks at it.
    public var visitor: PageVisitor
    /// Where the service is found, for the examples: `http://127.0.0.1:8080`.
    public var address: String

    /// A setting with these parts. Times are told in the desk's zone, unless another is chosen with ``choose(_:_:)``.
    public init(zone: Zone, now: Timestamp, visitor: PageVisitor, address: String) {
        self.zone = zone
        deskZone = zone
        self.now = now
        self.visitor = visitor
        self.address = address
    }

    /// Tells times in another zone than the desk's, by the words that chose it.
    public mutating func choose(_ zone: Zone, _ words: String) {
        self.zone = zone
        chosenZone = words
    }

    /// What every address of a page carries on: the zone, where one was chosen.
    var items: [(name: String, value: String)] { chosenZone.map { [(name: ZoneChoice.name, value: $0)] } ?? [] }

    /// The address of a page, with what is asked of it, in the zone that was chosen.
    public func address(_ path: String, _ items: [(name: String, value: String)] = []) -> String {
        URLText.address(path, items + self.items)
    }

    /// The address of an entry on the page of its incident.
    public func address(of entry: Reference) -> String {
        "\(address(PagePaths.incident(entry.stream)))#\(PagePaths.anchor(entry))"
    }

    var words: PageWords { PageWords(zone: zone) }

    /// The zone as a browser names it: `Europe/Moscow`, `UTC`, `+03:00`.
    var zoneName: String {
        switch zone {
        case .named(let rules): rules.name
        case .utc: "UTC"
        case .fixed: zone.offset(at: now).text
        }
    }
}
