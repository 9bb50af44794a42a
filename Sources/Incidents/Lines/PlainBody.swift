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
        json.hasEscape = false
        var fields = Fields()
        guard json.fields(EventBody.Field.self, { fields.read($0, from: &$1) }) else { return nil }
        range = start..<json.index
        guard fields.hasSummary, range.count <= EventBody.maximumSize else { return nil }
        if json.hasEscape { fields.flags.insert(.bodyHasEscape) }
        flags = fields.flags
        unit = fields.unit
    }
}

private struct Fields {
    var flags: EventFlags = []
    var hasSummary = false
    var unit: UnitStatement?

    /// Reads one field; false where it is not plain. Relations, of which the header tells, are left to the other reader,
    /// and so are links to media, which have rules of their own.
    mutating func read(_ field: EventBody.Field, from json: inout PlainJSONReader) -> Bool {
        switch field {
        case .title: return json.visible() != nil
        case .summary:
            // Characters are counted there; so many bytes hold no more.
            guard let text = json.visible(), text.range.count <= EventBody.maximumSummaryLength else { return false }
            hasSummary = true
            return true
        case .detail: return json.string() != nil
        case .source: return source(&json)
        case .place: return place(&json)
        case .unit: return unit(&json)
        case .category: return json.choice(among: PlainWords.categories) != nil
        case .urgency: return json.choice(among: PlainWords.urgencies) != nil
        case .severity: return json.choice(among: PlainWords.severities) != nil
        case .certainty: return json.choice(among: PlainWords.certainties) != nil
        case .status: return json.choice(among: PlainWords.statuses) != nil
        case .verification: return json.choice(among: PlainWords.verifications) != nil
        case .audience:
            guard let audience = json.choice(among: PlainWords.audiences) else { return false }
            if audience == .public { flags.insert(.publicAudience) }
            return true
        case .exercise:
            guard let isExercise = json.bool() else { return false }
            if isExercise { flags.insert(.exercise) }
            return true
        case .attributes:
            return json.next == UInt8(ascii: "{") && json.skipValue()
        case .lang: return json.shortLanguage() != nil
        case .figures: return json.list { Figure(plainly: &$0) } != nil
        case .claim:
            var claim = Claim(what: "")
            return claim.read(plainly: &json)
        case .decision:
            var decision = Decision(what: "")
            return decision.read(plainly: &json)
        case .relation, .media: return false
        }
    }

    private mutating func source(_ json: inout PlainJSONReader) -> Bool {
        json.fields(Source.Field.self) { field, json in
            switch field {
            case .name, .origin: return json.visible() != nil
            case .kind: return json.choice(among: PlainWords.sourceKinds) != nil
            case .url: return json.plainLink() != nil
            case .grade:
                guard let text = json.string(), text.range.count == 2 else { return false }
                let (letter, digit) = (json.bytes[text.range.lowerBound], json.bytes[text.range.lowerBound + 1])
                return (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(letter)
                    && (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(digit)
            }
        }
    }

    private mutating func place(_ json: inout PlainJSONReader) -> Bool {
        var (hasLatitude, hasLongitude) = (false, false)
        let isPlain = json.fields(Place.Field.self) { field, json in
            switch field {
            case .name: return json.visible() != nil
            case .lat:
                hasLatitude = true
                return json.number().map { $0.whole < 90 } ?? false
            case .lon:
                hasLongitude = true
                return json.number().map { $0.whole < 180 } ?? false
            case .radius: return json.number().map { !$0.isNegative } ?? false
            case .precision: return json.choice(among: PlainWords.placePrecisions) != nil
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
                guard let text = json.visible(), !text.hasEscape,
                    text.range.count <= UnitReport.maximumIDLength
                else { return false }
                id = json.text(text.range)
                return true
            case .kind, .agency: return json.visible() != nil
            case .status:
                status = json.choice(among: PlainWords.unitStatuses)
                return status != nil
            case .action: return json.string() != nil
            }
        }
        guard isPlain, let id else { return false }
        unit = status.map { UnitStatement(unit: id, status: $0) }
        return true
    }
}
