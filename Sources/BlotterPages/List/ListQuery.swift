public import EventSourcing
public import Incidents

/// What the address of the list asks for: which incidents, and which part of them.
public struct ListQuery: Equatable, Sendable {
    /// Only incidents that stand so.
    public var status: IncidentStatus?
    /// Only incidents of which an entry says this.
    public var text: String?
    /// Only incidents with an entry that has this tag; for the caller to read.
    public var tag: String?
    /// Only incidents of which something was recorded since, in the words of `MomentFlag`; for the caller to read.
    public var since: String?
    /// As of when, in the words of `AsOfName`; nil means now. For the caller to read.
    public var asOf: String?
    /// The clock that it is measured on.
    public var clock = AsOf.Clock.recorded
    /// Where the slider stood that was sent without JavaScript: so many events of the log are known.
    public var step: Int?
    /// How many incidents are passed over: those of the pages before.
    public var offset = 0
    /// What cannot be read, each as a sentence that begins with the field: `since cannot be …`.
    public var problems: [(field: String, sentence: String)] = []

    /// Two queries that ask for the same and fail alike.
    public static func == (left: ListQuery, right: ListQuery) -> Bool {
        left.items.elementsEqual(right.items, by: ==) && left.step == right.step
            && left.problems.elementsEqual(right.problems, by: ==)
    }

    /// Reads the items of a query, decoded. Items that are not known are passed over.
    public init(_ items: [(name: String, value: String)]) {
        for (name, value) in items where !value.isEmpty {
            switch name {
            case "status": status = IncidentStatus(rawValue: value)
            case "text": text = value
            case "tag": tag = value
            case "since": since = value
            case "asOf", "as-of": asOf = value
            case "clock": clock = AsOf.Clock(rawValue: value) ?? .recorded
            case "step": step = Int(value)
            case "offset": offset = min(max(0, Int(value) ?? 0), Self.mostOffset)
            default: break
            }
        }
    }

    /// Nobody turns so many pages.
    private static let mostOffset = 1_000_000

    /// Whether it asks for some incidents only.
    var isFiltering: Bool { status != nil || text != nil || tag != nil || since != nil }

    /// Whether another moment than now is asked for, and can be told.
    var isPast: Bool { asOf != nil && problem("asOf") == nil }

    /// All items, in an order that is always the same.
    var items: [(name: String, value: String)] {
        moment
            + [
                ("status", status?.rawValue), ("text", text), ("tag", tag), ("since", since),
                ("offset", offset == 0 ? nil : String(offset)),
            ].compactMap { name, value in value.map { (name: name, value: $0) } }
    }

    /// The items that name a moment.
    var moment: [(name: String, value: String)] { Dock.items(asOf: asOf, clock: clock) }

    /// The same as of a moment; of another one from the first incident on.
    func asked(asOf: String?) -> ListQuery {
        var query = self
        if asOf != query.asOf { query.offset = 0 }
        query.asOf = asOf
        query.step = nil
        return query
    }

    /// The same on a clock; on another one from the first incident on.
    func asked(on clock: AsOf.Clock) -> ListQuery {
        var query = self
        if clock != query.clock { query.offset = 0 }
        query.clock = clock
        return query
    }

    /// The same from another incident on.
    func asked(offset: Int) -> ListQuery {
        var query = self
        query.offset = offset
        return query
    }

    /// The same without choosing incidents.
    var unfiltered: ListQuery {
        var query = asked(offset: 0)
        (query.status, query.text, query.tag, query.since) = (nil, nil, nil, nil)
        return query
    }

    /// The address of the list that it asks for.
    public func address(in setting: PageSetting) -> String { setting.address(PagePaths.list, items) }

    /// The words that name the moment at which so many events of the log were known; nil for now, when all are.
    static func words(ofStep step: Int, end: Position) -> String? {
        step >= Int(clamping: end.rawValue) ? nil : "@\(max(1, step))"
    }

    /// The query with the moment that the slider stood at in words, in a log that ends there; as it is where it was not
    /// sent.
    public func resolved(end: Position) -> ListQuery {
        step.map { asked(asOf: Self.words(ofStep: $0, end: end)) } ?? self
    }

    func problem(_ field: String) -> String? { problems.first { $0.field == field }?.sentence }
}
