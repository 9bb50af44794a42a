public import Chronology
public import EventSourcing

/// What `report`, `respond` and `update` ask: one event, in the words in which a person gives its values.
///
/// Every value is taken as it was typed and left out where it is nil. Nothing is checked before ``decide(now:zone:)``,
/// which puts the body together and hands it to the one way by which events enter the log.
///
/// ```swift
/// var command = IncidentCommand(.reported, incident: "harbour-fire", summary: "Two injured, not five")
/// command.figures = ["injured=2"]
/// command.relate(.corrects, to: "#3")
/// command.reason = "counted twice"
/// let event = try command.decide(now: now, zone: zone)
/// ```
public struct IncidentCommand: Sendable {
    /// What sort of statement it is.
    public var kind: IncidentKind
    /// The incident.
    public var incident: String
    /// What happened, in one line.
    public var summary: String
    /// The title of the incident.
    public var title: String?
    /// What happened, at length.
    public var detail: String?
    /// The language of the texts, a BCP 47 tag.
    public var language: String?

    /// Who said it.
    public var source: String?
    /// What sort of source it is.
    public var sourceKind: String?
    /// Where the source said it.
    public var url: String?
    /// Whom the source quotes.
    public var origin: String?
    /// The Admiralty grade of source and statement.
    public var grade: String?

    /// The name of the place.
    public var place: String?
    /// Its latitude in degrees.
    public var lat: String?
    /// Its longitude in degrees.
    public var lon: String?
    /// How far from there it may have been, in metres.
    public var radius: String?
    /// How exactly the place is known.
    public var precision: String?

    /// CAP category.
    public var category: String?
    /// CAP urgency.
    public var urgency: String?
    /// CAP severity.
    public var severity: String?
    /// CAP certainty.
    public var certainty: String?
    /// Numbers that were told, as ``Figure/init(flag:)`` reads them: `killed=40..60`.
    public var figures: [String] = []
    /// What is claimed: attribution, motive …
    public var claim: String?
    /// How the claim is made.
    public var stance: String?
    /// Of whom it is claimed, or who claims it of themselves.
    public var claimedBy: String?
    /// What was decided.
    public var decision: String?
    /// What else was possible.
    public var options: [String] = []
    /// Why it was decided so.
    public var grounds: String?
    /// Who decided.
    public var decidedBy: String?
    /// The unit that acts.
    public var unit: String?
    /// What the unit is: engine, ambulance …
    public var unitKind: String?
    /// To whom the unit belongs.
    public var agency: String?
    /// What the unit does.
    public var action: String?
    /// How the unit stands, where that is asked apart from how the incident stands.
    public var unitStatus: String?
    /// How the unit or the incident stands: the two share no value, so the value says which of them is meant.
    public var status: String?
    /// How far what is said has been checked.
    public var verification: String?
    /// What the event does to earlier ones, in the order in which it was said; see ``relate(_:to:)``.
    public private(set) var relations: [(kind: Relation.Kind, target: String)] = []
    /// Why it does so: one reason for all relations.
    public var reason: String?
    /// Whether everyone may see it.
    public var isPublic = false
    /// Whether it is a drill.
    public var isExercise = false
    /// Pictures, videos and documents: each an address and, behind a blank, what it shows.
    public var media: [String] = []

    /// The writer's name for the event.
    public var id: String?
    /// When it happened, as ``FlagTime`` reads it.
    public var occurred: String?
    /// When the source said it, as ``MomentFlag`` reads it.
    public var published: String?
    /// Who enters it; nil leaves that to the append.
    public var by: String?
    /// Marks by which it is found.
    public var tags: [String] = []
    /// The revision of the incident that the writer has seen: `3` or `#3`.
    public var expectedRevision: String?

    /// A command that gives what every event needs.
    public init(_ kind: IncidentKind, incident: String, summary: String) {
        self.kind = kind
        self.incident = incident
        self.summary = summary
    }

    /// Says that the event does something to an earlier one, or with a nil target says nothing.
    public mutating func relate(_ kind: Relation.Kind, to target: String?) {
        if let target { relations.append((kind, target)) }
    }

    /// Decides what is to be appended.
    ///
    /// - Parameters:
    ///   - now: the time of day, which a time such as `-10m` goes by.
    ///   - zone: the zone in which times without an offset are meant.
    /// - Throws: an error that names the first bad field as a line of JSON would name it, such as `body.source.grade`.
    public func decide(now: Timestamp, zone: Zone) throws(InvalidEvent) -> NewEvent {
        let stream = try EventEnvelope.word(incident, "incident", StreamID.init)
        return try .incident(stream, kind, body: body(), envelope: envelope(now: now, zone: zone))
    }
}

// MARK: - The envelope

extension IncidentCommand {
    private func envelope(now: Timestamp, zone: Zone) throws(InvalidEvent) -> EventEnvelope {
        var envelope = try EventEnvelope(id: id, expectedRevision: expectedRevision)
        if let by { envelope.by = try EventEnvelope.word(by, "by", Author.init) }
        for (index, text) in tags.enumerated() {
            let tag = try EventEnvelope.word(text, "tags[\(index)]", Tag.init)
            guard !envelope.tags.contains(tag) else { continue }
            envelope.tags.append(tag)
        }
        guard envelope.tags.count <= Tag.maximumCount else {
            throw InvalidEvent(
                field: "tags",
                problem: "holds more than \(Tag.maximumCount) tags; at most \(Tag.maximumCount) are allowed")
        }
        if let occurred {
            envelope.occurred = try Self.time("occurred") { () throws(TimeError) in
                let time = try FlagTime(occurred, now: now, zone: zone)
                return time.expression.occurrence(words: time.words)
            }
        }
        if let published {
            envelope.published = try Self.time("published") { () throws(TimeError) in
                try MomentFlag(published, now: now, zone: zone).earliest
            }
        }
        return envelope
    }

    private static func time<Time>(_ field: String, _ read: () throws(TimeError) -> Time) throws(InvalidEvent) -> Time {
        do throws(TimeError) { return try read() } catch {
            throw InvalidEvent(field: field, problem: "cannot be read: \(error.problem)")
        }
    }
}
