import EventSourcing
import StrictJSON

/// A body that is written plainly: checked, as ``EventBody/init(decoding:in:)`` checks it, without a value of each field.
struct PlainBody {
    /// Where it stands, its braces included.
    let range: Range<Int>
    /// What the header of the event says of it.
    let flags: EventFlags
    /// The status of a unit that it tells.
    let unit: UnitStatement?

    /// Reads a body; nil where it is not plain, which leaves the reader somewhere within.
    init?(_ json: inout PlainJSONReader) {
        let start = json.index
        var fields = Fields()
        guard json.fields(EventBody.Field.self, { fields.read($0, from: &$1) }) else { return nil }
        range = start..<json.index
        guard fields.hasSummary, range.count <= EventBody.maximumSize else { return nil }
        if fields.hasEscape { fields.flags.insert(.bodyHasEscape) }
        flags = fields.flags
        unit = fields.unit
    }
}

private struct Fields {
    var flags: EventFlags = []
    var hasSummary = false
    var hasEscape = false
    var unit: UnitStatement?

    /// Reads one field; false where it is not plain. Relations, figures, claims and the like are left to the other reader:
    /// they have rules between their parts.
    mutating func read(_ field: EventBody.Field, from json: inout PlainJSONReader) -> Bool {
        switch field {
        case .title: return visible(&json) != nil
        case .summary:
            // Characters are counted there; so many bytes hold no more.
            guard let text = visible(&json), text.range.count <= EventBody.maximumSummaryLength else { return false }
            hasSummary = true
            return true
        case .detail:
            guard let text = json.string() else { return false }
            hasEscape = hasEscape || text.hasEscape
            return true
        case .source: return source(&json)
        case .place: return place(&json)
        case .unit: return unit(&json)
        case .category: return json.choice(among: Self.categories) != nil
        case .urgency: return json.choice(among: Self.urgencies) != nil
        case .severity: return json.choice(among: Self.severities) != nil
        case .certainty: return json.choice(among: Self.certainties) != nil
        case .status: return json.choice(among: Self.statuses) != nil
        case .verification: return json.choice(among: Self.verifications) != nil
        case .audience:
            guard let audience = json.choice(among: Self.audiences) else { return false }
            if audience == .public { flags.insert(.publicAudience) }
            return true
        case .exercise:
            guard let isExercise = json.bool() else { return false }
            if isExercise { flags.insert(.exercise) }
            return true
        case .attributes:
            guard json.next == UInt8(ascii: "{"), let escape = json.skipValue() else { return false }
            hasEscape = hasEscape || escape
            return true
        case .lang, .figures, .claim, .relation, .decision, .media: return false
        }
    }

    private static let categories = ShortNames(Category.self)
    private static let urgencies = ShortNames(Urgency.self)
    private static let severities = ShortNames(Severity.self)
    private static let certainties = ShortNames(Certainty.self)
    private static let statuses = ShortNames(IncidentStatus.self)
    private static let verifications = ShortNames(Verification.self)
    private static let audiences = ShortNames(Audience.self)
    private static let sourceKinds = ShortNames(Source.Kind.self)
    private static let placePrecisions = ShortNames(Place.Precision.self)
    private static let unitStatuses = ShortNames(UnitReport.Status.self)

    private mutating func visible(_ json: inout PlainJSONReader) -> PlainJSONReader.Text? {
        guard let text = json.string(), text.isVisible else { return nil }
        hasEscape = hasEscape || text.hasEscape
        return text
    }

    private mutating func source(_ json: inout PlainJSONReader) -> Bool {
        json.fields(Source.Field.self) { field, json in
            switch field {
            case .name, .origin: return visible(&json) != nil
            case .kind: return json.choice(among: Self.sourceKinds) != nil
            case .url: return Self.link(&json)
            case .grade:
                guard let text = json.string(), text.range.count == 2 else { return false }
                let (letter, digit) = (json.bytes[text.range.lowerBound], json.bytes[text.range.lowerBound + 1])
                return (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(letter)
                    && (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(digit)
            }
        }
    }

    /// A link to a host, of plain characters only.
    private static func link(_ json: inout PlainJSONReader) -> Bool {
        guard let text = json.string(), !text.hasEscape else { return false }
        let link = json.bytes[text.range]
        let scheme = link.starts(with: secure) ? secure.count : link.starts(with: insecure) ? insecure.count : 0
        let rest = link.dropFirst(scheme)
        guard scheme > 0, let host = rest.first, host.isLetter || host.isDigit else { return false }
        return rest.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }

    private static let secure = Array("https://".utf8)
    private static let insecure = Array("http://".utf8)

    private mutating func place(_ json: inout PlainJSONReader) -> Bool {
        var (hasLatitude, hasLongitude) = (false, false)
        let isPlain = json.fields(Place.Field.self) { field, json in
            switch field {
            case .name: return visible(&json) != nil
            case .lat:
                hasLatitude = true
                return json.number().map { $0.whole < 90 } ?? false
            case .lon:
                hasLongitude = true
                return json.number().map { $0.whole < 180 } ?? false
            case .radius: return json.number().map { !$0.isNegative } ?? false
            case .precision: return json.choice(among: Self.placePrecisions) != nil
            }
        }
        return isPlain && hasLatitude == hasLongitude
    }

    private mutating func unit(_ json: inout PlainJSONReader) -> Bool {
        var id: String?
        var status: UnitReport.Status?
        let isPlain = json.fields(UnitReport.Field.self) { field, json in
            switch field {
            case .id:
                guard let text = visible(&json), !text.hasEscape,
                    text.range.count <= UnitReport.maximumIDLength
                else { return false }
                id = json.text(text.range)
                return true
            case .kind, .agency: return visible(&json) != nil
            case .status:
                status = json.choice(among: Self.unitStatuses)
                return status != nil
            case .action:
                guard let text = json.string() else { return false }
                hasEscape = hasEscape || text.hasEscape
                return true
            }
        }
        guard isPlain, let id else { return false }
        unit = status.map { UnitStatement(unit: id, status: $0) }
        return true
    }
}
