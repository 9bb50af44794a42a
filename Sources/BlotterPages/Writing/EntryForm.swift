import Incidents

/// What was typed into the form for an entry, and what is wrong with it.
///
/// Values are kept as they were typed, so that nothing is lost where one of them is refused. What they mean is decided by
/// ``IncidentCommand``, in the same way as on the command line.
public struct EntryForm: Equatable, Sendable {
    /// The fields of the form in their order, by the names under which they are sent.
    enum Field: String, CaseIterable {
        case kind, incident, title, summary, at, zone, place, source, sourceKind, grade, origin, url, published
        case relation, target, reason, also, belongsTo, mergesInto, figures, status, verification, severity
        case unit, unitStatus, unitAction, unitKind, agency, claim, stance, claimedBy
        case decision, options, grounds, decidedBy, detail, media, tags, lat, lon, radius, precision
        case category, urgency, certainty, language, audience, exercise, id, expectedRevision
    }

    /// What an entry can do to an earlier one.
    static let relations = Relation.Kind.allCases.filter { !$0.isAboutIncident }

    private var values: [Field: String] = [:]
    /// What is wrong with a field.
    var problems: [Field: String] = [:]
    /// What is wrong with all of it: a conflict, a log that takes nothing.
    private(set) var refusals: [String] = []

    /// Reads what was sent, decoded: the body of a form, or the query by which it is filled in beforehand. Fields that
    /// are not known are passed over; of one that is sent twice, the last one counts.
    public init(_ items: [(name: String, value: String)]) {
        for (name, value) in items {
            guard let field = Field(rawValue: name) else { continue }
            self[field] = value
        }
        if self[.kind].isEmpty { self[.kind] = IncidentKind.reported.rawValue }
    }

    /// The form that was sent along with another one; nil where none was.
    public init?(sentAlong items: [(name: String, value: String)]) {
        let own = items.filter { $0.name.hasPrefix(Self.prefix) }
        guard !own.isEmpty else { return nil }
        self.init(own.map { (String($0.name.dropFirst(Self.prefix.count)), $0.value) })
    }

    /// The names and values by which it is sent along with another form.
    var sentAlong: [(name: String, value: String)] {
        Field.allCases.compactMap { field in values[field].map { (Self.prefix + field.rawValue, $0) } }
    }

    private static let prefix = "entry."

    /// The value of a field; empty where nothing was typed. A browser sends line breaks as CR LF.
    subscript(field: Field) -> String {
        get { values[field] ?? "" }
        set {
            values[field] = String(
                String.UnicodeScalarView(newValue.unicodeScalars.filter { $0 != "\r" }))
        }
    }

    /// The incident.
    public var incident: String {
        get { self[.incident] }
        set { self[.incident] = newValue }
    }

    /// The id of the event, so that a form that is sent twice appends once.
    public var id: String {
        get { self[.id] }
        set { self[.id] = newValue }
    }

    /// The revision of the incident that was seen when the form was opened: `7`.
    public var expectedRevision: String {
        get { self[.expectedRevision] }
        set { self[.expectedRevision] = newValue }
    }

    /// The zone in which times are typed; empty for the desk's.
    public var zone: String { self[.zone] }

    /// Whether anything was refused.
    public var isRefused: Bool { !problems.isEmpty || !refusals.isEmpty }

    /// Says what is wrong with all of it.
    public mutating func refuse(_ sentence: String) { refusals.append(sentence) }
}
