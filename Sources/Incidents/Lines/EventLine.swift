import Chronology
public import EventSourcing
public import StrictJSON

/// One event as one line of JSON: what a writer gives, and what `replay` gives back.
///
///     {"incident":"crocus-city-hall","kind":"reported","occurred":"2024-03-22T19:58+03:00~","body":{"summary":"Shots"}}
///
/// `incident`, `kind` and `body` are required; `id`, `occurred`, `published`, `by`, `tags` and `expectedRevision` are
/// optional, and `null` means that a field is absent. A line of `replay` has `position`, `revision` and `recorded`
/// besides: they are checked and then left out, since the log gives new ones.
public struct EventLine: Equatable, Sendable {
    /// The longest line, in bytes without its line break: 1 MiB.
    public static let maximumLength = 1024 * 1024

    /// The event that the line asks to append.
    public let event: NewEvent
    /// Whether the line was given by `replay`: it carries numbers or a time of a log, which do not count here.
    public let wasReplayed: Bool
    /// What it says of a unit; nil where it says nothing, nor takes back what does.
    public let unit: UnitStatement?

    init(event: NewEvent, wasReplayed: Bool, unit: UnitStatement?) {
        self.event = event
        self.wasReplayed = wasReplayed
        self.unit = unit
    }

    enum Field: String, FieldName {
        case incident, kind, id, occurred, published, by, tags, expectedRevision, position, revision, recorded, body

        static let table = FieldTable<Field>()
    }

    /// Whether a line has a field of this name.
    static func hasField(_ name: String) -> Bool { Field(rawValue: name) != nil }

    /// Reads and checks one line.
    ///
    /// - Parameters:
    ///   - bytes: the line without its line break; blanks around the object do not matter.
    ///   - incident: the incident that is meant where the line names none.
    ///   - maximumDepth: how deep objects and lists may be nested.
    /// - Throws: an error that names the first bad field.
    public init(
        parsing bytes: [UInt8], in incident: StreamID? = nil, maximumDepth: Int = JSONDocument.defaultMaximumDepth
    ) throws(InvalidEvent) {
        var plain = PlainLineReader(bytes, in: incident)
        if maximumDepth >= PlainLineReader.greatestDepth, let line = plain.line(bytes.indices) {
            self = line
        } else {
            try self.init(thoroughly: bytes, in: incident, maximumDepth: maximumDepth)
        }
    }

    /// Reads and checks one line by its tree: the rules that hold, and all that is said of a line that breaks them.
    package init(
        thoroughly bytes: [UInt8], in incident: StreamID? = nil, maximumDepth: Int = JSONDocument.defaultMaximumDepth
    ) throws(InvalidEvent) {
        guard bytes.count <= Self.maximumLength else {
            throw InvalidEvent(
                "the line is \(grouped(bytes.count)) bytes long; at most \(grouped(Self.maximumLength)) are allowed")
        }
        let line: JSONValue
        do throws(InvalidEvent) {
            line = try JSONValue.root(of: bytes, maximumDepth: maximumDepth)
            guard line.kind == .object else { throw line.wrongKind("a JSON object") }
        } catch {
            throw InvalidEvent("the line \(error.problem)")
        }
        var incident = incident
        var kind: IncidentKind?
        var envelope = EventEnvelope()
        var body: JSONValue?
        var wasReplayed = false
        let elsewhere = { (name: String) in EventBody.hasField(name) ? "it stands in the body" : nil }
        try line.readFields(Field.self, of: "the event ", elsewhere: elsewhere) { (field, value) throws(InvalidEvent) in
            switch field {
            case .incident: incident = try value.readWord(StreamID.init)
            case .kind: kind = try value.readChoice(IncidentKind.self)
            case .id: envelope.id = try value.readWord(EventID.init)
            case .occurred: envelope.occurred = try value.readOccurrence()
            case .published: envelope.published = try value.readMoment()
            case .by: envelope.by = try value.readWord(Author.init)
            case .tags: envelope.tags = try value.readTags()
            case .expectedRevision: envelope.expectedRevision = Revision(try value.readNumber(from: 0))
            case .position, .revision:
                _ = try value.readNumber(from: 1)
                wasReplayed = true
            case .recorded:
                _ = try value.readMoment()
                wasReplayed = true
            case .body: body = value
            }
        }
        guard let incident else { throw .missing("incident", "name the incident, such as harbour-fire") }
        guard let kind else { throw .missing("kind", "say reported, responded or updated") }
        guard let body else {
            throw .missing(
                "body",
                wasReplayed
                    ? "an event whose body was redacted cannot be appended again"
                    : "say what happened, such as {\"summary\":\"Smoke over the harbour\"}")
        }
        let statement = try EventBody.checked(body, in: incident)
        self.init(
            event: try .incident(incident, kind, statement, body: body, envelope: envelope), wasReplayed: wasReplayed,
            unit: UnitStatement(statement))
    }
}
