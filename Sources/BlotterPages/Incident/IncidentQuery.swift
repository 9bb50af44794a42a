public import EventSourcing
public import Incidents

/// What the address of an incident's page asks for: as of when it is shown, and which entries.
///
/// Items that are not known are passed over, and so is a value that cannot be read, but for ``asOf``, whose words are
/// for the caller to read.
public struct IncidentQuery: Equatable, Sendable {
    /// As of when, in the words of `AsOfName`; nil means now.
    public var asOf: String?
    /// The clock that it is measured on.
    public var clock = AsOf.Clock.recorded
    /// Where the slider stood that was sent without JavaScript: so many steps are known.
    public var step: Int?
    /// Only entries of these kinds; empty means all.
    public var kinds: Set<IncidentKind> = []
    /// Only entries whose source has this name, or quotes whom has it.
    public var source: String?
    /// Only entries that tell of this unit.
    public var unit: String?
    /// Only entries that say this.
    public var text: String?

    /// Reads the items of a query, decoded.
    public init(_ items: [(name: String, value: String)]) {
        for (name, value) in items where !value.isEmpty {
            switch name {
            case "asOf", "as-of": asOf = value
            case "clock": clock = AsOf.Clock(rawValue: value) ?? .recorded
            case "step": step = Int(value)
            case "kind": if let kind = IncidentKind(rawValue: value) { kinds.insert(kind) }
            case "source": source = value
            case "unit": unit = value
            case "text": text = value
            default: break
            }
        }
    }

    /// Whether it asks for some entries only.
    var isFiltering: Bool { !kinds.isEmpty || source != nil || unit != nil || text != nil }

    /// The items that choose entries.
    var filters: [(name: String, value: String)] {
        var items = IncidentKind.allCases.filter(kinds.contains).map { (name: "kind", value: $0.rawValue) }
        if let source { items.append(("source", source)) }
        if let unit { items.append(("unit", unit)) }
        if let text { items.append(("text", text)) }
        return items
    }

    /// The items that name a moment.
    var moment: [(name: String, value: String)] { Dock.items(asOf: asOf, clock: clock) }

    /// All items, in an order that is always the same.
    var items: [(name: String, value: String)] { moment + filters }

    /// The same as of another moment.
    func asked(asOf: String?) -> IncidentQuery {
        var query = self
        query.asOf = asOf
        query.step = nil
        return query
    }

    /// The same on another clock. A moment stays; an event or a position names one on either clock.
    func asked(on clock: AsOf.Clock) -> IncidentQuery {
        var query = self
        query.clock = clock
        query.step = nil
        return query
    }

    /// The same without choosing entries.
    var unfiltered: IncidentQuery {
        var query = asked(asOf: asOf)
        (query.kinds, query.source, query.unit, query.text) = ([], nil, nil, nil)
        return query
    }

    /// The address of the page that it asks for.
    public func address(of incident: StreamID, in setting: PageSetting) -> String {
        setting.address(PagePaths.incident(incident), items)
    }

    /// The query with the moment that the slider stood at in words; as it is where it was not sent.
    public func resolved(in life: IncidentLife) -> IncidentQuery {
        guard let step else { return self }
        return asked(asOf: life.words(ofStep: step))
    }
}
