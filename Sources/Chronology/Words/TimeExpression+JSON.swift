import EventSourcing
public import StrictJSON

extension TimeExpression {
    /// Reads the object that names a time relative to another event:
    ///
    ///     {"after":"#3","offset":"PT75M","bound":"atLeast"}
    ///
    /// It holds the anchor as `after` or `before`, never both, an `offset`, and maybe a `bound`, which is `exactly`
    /// where nothing is said. `null` means that a field is absent.
    ///
    /// - Throws: for anything but such an object; a field that is not known is answered with the nearest that is.
    public init(json: JSONValue) throws(TimeError) {
        self = .relative(try RelativeTime(json: json))
    }

    /// Reads the same from its text.
    init(jsonText: String) throws(TimeError) {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONDocument(parsing: Array(jsonText.utf8))
        } catch {
            throw TimeError(
                "the time \(quoted(jsonText)) is not valid JSON at byte \(error.offset + 1): \(error.problem)")
        }
        try self.init(json: document.root)
    }
}

extension RelativeTime {
    private enum Field: String, CaseIterable {
        case after, before, offset, bound
    }

    private static let example = "such as {\"after\":\"#3\",\"offset\":\"PT75M\"}"

    fileprivate init(json: JSONValue) throws(TimeError) {
        let texts = try Self.texts(of: json)
        guard let offset = texts[.offset] else {
            throw TimeError("a relative time needs an 'offset'; say how far it lies from its anchor, \(Self.example)")
        }
        let (anchor, direction) = try Self.anchor(texts)
        self.init(
            anchor: try EventReference(anchor), direction: direction, offset: try ISO8601Duration(offset),
            bound: try Self.bound(texts[.bound]))
    }

    /// The fields that are there.
    private static func texts(of json: JSONValue) throws(TimeError) -> [Field: String] {
        guard json.kind == .object else { throw TimeError("a relative time must be an object \(example)") }
        var texts: [Field: String] = [:]
        for (name, value) in json.members {
            guard let field = Field(rawValue: name) else {
                let advice = NearWord.advice(name, among: Field.allCases.map(\.rawValue))
                throw TimeError("a relative time has no field \(quoted(name))\(advice)")
            }
            guard !value.isNull else { continue }
            guard let text = value.string else {
                throw TimeError("the field '\(name)' of a relative time must be a string, \(example)")
            }
            texts[field] = text
        }
        return texts
    }

    private static func anchor(_ texts: [Field: String]) throws(TimeError) -> (String, Direction) {
        switch (texts[.after], texts[.before]) {
        case (let anchor?, nil): return (anchor, .after)
        case (nil, let anchor?): return (anchor, .before)
        case (nil, nil):
            throw TimeError("a relative time needs 'after' or 'before'; name the event on which it hangs, \(example)")
        case (_?, _?):
            throw TimeError("a relative time cannot be both 'after' and 'before'; keep one of them, \(example)")
        }
    }

    private static func bound(_ text: String?) throws(TimeError) -> Bound {
        guard let text else { return .exactly }
        guard let bound = Bound(rawValue: text) else {
            let advice = NearWord.advice(text, among: Bound.allCases.map(\.rawValue))
            throw TimeError("the bound of a relative time cannot be \(quoted(text))\(advice)")
        }
        return bound
    }
}
