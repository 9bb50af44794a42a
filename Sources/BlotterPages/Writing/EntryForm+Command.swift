public import Incidents

extension EntryForm {
    /// The command that the form stands for; `by` is left to who takes it in.
    ///
    /// - Throws: for a kind or a relation that there is not, which no form of ours sends.
    public func command() throws(InvalidEvent) -> IncidentCommand {
        guard let kind = IncidentKind(rawValue: self[.kind]) else {
            throw InvalidEvent(field: "kind", problem: "is not one of reported, responded, updated")
        }
        var command = IncidentCommand(kind, incident: incident, summary: self[.summary])
        func given(_ field: Field) -> String? { self[field].isEmpty ? nil : self[field] }
        command.title = given(.title)
        command.detail = given(.detail)
        command.source = given(.source)
        command.sourceKind = given(.sourceKind)
        command.origin = given(.origin)
        command.grade = given(.grade)
        command.url = given(.url)
        command.place = given(.place)
        command.lat = given(.lat)
        command.lon = given(.lon)
        command.severity = given(.severity)
        command.figures = lines(.figures)
        command.unit = given(.unit)
        command.status = given(.status)
        command.tags = lines(.tags)
        command.isPublic = self[.audience] == Audience.public.rawValue
        command.id = given(.id)
        command.occurred = given(.at)
        command.published = given(.published)
        command.expectedRevision = given(.expectedRevision)
        if let relation = given(.relation) {
            guard let kind = Relation.Kind(rawValue: relation), !kind.isAboutIncident else {
                throw InvalidEvent(field: "body.relation.type", problem: "is none that this form knows")
            }
            guard let target = given(.target) else {
                throw InvalidEvent(field: "body.relation.target", problem: "is missing; name an entry, such as #3")
            }
            command.relate(kind, to: target)
        }
        command.reason = given(.reason)
        return command
    }

    private func lines(_ field: Field) -> [String] {
        self[field].split(separator: "\n").compactMap { line in
            let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
            let text = String(line.drop(while: blank))
            return text.allSatisfy(blank) ? nil : text
        }
    }

    /// Says what is wrong, at the field of the form that it is about; where there is none, on top.
    public mutating func refuse(_ error: InvalidEvent) {
        if let field = Self.field(error.field) {
            problems[field] = error.problem
        } else {
            refuse(error.description)
        }
    }

    /// The field that a path of an event is typed into.
    private static func field(_ path: String) -> Field? {
        let plain = path.prefix { $0 != "[" }
        switch plain {
        case "incident": return .incident
        case "kind": return .kind
        case "occurred": return .at
        case "published": return .published
        case "tags": return .tags
        case "expectedRevision": return .expectedRevision
        case "id": return .id
        case "body.summary": return .summary
        case "body.title": return .title
        case "body.detail": return .detail
        case "body.source.name", "body.source": return .source
        case "body.source.kind": return .sourceKind
        case "body.source.origin": return .origin
        case "body.source.grade": return .grade
        case "body.source.url": return .url
        case "body.place", "body.place.name": return .place
        case "body.place.lat": return .lat
        case "body.place.lon": return .lon
        case "body.severity": return .severity
        case "body.figures": return .figures
        case "body.unit", "body.unit.id": return .unit
        case "body.status", "body.unit.status": return .status
        case "body.relation.type", "body.relation": return .relation
        case "body.relation.target": return .target
        case "body.relation.reason": return .reason
        case "body.audience": return .audience
        default: return nil
        }
    }
}
