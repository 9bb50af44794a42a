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
        self.init(consume content)
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
        case .source:
            source = Source()
            return source?.read(plainly: &json) ?? false
        case .place:
            place = Place()
            return place?.read(plainly: &json) ?? false
        case .category: return keep(json.choice(among: PlainWords.categories), in: &category)
        case .urgency: return keep(json.choice(among: PlainWords.urgencies), in: &urgency)
        case .severity: return keep(json.choice(among: PlainWords.severities), in: &severity)
        case .certainty: return keep(json.choice(among: PlainWords.certainties), in: &certainty)
        case .figures: return keep(json.list { Figure(plainly: &$0) }, in: &figures)
        case .claim:
            claim = Claim(what: "")
            return claim?.read(plainly: &json) ?? false
        case .unit:
            unit = UnitReport(id: "")
            return unit?.read(plainly: &json) ?? false
        case .status: return keep(json.choice(among: PlainWords.statuses), in: &status)
        case .verification: return keep(json.choice(among: PlainWords.verifications), in: &verification)
        case .relation: return keep(Relation.list(plainly: &json, in: incident), in: &relations)
        case .decision:
            decision = Decision(what: "")
            return decision?.read(plainly: &json) ?? false
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
    switch consume value {
    case let value?:
        place = value
        return true
    case nil: return false
    }
}

/// The same for a place that was empty.
@inline(__always)
func keep<Value>(_ value: consuming Value?, in place: inout Value?) -> Bool {
    switch consume value {
    case let value?:
        place = value
        return true
    case nil: return false
    }
}
