import EventSourcing
import HTTPTypes
import HummingbirdCore

// What people see.

extension Desk {
    func page(_ exchange: Exchange) async throws(Problem) -> Response {
        throw Problem(.notFound, "there is no page")
    }

    /// A refusal, as a page where people see it.
    func refusal(
        _ problem: Problem, of endpoint: Endpoint?, _ request: Request, _ source: RequestSource, at now: Timestamp
    ) -> Response {
        .refusal(problem, request: source.id)
    }
}
