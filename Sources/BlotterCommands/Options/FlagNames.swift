import Incidents

/// What people typed for a field of an event, so that a complaint names the flag and not the path in its JSON.
///
///     body.place.lon is missing; …    --lon is missing; …
struct FlagNames {
    /// The relations that were typed, in order: each has a flag of its own.
    private let relations: [Relation.Kind]

    /// The names for a command.
    init(_ command: IncidentCommand) { relations = command.relations.map(\.kind) }

    private static let flags = [
        "body.summary": "the summary", "body.title": "--title", "body.detail": "--detail",
        "body.source.name": "--source", "body.source.kind": "--source-kind", "body.source.url": "--url",
        "body.source.origin": "--origin", "body.source.grade": "--grade", "body.place.name": "--place",
        "body.place.lat": "--lat", "body.place.lon": "--lon", "body.place.radius": "--radius",
        "body.place.precision": "--precision", "body.severity": "--severity", "body.urgency": "--urgency",
        "body.certainty": "--certainty", "body.category": "--category", "body.verification": "--verification",
        "body.lang": "--lang",
        "body.claim.what": "--claim", "body.claim.stance": "--stance", "body.claim.by": "--claimed-by",
        "body.decision.what": "--decision", "body.decision.options": "--option",
        "body.decision.grounds": "--grounds", "body.decision.by": "--decided-by",
        "body.figures": "--figure", "body.unit.id": "--unit", "body.unit.status": "--status",
        "body.unit.kind": "--unit-kind", "body.unit.agency": "--agency", "body.unit.action": "--action",
        "body.status": "--status", "body.relation.reason": "--reason", "id": "--id", "by": "--by", "tags": "--tag",
        "expectedRevision": "--expect", "occurred": "--at", "published": "--published",
    ]

    /// The failure, with the name of the flag in place of the field.
    func failure(_ error: InvalidEvent) -> CommandFailure {
        let name = flag(for: error.field)
        let sentence = name.map { "\($0) \(error.problem)" } ?? error.description
        // What the writer has seen is no part of the event.
        return CommandFailure(error.field == "expectedRevision" ? .usage : .data, sentence)
    }

    /// The failure of an append.
    func failure(_ refusal: AppendRefusal) -> CommandFailure {
        switch refusal {
        case .invalid(let error, _): failure(error)
        case .store(let error): CommandFailure(error)
        }
    }

    private func flag(for field: String) -> String? {
        // Of a list it is the flag that is named; the complaint quotes the value.
        var path = field
        var index = 0
        if let open = field.firstIndex(of: "["), let close = field[open...].firstIndex(of: "]") {
            index = Int(field[field.index(after: open)..<close]) ?? 0
            path = String(field[..<open] + field[field.index(after: close)...])
        }
        if path == "body.relation.target" || path == "body.relation", relations.indices.contains(index) {
            return Self.flag(relations[index])
        }
        if path.hasPrefix("body.figures.") { return "--figure" }
        if path.hasPrefix("body.media") { return "--media" }
        return Self.flags[path]
    }

    private static func flag(_ relation: Relation.Kind) -> String {
        switch relation {
        case .respondsTo: "--responds-to"
        case .belongsTo: "--belongs-to"
        case .mergesInto: "--merges-into"
        case .corrects, .revises, .retracts, .confirms, .disputes, .duplicates:
            "--\(relation.rawValue)"
        }
    }
}
