import Chronology
import EventSourcing
import HTTPTypes
import Incidents
import TimelineRendering

// What is told of one incident.

extension Desk {
    /// `GET /v1/incidents/{id}`: how it stands.
    func readIncident(_ exchange: Exchange) async throws(Problem) -> Response {
        try exchange.query.check(only: ["as-of", "clock", "audience", "figures", "zone", "format", "plot"])
        let incident = try exchange.incident()
        let format = try AnswerFormat.choose(
            [.json, .text, .markdown, .html, .svg], query: exchange.query,
            accept: exchange.request.headers.value(of: .accept))
        let zone = try zone.named(exchange.query.value("zone"))
        let plot = try exchange.query.choice("plot", of: SnapshotSVGRenderer.Subject.self) ?? .figures
        let asked = try asked(of: incident, exchange, zone)
        let revision = try await revision(of: incident, exchange)
        var response = try await told(exchange, format) { () async throws(Problem) in
            let found = try await timeline(asked, exchange)
            let snapshot = found.snapshot
            let now = exchange.now
            switch format {
            case .json:
                return SnapshotJSONRenderer().render(snapshot, leftOut: found.leftOut, way: found.way)
            case .markdown:
                return Array(
                    SnapshotMarkdownRenderer(zone: zone, now: now)
                        .render(snapshot, leftOut: found.leftOut, way: found.way).utf8)
            case .html:
                return Array(
                    SnapshotHTMLRenderer(zone: zone, now: now)
                        .render(snapshot, leftOut: found.leftOut, way: found.way).utf8)
            case .svg: return Array(SnapshotSVGRenderer(plot, zone: zone).render(snapshot).utf8)
            case .text, .csv, .jsonl:
                return Array(
                    SnapshotTextRenderer(width: Self.width, color: false, zone: zone, now: now)
                        .render(snapshot, leftOut: found.leftOut, way: found.way).utf8)
            }
        }
        if exchange.visitor.audience == .internal { response.headers[.revision] = String(revision.rawValue) }
        return response
    }

    /// `GET /v1/incidents/{id}/timeline`.
    func readTimeline(_ exchange: Exchange) async throws(Problem) -> Response {
        try exchange.query.check(
            only: ["as-of", "clock", "from", "to", "alone", "audience", "figures", "zone", "format"])
        let incident = try exchange.incident()
        let format = try AnswerFormat.choose(
            [.json, .text, .markdown, .html, .csv], query: exchange.query,
            accept: exchange.request.headers.value(of: .accept))
        let zone = try zone.named(exchange.query.value("zone"))
        let asked = try asked(of: incident, exchange, zone)
        _ = try await revision(of: incident, exchange)
        return try await told(exchange, format) { () async throws(Problem) in
            Self.print(try await timeline(asked, exchange), as: format, zone: zone, now: exchange.now)
        }
    }

    /// `GET /v1/incidents/{id}/lint`: one question a line.
    func readLint(_ exchange: Exchange) async throws(Problem) -> Response {
        try exchange.query.check(only: ["as-of", "clock", "zone", "format"])
        let incident = try exchange.incident()
        guard exchange.visitor.audience == .internal else {
            throw Problem(.forbidden, "what an editor would ask is for the desk alone")
        }
        let format = try AnswerFormat.choose(
            [.jsonl, .text], query: exchange.query, accept: exchange.request.headers.value(of: .accept))
        let zone = try zone.named(exchange.query.value("zone"))
        let asked = try asked(of: incident, exchange, zone)
        _ = try await revision(of: incident, exchange)
        // Some questions are about how long ago something was, and so change without an append.
        return try await told(exchange, format, goesOn: true) { () async throws(Problem) in
            let timeline = try await timeline(asked, exchange)
            let findings = Lint().findings(in: timeline)
            if format == .jsonl { return findings.flatMap { LintJSON().render($0, asOf: timeline.asOf) } }
            let renderer = LintTextRenderer(width: .max, color: false, zone: zone, now: exchange.now)
            return Array(
                findings.map { renderer.render($0, isExercise: timeline.snapshot.isExercise) }.joined().utf8)
        }
    }

    /// How wide text is that nobody's terminal shows.
    static var width: Int { 100 }

    /// What is asked of one incident.
    struct Asked {
        let incident: StreamID
        let name: AsOfName?
        let clock: AsOf.Clock
        let window: TimeSpan
        let alone: Bool
        let options: TimelineOptions
    }

    private func asked(
        of incident: StreamID, _ exchange: Exchange, _ zone: Zone
    ) throws(Problem) -> Asked {
        Asked(
            incident: incident, name: try exchange.asOfName("as-of", in: incident, zone: zone),
            clock: try exchange.clock(), window: try exchange.window(zone: zone), alone: try exchange.flag("alone"),
            options: try exchange.options())
    }

    private func timeline(_ asked: Asked, _ exchange: Exchange) async throws(Problem) -> Timeline {
        let asOf = try await asOf(asked.name, field: "as-of", clock: asked.clock, exchange)
        return try await timeline(
            of: asked.incident, exchange, asOf: asOf, window: asked.window, alone: asked.alone, options: asked.options)
    }

    private static func print(_ timeline: Timeline, as format: AnswerFormat, zone: Zone, now: Timestamp) -> [UInt8] {
        var bytes: [UInt8] = []
        let write: (String) throws(Never) -> Void = { bytes += $0.utf8 }
        switch format {
        case .json: return TimelineJSONRenderer().render(timeline)
        case .markdown: TimelineMarkdownRenderer(zone: zone, now: now).render(timeline, to: write)
        case .html: TimelineHTMLRenderer(zone: zone, now: now).render(timeline, to: write)
        case .csv: TimelineCSVRenderer().render(timeline, to: write)
        case .text, .jsonl, .svg:
            TimelineTextRenderer(width: width, color: false, zone: zone, now: now).render(timeline, to: write)
        }
        return bytes
    }
}
