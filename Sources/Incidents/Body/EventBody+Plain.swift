import EventSourcing
import StrictJSON

extension EventBody {
    /// Reads a body of the current version that is written plainly, as nearly all are, several times as fast as
    /// ``init(decoding:in:)``; nil where it is not plain, be it right or wrong. What it takes, the other one takes too and
    /// understands the same, and a test compares the two.
    init?(plainly bytes: [UInt8], in incident: StreamID) {
        var json = PlainJSONReader(bytes)
        var content = Content(summary: "")
        var hasSummary = false
        json.skipSpaces()
        let isPlain = json.fields(Field.self) { field, json in
            if field == .summary { hasSummary = true }
            return content.read(field, from: &json, in: incident)
        }
        json.skipSpaces()
        guard isPlain, hasSummary, json.isAtEnd else { return nil }
        self.init(content)
    }
}

extension EventBody.Content {
    /// Reads one field; false where it is not plain. Links to media have rules of their own.
    fileprivate mutating func read(
        _ field: EventBody.Field, from json: inout PlainJSONReader, in incident: StreamID
    ) -> Bool {
        switch field {
        case .title: return keep(json.visibleText(), in: &title)
        case .summary:
            // Characters are counted there; so many bytes hold no more.
            guard let text = json.visibleText(atMost: EventBody.maximumSummaryLength) else { return false }
            summary = text
            return true
        case .detail: return keep(json.text(), in: &detail)
        case .lang: return keep(json.shortLanguage(), in: &lang)
        case .source: return keep(Source(plainly: &json), in: &source)
        case .place: return keep(Place(plainly: &json), in: &place)
        case .category: return keep(json.choice(among: PlainWords.categories), in: &category)
        case .urgency: return keep(json.choice(among: PlainWords.urgencies), in: &urgency)
        case .severity: return keep(json.choice(among: PlainWords.severities), in: &severity)
        case .certainty: return keep(json.choice(among: PlainWords.certainties), in: &certainty)
        case .figures: return keep(json.list { Figure(plainly: &$0) }, in: &figures)
        case .claim: return keep(Claim(plainly: &json), in: &claim)
        case .unit: return keep(UnitReport(plainly: &json), in: &unit)
        case .status: return keep(json.choice(among: PlainWords.statuses), in: &status)
        case .verification: return keep(json.choice(among: PlainWords.verifications), in: &verification)
        case .relation: return keep(Relation.list(plainly: &json, in: incident), in: &relations)
        case .decision: return keep(Decision(plainly: &json), in: &decision)
        case .audience: return keep(json.choice(among: PlainWords.audiences), in: &audience)
        case .exercise: return keep(json.bool(), in: &isExercise)
        case .attributes: return json.next == UInt8(ascii: "{") && json.skipValue()
        case .media: return false
        }
    }
}

/// Keeps a value; false where there is none.
@inline(__always)
func keep<Value>(_ value: consuming Value?, in place: inout Value) -> Bool {
    guard let value else { return false }
    place = value
    return true
}

/// The same for a place that was empty.
@inline(__always)
func keep<Value>(_ value: consuming Value?, in place: inout Value?) -> Bool {
    guard let value else { return false }
    place = value
    return true
}
