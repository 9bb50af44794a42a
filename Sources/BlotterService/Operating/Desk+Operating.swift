import EventSourcing
import HTTPTypes
import HummingbirdCore
import ServiceLifecycle

// What keeps the service: whether it lives, whether it is ready, how it does, and what can be asked of it.

extension Desk {
    func operate(_ exchange: Exchange) async throws(Problem) -> Response {
        try exchange.query.check(only: [])
        switch exchange.endpoint {
        case .readiness:
            guard !Task.isShuttingDownGracefully else { throw Problem(.stopping, "the service is stopping") }
            // A look at the log: where it cannot be read, nothing can be answered.
            _ = try await head()
            return Response.answer("text/plain; charset=utf-8", "ready\n")
        case .metrics:
            let head = try await head().position
            let own = [
                Gauge("blotter_head_position", help: "The position of the last event.", Int64(clamping: head.rawValue)),
                Gauge("blotter_streams", help: "Streams and waiting requests that are open.", Int64(slots.count)),
                Gauge("blotter_followers", help: "Streams that are up with the log.", Int64(tail.followers)),
            ]
            return Response.answer("text/plain; version=0.0.4; charset=utf-8", metrics.text(own + gauges()))
        case .openAPI:
            var response = Response.answer("application/yaml", APIDescription.yaml)
            response.headers[.cacheControl] = "public, max-age=3600"
            return response
        default: return Response.answer("text/plain; charset=utf-8", "alive\n")
        }
    }
}
