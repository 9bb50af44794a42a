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
    /// How many incidents are passed over: those of the pages before.
    public var offset = 0
    /// What cannot be read, each as a sentence that begins with the field: `since cannot be …`.
    public var problems: [(field: String, sentence: String)] = []

    /// Two queries that ask for the same and fail alike.
    public static func == (left: ListQuery, right: ListQuery) -> Bool {
        left.items.elementsEqual(right.items, by: ==) && left.offset == right.offset
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
            case "offset": offset = min(max(0, Int(value) ?? 0), Self.mostOffset)
            default: break
            }
        }
    }

    /// Nobody turns so many pages.
    private static let mostOffset = 1_000_000

    /// Whether it asks for some incidents only.
    var isFiltering: Bool { status != nil || text != nil || tag != nil || since != nil }

    /// The items that choose incidents.
    var items: [(name: String, value: String)] {
        [("status", status?.rawValue), ("text", text), ("tag", tag), ("since", since)].compactMap { name, value in
            value.map { (name: name, value: $0) }
        }
    }

    /// The address of the list from an incident on.
    func address(offset: Int, in setting: PageSetting) -> String {
        setting.address(PagePaths.list, items + (offset > 0 ? [("offset", String(offset))] : []))
    }

    func problem(_ field: String) -> String? { problems.first { $0.field == field }?.sentence }
}
