import AccessTokens
import Chronology
import EventSourcing
import Incidents

// What the parameters of a query mean, in the words of the command line.

extension Exchange {
    /// For whom the answer is told: what the query says, but never more than whoever asks may know.
    func audience() throws(Problem) -> Audience {
        let asked = try query.choice("audience", of: Audience.self)
        guard asked != .internal || visitor.audience == .internal else {
            throw Problem(.forbidden, "this token is told only what is public", field: "audience")
        }
        return asked ?? visitor.audience
    }

    /// For whom, and how figures are headed.
    func options() throws(Problem) -> TimelineOptions {
        TimelineOptions(
            figures: try query.choice("figures", of: FigureSeries.Policy.self) ?? .latestOfficial,
            audience: try audience())
    }

    /// The clock that is meant.
    func clock() throws(Problem) -> AsOf.Clock { try query.choice("clock", of: AsOf.Clock.self) ?? .recorded }

    /// The position behind which to begin; nil where the query names none.
    func after() throws(Problem) -> Position? { try query.number("after", in: 0...UInt64.max).map { Position($0) } }

    /// Whether a word is true.
    func flag(_ name: String) throws(Problem) -> Bool {
        guard let text = try query.value(name) else { return false }
        guard let flag = ["true": true, "1": true, "false": false, "0": false][text] else {
            throw Problem(.badQuery, "\(name) cannot be '\(text)'; say true or false", field: name)
        }
        return flag
    }

    /// The moment that a parameter names, or an entry by which it is named.
    func asOfName(_ parameter: String, in incident: StreamID?, zone: Zone) throws(Problem) -> AsOfName? {
        guard let text = try query.value(parameter) else { return nil }
        return try asOfName(reading: text, as: parameter, in: incident, zone: zone)
    }

    /// The moment that words name, if whoever asks may see the entry by which they name it.
    func asOfName(
        reading text: String, as parameter: String, in incident: StreamID?, zone: Zone
    ) throws(Problem) -> AsOfName {
        let name: AsOfName
        do { name = try AsOfName(text, in: incident, now: now, zone: zone) } catch {
            throw Problem(.badQuery, "\(parameter): \(error)", field: parameter)
        }
        if case .event(let reference) = name, !visitor.maySee(reference.stream) {
            throw .noSuchIncident(reference.stream.text)
        }
        return name
    }

    /// A moment, and all of the time that its words name.
    func moment(_ parameter: String, zone: Zone) throws(Problem) -> MomentFlag? {
        guard let text = try query.value(parameter) else { return nil }
        do { return try MomentFlag(text, now: now, zone: zone) } catch {
            throw Problem(.badQuery, "\(parameter): \(error)", field: parameter)
        }
    }

    /// Whether the answer hangs on the time of day: a moment is named as `-10m`, or by an hour of today; or what is known now
    /// is told by the published clock, by which an entry may become known without an append.
    var hangsOnNow: Bool {
        let ends = endpoint == .readDiff || endpoint == .handover ? ["to"] : ["as-of", "asOf"]
        func names(_ words: [String]) -> Bool { query.pairs.contains { words.contains($0.name) && !$0.value.isEmpty } }
        if query.pairs.contains(where: { $0 == ("clock", AsOf.Clock.published.rawValue) }), !names(ends) { return true }
        return query.pairs.contains { name, value in
            guard ["as-of", "asOf", "from", "to", "since"].contains(name), !value.isEmpty else { return false }
            let isDate = value.utf8.prefix(4).allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            return !(isDate && value.utf8.count >= 4) && !Self.namesEvent(value)
        }
    }

    /// Whether the query ends at a position, or at an event, which is there: nothing comes before it any more.
    var endsAtEvent: Bool { query.pairs.contains { $0.name == "as-of" && Self.namesEvent($0.value) } }

    /// Whether words name a moment by a position or an entry.
    private static func namesEvent(_ words: String) -> Bool { words.hasPrefix("@") || words.contains("#") }

    /// The interval between two parameters.
    func window(zone: Zone) throws(Problem) -> TimeSpan {
        let window = TimeSpan(
            earliest: try moment("from", zone: zone)?.earliest, latest: try moment("to", zone: zone)?.latest)
        if let earliest = window.earliest, let latest = window.latest, latest < earliest {
            throw Problem(.badQuery, "to lies before from; give the earlier time to from", field: "to")
        }
        return window
    }

    /// The tags that a parameter names.
    func tags() throws(Problem) -> Set<Tag> {
        var tags: Set<Tag> = []
        for text in query.values("tag") {
            do { tags.insert(try Tag(text)) } catch { throw Problem(.badQuery, "\(error)", field: "tag") }
        }
        guard tags.isEmpty || visitor.audience == .internal else {
            throw Problem(.forbidden, "tags are the desk's, and the public is not told them", field: "tag")
        }
        return tags
    }

    /// Only those incidents of the query that whoever asks may see; all that they may see where it names none. Nil means
    /// every incident there is.
    func incidents(inPath incident: StreamID?) throws(Problem) -> Set<StreamID>? {
        if let incident { return [incident] }
        // An empty set would be taken for every incident.
        guard visitor.incidents?.isEmpty != true else { throw Problem(.forbidden, "this token is for no incident") }
        let names = query.values("incident")
        guard names.count <= Token.maximumIncidents else {
            throw Problem(
                .badQuery, "incident is given \(names.count) times; at most \(Token.maximumIncidents)",
                field: "incident")
        }
        var named: Set<StreamID> = []
        for text in names {
            guard let stream = try? StreamID(text), visitor.maySee(stream) else { throw .noSuchIncident(text) }
            named.insert(stream)
        }
        return named.isEmpty ? visitor.incidents : named
    }

    /// The kinds that the query names.
    func kinds() throws(Problem) -> Set<EventKind> {
        var kinds: Set<EventKind> = []
        for text in query.values("kind") {
            guard let kind = IncidentKind(rawValue: text) else {
                let allowed = IncidentKind.allCases.map(\.rawValue)
                throw Problem(
                    .badQuery, "kind cannot be '\(text)'\(NearWord.advice(text, among: allowed))", field: "kind")
            }
            kinds.insert(kind.eventKind)
        }
        return kinds
    }
}
