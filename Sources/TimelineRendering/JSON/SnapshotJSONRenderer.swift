import EventSourcing
public import Incidents
public import StrictJSON

/// Prints for programs how an incident stands: one JSON object on one line.
///
/// Always there, `null` where there is no value: `incident`, `title`, `status`, `asOf`, `events`, `leftOut`, `exercise`,
/// `firstOccurred`, `lastOccurred`, `lastRecorded`, `place`, `figures`, `units`, `claims`, `linkedBy`. Of a series of figures
/// `measure`, `basis`, `policy`, `headline`, `toldBetween`, `falls` and `series` are always there. What is absent inside
/// of a figure, a source, a place, a unit or a claim is left out.
public struct SnapshotJSONRenderer: Sendable {
    private let style: JSONStringStyle

    /// Prints strings in this style.
    public init(style: JSONStringStyle = .minimal) { self.style = style }

    /// The snapshot as UTF-8 that ends with a line break.
    public func render(_ snapshot: IncidentSnapshot, leftOut: Int = 0, way: [IncidentMerge] = []) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.snapshot(snapshot, leftOut: leftOut, way: way)
        return writer.line()
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

    private mutating func series(_ series: FigureSeries, in incident: StreamID) {
        beginObject()
        member("measure", series.measure)
        member("basis", series.basis.rawValue)
        // A headline that is not official is the newest of all, as the policy says.
        member("policy", FigureSeries.Policy.latestOfficial.rawValue)
        key("headline")
        if let headline = series.headline {
            beginObject()
            members(of: headline, in: incident)
            member("official", series.headlineIsOfficial)
            endObject()
        } else {
            null()
        }
        key("toldBetween")
        if let told = series.toldBetween {
            beginObject()
            member("low", told.lowerBound)
            member("high", told.upperBound)
            endObject()
        } else {
            null()
        }
        member("falls", list: series.falls) { writer, fall in
            writer.beginObject()
            writer.member("from", fall.from)
            writer.member("to", fall.to)
            writer.reference(fall.reference, in: incident)
            writer.member("reason", fall.reason)
            writer.endObject()
        }
        member("series", list: series.points) { writer, point in
            writer.beginObject()
            writer.members(of: point, in: incident)
            writer.endObject()
        }
        endObject()
    }

    private mutating func members(of point: FigureSeries.Point, in incident: StreamID) {
        ifAny("low", point.figure.low)
        ifAny("best", point.figure.best)
        ifAny("high", point.figure.high)
        ifAny("words", point.figure.words)
        source(point.source)
        reference(point.reference, in: incident)
        member("published", point.published)
        member("state", point.state.rawValue)
        ifAny("reason", point.reason)
    }

    private mutating func unit(_ state: UnitState, in incident: StreamID) {
        beginObject()
        member("id", state.unit.id)
        ifAny("kind", state.unit.kind)
        ifAny("agency", state.unit.agency)
        member("status", state.unit.status?.rawValue)
        ifAny("action", state.unit.action)
        member("out", state.isOut)
        member("since", state.since)
        reference(state.reference, in: incident)
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
        endObject()
    }
}
