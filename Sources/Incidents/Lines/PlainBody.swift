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
        guard json.take(UInt8(ascii: "{")) else { return nil }
        json.skipSpaces()
        var fields = Fields()
        var seen: UInt32 = 0
        while true {
            guard let name = json.name(), let (field, bit) = EventBody.Field.table[name], seen.insert(bit),
                fields.read(field, from: &json), let goesOn = json.separator(closing: UInt8(ascii: "}"))
            else { return nil }
            if !goesOn { break }
        }
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
        case .category: return choice(&json, among: Self.categories) != nil
        case .urgency: return choice(&json, among: Self.urgencies) != nil
        case .severity: return choice(&json, among: Self.severities) != nil
        case .certainty: return choice(&json, among: Self.certainties) != nil
        case .status: return choice(&json, among: Self.statuses) != nil
        case .verification: return choice(&json, among: Self.verifications) != nil
        case .audience:
            guard let audience = choice(&json, among: Self.audiences) else { return false }
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

    private func choice<Choice>(_ json: inout PlainJSONReader, among choices: ShortNames<Choice>) -> Choice? {
        guard let text = json.string(), !text.hasEscape else { return nil }
        return ShortName(json.bytes, text.range).flatMap { choices[$0] }
    }

    /// Reads an object field by field. One without any field says nothing, and is left to the other reader.
    private mutating func object<Field: FieldName>(
        _ json: inout PlainJSONReader, _ read: (Field, inout PlainJSONReader, inout Fields) -> Bool
    ) -> Bool {
        guard json.take(UInt8(ascii: "{")) else { return false }
        json.skipSpaces()
        var seen: UInt32 = 0
        while true {
            guard let name = json.name(), let (field, bit) = Field.table[name], seen.insert(bit),
                read(field, &json, &self), let goesOn = json.separator(closing: UInt8(ascii: "}"))
            else { return false }
            if !goesOn { return true }
        }
    }

    private mutating func source(_ json: inout PlainJSONReader) -> Bool {
        object(&json) { (field: Source.Field, json, fields) in
            switch field {
            case .name, .origin: return fields.visible(&json) != nil
            case .kind: return fields.choice(&json, among: Self.sourceKinds) != nil
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
        let isPlain = object(&json) { (field: Place.Field, json, fields) in
            switch field {
            case .name: return fields.visible(&json) != nil
            case .lat:
                hasLatitude = true
                return json.number().map { $0.whole < 90 } ?? false
            case .lon:
                hasLongitude = true
                return json.number().map { $0.whole < 180 } ?? false
            case .radius: return json.number().map { !$0.isNegative } ?? false
            case .precision: return fields.choice(&json, among: Self.placePrecisions) != nil
            }
        }
        return isPlain && hasLatitude == hasLongitude
    }

    private mutating func unit(_ json: inout PlainJSONReader) -> Bool {
        var id: String?
        var status: UnitReport.Status?
        let isPlain = object(&json) { (field: UnitReport.Field, json, fields) in
            switch field {
            case .id:
                guard let text = fields.visible(&json), !text.hasEscape,
                    text.range.count <= UnitReport.maximumIDLength
                else { return false }
                id = json.text(text.range)
                return true
            case .kind, .agency: return fields.visible(&json) != nil
            case .status:
                status = fields.choice(&json, among: Self.unitStatuses)
                return status != nil
            case .action:
                guard let text = json.string() else { return false }
                fields.hasEscape = fields.hasEscape || text.hasEscape
                return true
            }
        }
        guard isPlain, let id else { return false }
        unit = status.map { UnitStatement(unit: id, status: $0) }
        return true
    }
}
