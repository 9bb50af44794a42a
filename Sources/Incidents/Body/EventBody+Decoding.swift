public import EventSourcing
public import StrictJSON

extension EventBody {
    /// The fields, named and ordered as in the description of the format.
    enum Field: String, FieldName {
        case title, summary, detail, lang, source, place, category, urgency, severity, certainty, figures, claim, unit
        case status, verification, relation, decision, audience, exercise, media, attributes

        static let table = FieldTable<Field>()
    }

    /// Whether a body has a field of this name.
    static func hasField(_ name: String) -> Bool { Field(rawValue: name) != nil }

    /// Reads a body of the current version and checks every field of it.
    ///
    /// `null` means that a field is absent. An object without any field says nothing and counts as absent, unless it is
    /// in a list or must hold a field. What is in `attributes` is free and not read.
    ///
    /// - Parameters:
    ///   - json: the body.
    ///   - incident: the incident of the event, in which a target such as `#3` stands.
    /// - Throws: an error that names the first bad field by its path, such as `body.source.grade`, and says what is
    ///   allowed there.
    public init(decoding json: JSONValue, in incident: StreamID) throws(InvalidEvent) {
        do throws(InvalidEvent) {
            self.init(try Content(decoding: json, in: incident))
        } catch {
            throw error.inside("body")
        }
    }
}

extension EventBody.Content {
    fileprivate init(decoding json: JSONValue, in incident: StreamID) throws(InvalidEvent) {
        self.init(summary: "")
        var hasSummary = false
        var body = self
        let advice = "What is free goes into 'attributes'"
        let elsewhere = { (name: String) in EventLine.hasField(name) ? "it stands beside the body, not in it" : nil }
        try json.readFields(EventBody.Field.self, advice: advice, elsewhere: elsewhere) {
            (field, value) throws(InvalidEvent) in
            switch field {
            case .title: body.title = try value.readName()
            case .summary:
                body.summary = try Self.readSummary(value)
                hasSummary = true
            case .detail: body.detail = try value.readText()
            case .lang: body.lang = try value.readLanguage()
            case .source: body.source = try Source(decoding: value)
            case .place: body.place = try Place(decoding: value)
            case .category: body.category = try value.readChoice(Category.self)
            case .urgency: body.urgency = try value.readChoice(Urgency.self)
            case .severity: body.severity = try value.readChoice(Severity.self)
            case .certainty: body.certainty = try value.readChoice(Certainty.self)
            case .figures:
                body.figures = try value.readList(of: "figures") { (value) throws(InvalidEvent) in
                    try Figure(decoding: value)
                }
            case .claim: body.claim = try Claim(decoding: value)
            case .unit: body.unit = try UnitReport(decoding: value)
            case .status: body.status = try value.readChoice(IncidentStatus.self)
            case .verification: body.verification = try value.readChoice(Verification.self)
            case .relation: body.relations = try Relation.list(decoding: value, in: incident)
            case .decision: body.decision = try Decision(decoding: value)
            case .audience: body.audience = try value.readChoice(Audience.self)
            case .exercise: body.isExercise = try value.readFlag()
            case .media:
                body.media = try value.readList(of: "links") { (value) throws(InvalidEvent) in
                    try Media(decoding: value)
                }
            case .attributes: guard value.kind == .object else { throw value.wrongKind("an object") }
            }
        }
        guard hasSummary else { throw .missing("summary", "say in one line what the event is about") }
        self = body
    }

    /// A character of the limit is a Unicode scalar, so that the limit does not change with tables of graphemes.
    private static func readSummary(_ value: JSONValue) throws(InvalidEvent) -> String {
        let text = try value.readName()
        guard text.utf8.count > EventBody.maximumSummaryLength else { return text }
        let length = text.unicodeScalars.count
        guard length <= EventBody.maximumSummaryLength else {
            throw InvalidEvent(
                "is \(grouped(length)) characters long; at most \(grouped(EventBody.maximumSummaryLength)) are allowed. "
                    + "What is longer goes into 'detail'")
        }
        return text
    }
}
