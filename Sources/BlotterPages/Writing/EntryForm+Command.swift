public import Incidents

extension EntryForm {
    /// The command that the form stands for; `by` is left to who takes it in.
    ///
    /// - Throws: for a kind or a relation that there is not, which no form of ours sends, and for half a relation.
    public func command() throws(InvalidEvent) -> IncidentCommand {
        guard let kind = IncidentKind(rawValue: self[.kind]) else {
            throw InvalidEvent(field: "kind", problem: "is not one of reported, responded, updated")
        }
        var command = IncidentCommand(kind, incident: incident, summary: self[.summary])
        for (field, value) in Self.values { command[keyPath: value] = given(field) }
        for (field, list) in Self.lists { command[keyPath: list] = lines(field) }
        for relation in try relations() { command.relate(relation.kind, to: relation.target) }
        command.reason = given(.reason)
        guard command.reason == nil || !command.relations.isEmpty else {
            throw InvalidEvent(field: "relation", problem: "is missing; say what the reason is for")
        }
        command.isPublic = self[.audience] == Audience.public.rawValue
        command.isExercise = given(.exercise) != nil
        return command
    }

    /// The fields that a command takes as they were typed.
    private static let values: [(Field, any WritableKeyPath<IncidentCommand, String?> & Sendable)] = [
        (.title, \.title), (.detail, \.detail), (.language, \.language), (.source, \.source),
        (.sourceKind, \.sourceKind), (.origin, \.origin), (.grade, \.grade), (.url, \.url), (.place, \.place),
        (.lat, \.lat), (.lon, \.lon), (.radius, \.radius), (.precision, \.precision), (.category, \.category),
        (.urgency, \.urgency), (.severity, \.severity), (.certainty, \.certainty), (.claim, \.claim),
        (.stance, \.stance), (.claimedBy, \.claimedBy), (.unit, \.unit), (.unitStatus, \.unitStatus),
        (.unitAction, \.action), (.unitKind, \.unitKind), (.agency, \.agency), (.status, \.status),
        (.verification, \.verification), (.decision, \.decision), (.grounds, \.grounds), (.decidedBy, \.decidedBy),
        (.id, \.id), (.at, \.occurred), (.published, \.published), (.expectedRevision, \.expectedRevision),
    ]

    /// The fields of which a command takes every line.
    private static let lists: [(Field, any WritableKeyPath<IncidentCommand, [String]> & Sendable)] = [
        (.figures, \.figures), (.options, \.options), (.media, \.media), (.tags, \.tags),
    ]

    private func given(_ field: Field) -> String? { self[field].isEmpty ? nil : self[field] }

    private static func isBlank(_ character: Character) -> Bool { character == " " || character == "\t" }

    /// The lines of a field, without the blanks around each, and without those that hold nothing else.
    private func lines(_ field: Field) -> [String] {
        self[field].split(separator: "\n").compactMap { line in
            let begun = line.drop(while: Self.isBlank)
            guard let last = begun.lastIndex(where: { !Self.isBlank($0) }) else { return nil }
            return String(begun[...last])
        }
    }
}

// MARK: - What it does to others

extension EntryForm {
    /// What the entry does to others, in the order of the command, each with the field in which its target stands.
    private func relations() throws(InvalidEvent) -> [(kind: Relation.Kind, target: String, field: Field)] {
        var all: [(kind: Relation.Kind, target: String, field: Field)] = []
        switch (given(.relation), given(.target)) {
        case (nil, nil): break
        case (nil, let target?):
            throw InvalidEvent(
                field: "relation", problem: "is missing; say what is done to \(target), or leave the entry out")
        case (_?, nil): throw InvalidEvent(field: "target", problem: "is missing; name an entry, such as #3")
        case (let name?, let target?): all.append((try Self.relation(name, in: .relation), target, .target))
        }
        for line in lines(.also) {
            let words = line.split(separator: " ")
            guard words.count == 2 else {
                throw InvalidEvent(field: "also", problem: "cannot be '\(line)'; write such as confirms #5")
            }
            all.append((try Self.relation(String(words[0]), in: .also), String(words[1]), .also))
        }
        if let incident = given(.belongsTo) { all.append((.belongsTo, incident, .belongsTo)) }
        if let incident = given(.mergesInto) { all.append((.mergesInto, incident, .mergesInto)) }
        return all
    }

    private static func relation(_ name: String, in field: Field) throws(InvalidEvent) -> Relation.Kind {
        if let kind = relations.first(where: { $0.rawValue == name }) { return kind }
        let allowed = relations.map(\.rawValue).joined(separator: ", ")
        throw InvalidEvent(field: field.rawValue, problem: "cannot be '\(name)'; allowed are \(allowed)")
    }
}

// MARK: - What is wrong

extension EntryForm {
    /// Says what is wrong, at the field of the form that it is about; where there is none, on top.
    public mutating func refuse(_ error: InvalidEvent) {
        if let field = field(error.field) {
            problems[field] = error.problem
        } else {
            refuse(error.description)
        }
    }

    /// The field that a path of an event is typed into. Of a list that is one field it is that field.
    func field(_ path: String) -> Field? {
        let plain = String(path.prefix { $0 != "[" })
        if plain.hasPrefix("body.relation") { return relationField(path) }
        return Field(rawValue: plain) ?? Self.paths[plain]
    }

    /// Each relation has fields of its own, but there is one reason for all.
    private func relationField(_ path: String) -> Field? {
        if path.hasSuffix(".reason") { return .reason }
        let digits = path.drop { $0 != "[" }.dropFirst().prefix { $0 != "]" }
        let all = (try? relations()) ?? []
        let index = Int(digits) ?? 0
        guard all.indices.contains(index) else { return .relation }
        let field = all[index].field
        return field == .target && path.hasSuffix(".type") ? .relation : field
    }

    private static let paths: [String: Field] = [
        "occurred": .at, "body.summary": .summary, "body.title": .title, "body.detail": .detail,
        "body.lang": .language, "body.source": .source, "body.source.name": .source,
        "body.source.kind": .sourceKind, "body.source.origin": .origin, "body.source.grade": .grade,
        "body.source.url": .url, "body.place": .place, "body.place.name": .place, "body.place.lat": .lat,
        "body.place.lon": .lon, "body.place.radius": .radius, "body.place.precision": .precision,
        "body.category": .category, "body.urgency": .urgency, "body.severity": .severity,
        "body.certainty": .certainty, "body.figures": .figures, "body.claim": .claim, "body.claim.what": .claim,
        "body.claim.stance": .stance, "body.claim.by": .claimedBy, "body.unit": .unit, "body.unit.id": .unit,
        "body.unit.status": .unitStatus, "body.unit.kind": .unitKind, "body.unit.agency": .agency,
        "body.unit.action": .unitAction, "body.status": .status, "body.verification": .verification,
        "body.decision": .decision, "body.decision.what": .decision, "body.decision.options": .options,
        "body.decision.grounds": .grounds, "body.decision.by": .decidedBy, "body.media": .media,
        "body.audience": .audience,
    ]
}
