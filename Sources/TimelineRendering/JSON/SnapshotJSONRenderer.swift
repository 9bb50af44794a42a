import EventSourcing
public import Incidents
public import StrictJSON

/// Prints for programs how an incident stands: one JSON object on one line.
///
/// Always there, `null` where there is no value: `incident`, `title`, `status`, `asOf`, `events`, `leftOut`, `audience`,
/// `notPublic` (how many known events are not for that audience), `exercise`, `firstOccurred`, `lastOccurred`,
/// `lastRecorded`, `place`, `figures`, `units`, `claims`, `linkedBy`. What is absent inside of a figure, a source, a place, a
/// unit or a claim is left out. Figures and units are described at ``FigureSeries`` and ``UnitState``.
public struct SnapshotJSONRenderer: Sendable {
    private let style: JSONStringStyle

    /// Prints strings in this style.
    public init(style: JSONStringStyle = .minimal) { self.style = style }

    /// The snapshot as UTF-8 that ends with a line break.
    public func render(_ snapshot: IncidentSnapshot, leftOut: Int = 0, way: [IncidentMerge] = []) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.snapshot(snapshot, leftOut: leftOut, way: way)
        return writer.takeLine()
    }
}

extension JSONWriter {
    /// A whole snapshot as one object.
    mutating func snapshot(_ snapshot: IncidentSnapshot, leftOut: Int, way: [IncidentMerge] = []) {
        let incident = snapshot.incident
        beginObject()
        member("incident", incident.text)
        member("title", snapshot.title)
        member("status", snapshot.status?.rawValue)
        asOf(snapshot.asOf)
        merges(way)
        member("events", snapshot.eventCount)
        member("leftOut", leftOut)
        member("audience", snapshot.audience.rawValue)
        member("notPublic", snapshot.notPublic)
        member("exercise", snapshot.isExercise)
        member("firstOccurred", snapshot.firstOccurred)
        member("lastOccurred", snapshot.lastOccurred)
        member("lastRecorded", snapshot.lastRecorded)
        key("place")
        place(snapshot.place)
        member("figures", list: snapshot.figures) { $0.series($1, in: incident) }
        member("units", list: snapshot.units) { $0.unit($1, in: incident) }
        member("claims", list: snapshot.claims) { $0.claim($1, in: incident) }
        member("linkedBy", list: snapshot.links) { writer, link in
            writer.beginObject()
            writer.member("type", link.kind.rawValue)
            writer.reference(link.reference, in: incident)
            writer.endObject()
        }
        endObject()
    }

    /// A place, or `null`.
    mutating func place(_ place: Place?) {
        guard let place else { return null() }
        beginObject()
        ifAny("name", place.name)
        ifAny("lat", place.lat)
        ifAny("lon", place.lon)
        ifAny("radius", place.radius)
        ifAny("precision", place.precision?.rawValue)
        endObject()
    }

    /// A claim that an event of an incident told.
    mutating func claim(_ standing: ToldClaim, in incident: StreamID) {
        beginObject()
        member("what", standing.claim.what)
        ifAny("by", standing.claim.by)
        ifAny("stance", standing.claim.stance?.rawValue)
        source(standing.source)
        reference(standing.reference, in: incident)
        member("published", standing.published)
        member("state", standing.state.rawValue)
        member("holds", standing.holds)
        endObject()
    }
}
