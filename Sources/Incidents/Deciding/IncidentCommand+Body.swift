import Chronology
import EventSourcing
import StrictJSON

// The body that a command makes: only what was given, in the order of the description of the format.

extension IncidentCommand {
    /// The body as JSON. What it holds is checked like any other body; here only that is refused which a body could not
    /// even say.
    func body() throws(InvalidEvent) -> [UInt8] {
        let figures = try readFigures()
        let status = try statuses()
        var json = JSONWriter()
        json.beginObject()
        json.ifAny("title", title)
        json.ifAny("summary", summary)
        json.ifAny("detail", detail)
        json.ifAny("lang", language)
        json.object(
            "source", [("name", source), ("kind", sourceKind), ("url", url), ("origin", origin), ("grade", grade)])
        try writePlace(to: &json)
        json.ifAny("category", category)
        json.ifAny("urgency", urgency)
        json.ifAny("severity", severity)
        json.ifAny("certainty", certainty)
        if !figures.isEmpty {
            json.key("figures")
            json.beginArray()
            for figure in figures { figure.write(to: &json) }
            json.endArray()
        }
        json.object("claim", [("what", claim), ("by", claimedBy), ("stance", stance)])
        json.object(
            "unit",
            [
                ("id", unit), ("kind", unitKind), ("agency", agency), ("status", unitStatus ?? status.unit),
                ("action", action),
            ])
        json.ifAny("status", status.incident)
        json.ifAny("verification", verification)
        try writeRelations(to: &json)
        writeDecision(to: &json)
        if isPublic { json.ifAny("audience", Audience.public.rawValue) }
        if isExercise {
            json.key("exercise")
            json.bool(true)
        }
        writeMedia(to: &json)
        json.endObject()
        return json.bytes
    }

    private func readFigures() throws(InvalidEvent) -> [Figure] {
        var list: [Figure] = []
        for flag in figures {
            do throws(InvalidEvent) {
                list.append(try Figure(flag: flag))
            } catch {
                throw error.inside(index: list.count).inside("figures").inside("body")
            }
        }
        return list
    }

    private func writePlace(to json: inout JSONWriter) throws(InvalidEvent) {
        let isGiven = [place, lat, lon, radius, precision].contains { $0 != nil }
        guard isGiven else { return }
        json.key("place")
        json.beginObject()
        json.ifAny("name", place)
        let degrees = "write degrees as a number, such as 55.826 or -0.1276"
        for (name, text, advice) in [
            ("lat", lat, degrees), ("lon", lon, degrees), ("radius", radius, "write metres as a number, such as 250"),
        ] {
            guard let text else { continue }
            // Whatever else reads as a number in some language (1,5 or 0x10) is no number in JSON.
            guard let number = try? JSONDocument(parsing: Array(text.utf8)).root.numberText else {
                throw InvalidEvent(field: "body.place.\(name)", problem: "cannot be \(quoted(text)); \(advice)")
            }
            json.key(named: name)
            json.number(number)
        }
        json.ifAny("precision", precision)
        json.endObject()
    }

    private func writeRelations(to json: inout JSONWriter) throws(InvalidEvent) {
        guard !relations.isEmpty else {
            guard reason == nil else {
                throw InvalidEvent(
                    field: "body.relation.reason",
                    problem: "is given, but not what it is the reason for: say which entry is corrected, retracted, "
                        + "disputed …, such as --corrects '#3'")
            }
            return
        }
        json.key("relation")
        if relations.count > 1 { json.beginArray() }
        for (kind, target) in relations {
            json.beginObject()
            json.ifAny("type", kind.rawValue)
            json.ifAny("target", target)
            json.ifAny("reason", reason)
            json.endObject()
        }
        if relations.count > 1 { json.endArray() }
    }

    private func writeDecision(to json: inout JSONWriter) {
        guard decision != nil || grounds != nil || decidedBy != nil || !options.isEmpty else { return }
        json.key("decision")
        json.beginObject()
        json.ifAny("what", decision)
        if !options.isEmpty {
            json.key("options")
            json.beginArray()
            for option in options { json.string(option) }
            json.endArray()
        }
        json.ifAny("grounds", grounds)
        json.ifAny("by", decidedBy)
        json.endObject()
    }

    private func writeMedia(to json: inout JSONWriter) {
        guard !media.isEmpty else { return }
        json.key("media")
        json.beginArray()
        for text in media {
            let url = text.prefix { $0 != " " && $0 != "\t" }
            let caption = text[url.endIndex...].drop { $0 == " " || $0 == "\t" }
            json.beginObject()
            json.ifAny("url", String(url))
            json.ifAny("caption", caption.isEmpty ? nil : String(caption))
            json.endObject()
        }
        json.endArray()
    }

    /// Whose status it is.
    private func statuses() throws(InvalidEvent) -> (unit: String?, incident: String?) {
        guard let status else { return (nil, nil) }
        if IncidentStatus(rawValue: status) != nil { return (nil, status) }
        if UnitReport.Status(rawValue: status) != nil {
            if unit != nil { return (status, nil) }
            throw InvalidEvent(
                field: "body.status",
                problem:
                    "cannot be \(quoted(status)), which is how a unit stands; say which unit with --unit, such as --unit E39"
            )
        }
        let ofIncident = IncidentStatus.allCases.map(\.rawValue)
        let ofUnit = UnitReport.Status.allCases.map(\.rawValue)
        let near = NearWord.nearest(to: status, among: ofIncident + (unit == nil ? [] : ofUnit))
        let others = unit == nil ? "" : " for the unit \(ofUnit.joined(separator: ", ")), for the incident"
        let advice =
            near.map { "did you mean '\($0)'?" } ?? "allowed are\(others) \(ofIncident.joined(separator: ", "))"
        throw InvalidEvent(
            field: unit == nil ? "body.status" : "body.unit.status", problem: "cannot be \(quoted(status)); \(advice)")
    }
}

extension Figure {
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.ifAny("measure", measure)
        for (name, number) in [("low", low), ("best", best), ("high", high)] {
            guard let number else { continue }
            json.key(named: name)
            json.integer(number)
        }
        json.ifAny("words", words)
        json.endObject()
    }
}

extension JSONWriter {
    /// An object of texts, where there is one at least.
    fileprivate mutating func object(_ name: StaticString, _ texts: [(name: StaticString, text: String?)]) {
        guard texts.contains(where: { $0.text != nil }) else { return }
        key(name)
        beginObject()
        for (name, text) in texts { ifAny(name, text) }
        endObject()
    }
}
