import BlotterPages
import Chronology
import EventSourcing
import HTTPTypes
import Incidents
import TimelineRendering

// What is told of all incidents.

extension Desk {
    /// `GET /v1/incidents`: one line an incident, the one with the newest entry first.
    func listIncidents(_ exchange: Exchange) async throws(Problem) -> Response {
        try exchange.query.check(
            only: ["as-of", "clock", "status", "since", "text", "tag", "limit", "audience", "zone", "format"])
        let format = try AnswerFormat.choose(
            [.jsonl, .text, .markdown, .html, .csv], query: exchange.query,
            accept: exchange.request.headers.value(of: .accept))
        let zone = try zone.named(exchange.query.value("zone"))
        let asked = try ListAsked(exchange, zone: zone, most: configuration.limits.pageEvents)
        return try await told(exchange, format) { () async throws(Problem) in
            let list = try await list(asked, exchange)
            let isHeaded = asked.name != nil || asked.clock != .recorded || !list.rows.isEmpty
            let now = exchange.now
            let renderer = IncidentListRenderer(width: Self.width, color: false, zone: zone)
            switch format {
            case .jsonl, .json, .svg:
                let named = asked.name != nil || asked.clock != .recorded ? list : nil
                return list.rows.flatMap { IncidentListJSON().render($0, of: named) }
            case .csv: return Array(IncidentListCSVRenderer().render(list.rows).utf8)
            case .markdown:
                return Array(
                    IncidentListMarkdownRenderer(zone: zone).render(list, now: now, notes: renderer.notes(list)).utf8)
            case .html:
                return Array(
                    IncidentListHTMLRenderer(zone: zone).render(list, now: now, notes: renderer.notes(list)).utf8)
            case .text:
                let heading = isHeaded ? renderer.heading(list, now: now) : ""
                return Array(
                    (heading + renderer.render(list.rows, clock: asked.clock) + renderer.note(list)).utf8)
            }
        }
    }

    /// The list that is asked for. To a token for some incidents each of them is told alone.
    func list(_ asked: ListAsked, _ exchange: Exchange) async throws(Problem) -> IncidentList {
        let asOf = try await asOf(asked.name, field: "as-of", clock: asked.clock, exchange)
        let incidents = exchange.visitor.incidents
        let key = PastLists.Key(asked, asOf: asOf, incidents: incidents)
        if let known = key.flatMap(pasts.list) {
            return known.told(asOf: asOf, head: incidents == nil ? try await head().position : nil)
        }
        let list =
            if let incidents {
                try await list(of: incidents, asked, asOf: asOf, exchange)
            } else {
                try await list(asked, asOf: asOf, exchange)
            }
        // For who has gone the search found nothing more: that is no answer for others.
        guard !exchange.source.isGone else { throw .gone }
        if let key { pasts.keep(list, as: key) }
        return list
    }

    /// The rows of the list that its page shows, with the figures of each incident.
    func rows(
        of list: IncidentList, from offset: Int, _ asked: ListAsked, _ exchange: Exchange
    ) async throws(Problem) -> [IncidentListPage.Row] {
        let key = PastLists.Key(asked, asOf: list.asOf, incidents: exchange.visitor.incidents)
        if let known = key.flatMap(pasts.rows) { return known }
        var rows: [IncidentListPage.Row] = []
        for summary in list.rows.dropFirst(offset).prefix(IncidentListPage.pageSize) {
            let timeline = try await timeline(
                of: summary.incident, exchange, asOf: list.asOf, alone: summary.mergedInto != nil,
                options: TimelineOptions(audience: asked.audience))
            rows.append(IncidentListPage.Row(summary, snapshot: timeline.snapshot))
        }
        if let key { pasts.keep(rows, as: key) }
        return rows
    }

    private func list(_ asked: ListAsked, asOf: AsOf, _ exchange: Exchange) async throws(Problem) -> IncidentList {
        let search = asked.search
        let list = try await Problem.answering { () throws(EventStoreError) in
            try await IncidentSummaries(store(for: exchange)).list(
                asOf: asOf, status: asked.status, since: asked.since, limit: asked.limit, audience: asked.audience,
                havingEvent: asked.tags.isEmpty ? .all : Query([Query.Item(tags: asked.tags)]),
                // For somebody who has gone there is nothing to look for.
                where: search.map { search in { !exchange.source.isGone && search.matches($0) } })
        }
        rows.look()
        return list
    }

    private func list(
        of incidents: Set<StreamID>, _ asked: ListAsked, asOf: AsOf, _ exchange: Exchange
    ) async throws(Problem) -> IncidentList {
        var rows: [IncidentSummary] = []
        var known = 0
        let search = asked.search
        for incident in incidents {
            let found = try await Problem.answering { () throws(EventStoreError) in
                try await IncidentReader(store(for: exchange)).timeline(
                    of: incident, asOf: asOf, alone: true, options: TimelineOptions(audience: asked.audience))
            }
            guard let found, let row = IncidentSummary(found) else { continue }
            known += row.events
            let events = (found.entries + found.undated).map(\.event)
            guard asked.status == nil || row.status == asked.status, row.lastRecorded >= asked.since ?? .minimum,
                asked.isUnfiltered
                    || events.contains(where: { asked.tags.isSubset(of: $0.tags) && search?.matches($0) ?? true })
            else { continue }
            rows.append(row)
        }
        rows.sort(by: IncidentSummary.comesBefore)
        return IncidentList(
            asOf: asOf, rows: Array(rows.prefix(asked.limit)), known: known, leftOut: 0, audience: asked.audience)
    }

