import EventSourcing
import HTTPTypes
import Incidents

// What keeps the service: whether it lives, whether it is ready, how it does, and what can be asked of it.

extension Desk {
    func operate(_ exchange: Exchange) async throws(Problem) -> Response {
        try exchange.query.check(only: [])
        switch exchange.endpoint {
        case .readiness:
            guard !stop.isGiven else { throw Problem(.stopping, "the service is stopping") }
            // A look at the log: where it cannot be read, nothing can be answered.
            _ = try await head()
            do { try store.checkWritable() } catch {
                var problem = Problem(
                    .unavailable, "events are read, but none is appended before the service is started anew")
                problem.cause = error.description
                throw problem
            }
            return Response.answer("text/plain; charset=utf-8", "ready\n")
        case .metrics: return Response.answer(MetricsText.mediaType, try await metricsText())
        case .openAPI:
            var response = Response.answer("application/yaml", APIDescription.yaml)
            response.headers[.cacheControl] = "public, max-age=3600"
            return response
        default: return Response.answer("text/plain; charset=utf-8", "alive\n")
        }
    }

    /// What the service counts and measures, how it stands, and what the store says of itself.
    private func metricsText() async throws(Problem) -> String {
        let head = try await head().position
        let backlog = try await Problem.answering { () throws(EventStoreError) in
            try await IncidentSummaries(store).backlog()
        }
        let (own, requests) = metrics.all
        func level(_ name: String, _ help: String, _ number: UInt64) -> Metric {
            Metric(name, help: help, .level(Int64(clamping: number)))
        }
        let levels = [
            level("blotter_head_position", "The position of the last event.", head.rawValue),
            level("blotter_streams", "Streams and waiting requests that are open.", UInt64(slots.count)),
            level(
                "blotter_followers", "Streams that are up with the log.",
                UInt64(deskTail.followers + publicTail.followers)),
            level(
                "blotter_followers_lag_events",
                "How many positions the view of the streams that is furthest behind lags.",
                max(deskTail.lag(at: head), publicTail.lag(at: head))),
            level("blotter_rows_lag_events", "How many events the stored rows of the list of incidents lag.", backlog),
            level("blotter_reads_waiting", "Requests that wait for their turn to read.", UInt64(turns.waiting)),
            level(
                "blotter_answers_waiting_bytes",
                "Bytes of long and of compressed answers that are made or wait to be taken.", UInt64(answers.used)),
            level(
                "blotter_bodies_bytes", "Bytes of long bodies that arrive or wait for their turn.",
                UInt64(bodies.used)),
        ]
        var text = MetricsText()
        for metric in own + levels + store.metrics() { text.write(metric) }
        text.write(
            "blotter_request_seconds", help: "From the header of a request until its answer began.",
            requests.map { (#"endpoint="\#($0.endpoint?.name ?? "none")",status="\#($0.status)""#, $0.times) })
        return text.text
    }
}
