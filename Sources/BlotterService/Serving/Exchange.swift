import EventSourcing
import HTTPTypes
import NIOCore

/// A request that was let in, with all that its answer depends on.
struct Exchange: Sendable {
    let request: Request
    let source: RequestSource
    let endpoint: Endpoint
    /// What the path names: an incident, or a file.
    let name: String?
    let query: QueryItems
    private(set) var visitor: Visitor
    /// In which codings the answer is liked.
    let codings: CodingWishes
    /// The time of day when it came.
    let now: Timestamp

    /// The same for somebody else, who has just signed in.
    func seen(as visitor: Visitor) -> Exchange {
        var exchange = self
        exchange.visitor = visitor
        return exchange
    }

    /// The incident that the path names, if whoever asks may see it.
    func incident() throws(Problem) -> StreamID {
        guard let name, let incident = try? StreamID(name), visitor.maySee(incident) else {
            throw .noSuchIncident(name ?? "")
        }
        return incident
    }

    init(
        _ request: Request, _ source: RequestSource, _ match: RouteTable.Match, _ visitor: Visitor,
        _ codings: CodingWishes, at now: Timestamp
    ) throws(Problem) {
        self.request = request
        self.source = source
        endpoint = match.endpoint
        name = match.name
        query = try QueryItems(request.query ?? "")
        self.visitor = visitor
        self.codings = codings
        self.now = now
    }

    /// The media type of the body.
    var contentType: String? { MediaType.essence(request.headers.value(of: .contentType)) }

    /// The whole body, up to a limit and within what all bodies may hold together.
    func body(atMost limit: Int, of budget: MemoryBudget) async throws(Problem) -> GivenBody {
        let length = request.bodyLength
        if let length, length > limit { throw .tooLarge(limit) }
        var body = GivenBody(of: budget, length: length)
        if case .whole(let bytes) = request.body {
            try body.take(bytes)
            return body
        }
        do {
            for try await part in request.body {
                guard body.bytes.count + part.readableBytes <= limit else { throw Problem.tooLarge(limit) }
                try body.take(part)
            }
        } catch let problem as Problem {
            throw problem
        } catch let end as RequestGuard.BodyEnd {
            throw Problem(missing: "the body", end)
        } catch {
            throw Problem(unreadable: error)
        }
        return body
    }
}

extension Problem {
    /// A body is longer than so many bytes.
    fileprivate static func tooLarge(_ limit: Int) -> Problem {
        Problem(.tooLarge, "the body is longer than \(limit) bytes, and no more is read")
    }

    /// There is no incident of this name, or none that whoever asks may see: the answer is the same.
    static func noSuchIncident(_ name: String) -> Problem {
        Problem(.notFound, "there is no incident '\(name)'; /v1/incidents lists what there is")
    }
}