    /// `GET /v1/incidents/{id}/diff`: what changed between two moments.
    func readDiff(_ exchange: Exchange) async throws(Problem) -> Response {
        try exchange.query.check(only: ["from", "to", "clock", "audience", "figures", "zone", "format"])
        let incident = try exchange.incident()
        let (format, zone, from, to) = try await moments(exchange, in: incident)
        let options = try exchange.options()
        _ = try await revision(of: incident, exchange)
        return try await told(exchange, format) { () async throws(Problem) in
            try await checkStandsAlone(incident, exchange, asOf: to)
            let diff = try await Problem.answering { () throws(EventStoreError) in
                try await IncidentReader(store(for: exchange)).diff(of: incident, from: from, to: to, options: options)
            }
            guard let diff else { throw .noSuchIncident(incident.text) }
            let renderer = IncidentDiffRenderer(zone: zone, now: exchange.now)
            switch format {
            case .json: return DiffJSONRenderer().render(diff)
            case .markdown: return Array(renderer.markdown(diff).utf8)
            default: return Array(renderer.text(diff, width: Self.width, color: false).utf8)
            }
        }
    }

    /// `GET /v1/diff`: what changed in all incidents, the handover between shifts.
    func readHandover(_ exchange: Exchange) async throws(Problem) -> Response {
        try exchange.query.check(only: ["from", "to", "clock", "audience", "figures", "zone", "format", "limit"])
        guard exchange.visitor.incidents == nil else {
            throw Problem(.forbidden, "this token is for some incidents; ask for the diff of each")
        }
        let (format, zone, from, to) = try await moments(exchange, in: nil)
        let options = try exchange.options()
        let limit = try exchange.query.number("limit", in: 1...10_000).map { Int(clamping: $0) }
        return try await told(exchange, format) { () async throws(Problem) in
            let handover = try await Problem.answering { () throws(EventStoreError) in
                try await IncidentReader(store(for: exchange)).handover(from: from, to: to, options: options)
            }
            let renderer = HandoverRenderer(zone: zone, now: exchange.now)
            switch format {
            case .json: return DiffJSONRenderer().render(handover, limit: limit)
            case .markdown: return Array(renderer.markdown(handover, limit: limit).utf8)
            default: return Array(renderer.text(handover, width: Self.width, color: false, limit: limit).utf8)
            }
        }
    }

    private func moments(
        _ exchange: Exchange, in incident: StreamID?
    ) async throws(Problem) -> (AnswerFormat, Zone, from: AsOf, to: AsOf) {
        let format = try AnswerFormat.choose(
            [.json, .text, .markdown], query: exchange.query, accept: exchange.request.headers.value(of: .accept))
        let zone = try zone.named(exchange.query.value("zone"))
        let clock = try exchange.clock()
        guard let name = try exchange.asOfName("from", in: incident, zone: zone) else {
            throw Problem(.badQuery, "from is missing; name the earlier moment, such as from=-8h", field: "from")
        }
        let from = try await asOfInTurn(name, field: "from", clock: clock, exchange)
        let to = try await asOfInTurn(
            exchange.asOfName("to", in: incident, zone: zone), field: "to", clock: clock, exchange)
        guard from.moment <= to.moment, from.position <= to.position else {
            throw Problem(.badQuery, "from does not lie before to; give the earlier moment to from", field: "from")
        }
        return (format, zone, from, to)
    }

    /// Refuses to compare an incident that is told together with others which are not for whoever asks.
    private func checkStandsAlone(
        _ incident: StreamID, _ exchange: Exchange, asOf: AsOf
    ) async throws(Problem) {
        guard exchange.visitor.incidents != nil else { return }
        let found = try await Problem.answering { () throws(EventStoreError) in
            try await IncidentReader(store(for: exchange)).timeline(of: incident, asOf: asOf)
        }
        guard let found else { throw .noSuchIncident(incident.text) }
        let all = (found.entries + found.undated).map(\.event.stream) + [found.incident]
        guard all.allSatisfy(exchange.visitor.maySee) else {
            throw Problem(.forbidden, "this incident is told together with others that the token is not for")
        }
    }
}

/// What is asked of the list of incidents.
struct ListAsked {
    let name: AsOfName?
    let clock: AsOf.Clock
    let status: IncidentStatus?
    let since: Timestamp?
    let text: String?
    let tags: Set<Tag>
    let limit: Int
    let audience: Audience

    init(_ exchange: Exchange, zone: Zone, most: Int) throws(Problem) {
        name = try exchange.asOfName("as-of", in: nil, zone: zone)
        clock = try exchange.clock()
        status = try exchange.query.choice("status", of: IncidentStatus.self)
        since = try exchange.moment("since", zone: zone)?.earliest
        text = try exchange.query.value("text")
        tags = try exchange.tags()
        limit = Int(clamping: try exchange.query.number("limit", in: 1...UInt64(most)) ?? UInt64(most))
        audience = try exchange.audience()
    }

    init(
        name: AsOfName?, clock: AsOf.Clock, status: IncidentStatus?, since: Timestamp?, text: String?, tags: Set<Tag>,
        limit: Int, audience: Audience
    ) {
        self.name = name
        self.clock = clock
        self.status = status
        self.since = since
        self.text = text
        self.tags = tags
        self.limit = limit
        self.audience = audience
    }

    /// The search for its text.
    var search: TextSearch? { text.map(TextSearch.init) }

    /// Whether every event will do.
    var isUnfiltered: Bool { text == nil && tags.isEmpty }
}
