public import EventSourcing
import Gzip
import HTTPTypes
import Incidents
import Logging
import NIOCore
import Platform

/// A store that can be served: it keeps rows, shows events where they lie, and says how it does.
public typealias ServedStore = EventStore & ProjectionStore & ScanningStore & MeasuredStore

/// Answers requests: finds out what is asked, lets in who may, and puts every refusal into the same words.
struct Desk<Store: ServedStore>: Sendable {
    let store: Store
    let configuration: ServiceConfiguration
    let access: AccessControl
    /// For the desk and for the public a watch each: what the public may be told takes a fold, and the desk does not wait
    /// for that.
    let deskTail: Tail<Store>
    let publicTail: Tail<Store>
    let folds = PublicFolds()
    /// As many as there are processors: more at a time would only make each slower.
    let turns = ReadTurns(System.coreCount)
    /// Those who follow, and are behind, read one at a time: after a pause very many may come back at once. As many as may
    /// follow may wait; the public does not keep the desk waiting.
    let deskCatchUps = ReadTurns(1, mostWaiting: .max)
    let publicCatchUps = ReadTurns(1, mostWaiting: .max)
    /// What long answers and long bodies may hold.
    let answers = MemoryBudget(256 << 20)
    let bodies = MemoryBudget(128 << 20)
    let slots: StreamSlots
    /// Given when the service stops.
    let stop = StopSignal()
    let metrics: Metrics
    let cache: AnswerCache
    let pasts = PastLists()
    let assets = AssetAnswers()
    let zones = IncidentZones()
    /// Another one with each start: what was told by a service with another zone, of another version or of a log that was
    /// laid back is not what this one tells at the same position.
    let edition = String(UInt32.random(in: .min ... .max), radix: 16)
    let rows: RowKeeper<Store>
    let logger: Logger
    let zone: ServiceZone
    private let routes = RouteTable()

    /// How many bytes of events are read and sealed where they arrive: 16 KiB.
    private static var short: Int { 16 << 10 }

    /// How long a stream is without a sign of life at most, in nanoseconds: 10 seconds.
    static var pulse: UInt64 { 10_000_000_000 }

    init(
        _ store: Store, configuration: ServiceConfiguration, access: AccessControl, zone: ServiceZone, logger: Logger,
        pulse: UInt64 = Self.pulse
    ) {
        self.store = store
        self.configuration = configuration
        self.access = access
        self.zone = zone
        self.logger = logger
        metrics = Metrics()
        func tail(_ folds: PublicFolds, _ metrics: Metrics) -> Tail<Store> {
            Tail(store, folds: folds, access: access, pulse: pulse, metrics: metrics, logger: logger)
        }
        deskTail = tail(folds, metrics)
        publicTail = tail(folds, metrics)
        slots = StreamSlots(limits: configuration.limits)
        cache = AnswerCache()
        rows = RowKeeper(store, logger: logger)
    }

    /// The turns of those who follow a view and are behind.
    func catchUps(for view: FollowView) -> ReadTurns {
        view.audience == .public ? publicCatchUps : deskCatchUps
    }

    /// Who watches the log for a view.
    func tail(for view: FollowView) -> Tail<Store> { view.audience == .public ? publicTail : deskTail }

    /// Answers a request, whatever it asks for.
    func respond(to request: Request, from source: RequestSource) async -> Response {
        let begun = Process.monotonicNanoseconds
        let now = Timestamp(microseconds: Process.microsecondsSinceEpoch)
        var endpoint: Endpoint?
        var response: Response
        do throws(Problem) {
            let match = try routes.match(request.method, path: request.path)
            endpoint = match.endpoint
            let codings = CodingWishes(request.headers.value(of: .acceptEncoding))
            response = try await answer(match, request, source, codings, at: now)
            response = try bounded(response, request, match.endpoint)
            if let coded = try await coded(response, by: codings, refusing: Self.isRead(request)) {
                response = try bounded(coded, request, match.endpoint)
            }
        } catch {
            response = refused(error, of: endpoint, request, source, at: now)
        }
        finish(&response, request, source, at: now)
        note(request, source, of: endpoint, response.status, nanoseconds: Process.monotonicNanoseconds - begun)
        return response
    }

    /// The answer to a request that was not done.
    @inline(never)
    private func refused(
        _ problem: Problem, of endpoint: Endpoint?, _ request: Request, _ source: RequestSource, at now: Timestamp
    ) -> Response {
        // Folds end with an error of the store where nobody waits for them any more.
        let error = problem.kind == .unavailable && source.isGone ? .gone : problem
        if error.kind.status.code >= 500 {
            logger.error("\(error.cause ?? error.detail)", metadata: ["request": "\(source.id)"])
        }
        return refusal(error, of: endpoint, request, source, at: now)
    }

    /// Takes note of a request that was answered.
    @inline(never)
    private func note(
        _ request: Request, _ source: RequestSource, of endpoint: Endpoint?, _ status: HTTPResponse.Status,
        nanoseconds: UInt64
    ) {
        metrics.answered(endpoint, status: status.code, nanoseconds: nanoseconds)
        logger.info(
            "\(request.method.rawValue) \(request.path)",
            metadata: [
                "request": "\(source.id)", "status": "\(status.code)", "microseconds": "\(nanoseconds / 1000)",
            ])
    }

    private func answer(
        _ match: RouteTable.Match, _ request: Request, _ source: RequestSource, _ codings: CodingWishes,
        at now: Timestamp
    ) async throws(Problem) -> Response {
        switch try admitted(match, request, source, codings, at: now) {
        case .success(let exchange): return try await answer(exchange)
        case .failure(let ended):
            return try await offEventLoop { () async throws(Problem) in
                try await signInAgain(ended.exchange, because: ended.problem)
            }
        }
    }

    /// What somebody wrote whose session has ended meanwhile: it is not lost.
    private struct EndedSession: Error {
        let exchange: Exchange
        let problem: Problem
    }

    /// Lets a request in.
    @inline(never)
    private func admitted(
        _ match: RouteTable.Match, _ request: Request, _ source: RequestSource, _ codings: CodingWishes,
        at now: Timestamp
    ) throws(Problem) -> Result<Exchange, EndedSession> {
        let visitor: Visitor
        do throws(Problem) { visitor = try access.admit(request.head, to: match.endpoint, at: now) } catch {
            guard match.endpoint.isEntry, [.unauthorized, .forbidden].contains(error.kind), !access.isOpen,
                let stranger = try? access.admit(request.head, to: .signInPage, at: now)
            else { throw error }
            let exchange = try Exchange(request, source, match, stranger, codings, at: now)
            return .failure(EndedSession(exchange: exchange, problem: error))
        }
        try codings.check(isStream: match.endpoint == .followEvents)
        return .success(try Exchange(request, source, match, visitor, codings, at: now))
    }

    private func answer(_ exchange: Exchange) async throws(Problem) -> Response {
        switch exchange.endpoint {
        case .appendEvents, .appendToIncident:
            // A short one is read and sealed in less time than it takes to hand it over to somebody else.
            guard case .whole(let body) = exchange.request.body, body.readableBytes <= Self.short else {
                return try await offEventLoop { () async throws(Problem) in try await append(exchange) }
            }
            return try await append(exchange)
        case .readEvents, .readIncidentEvents: return try await readEvents(exchange)
        case .followEvents: return try await follow(exchange)
        case .listIncidents: return try await listIncidents(exchange)
        case .readIncident: return try await readIncident(exchange)
        case .readTimeline: return try await readTimeline(exchange)
        case .readDiff: return try await readDiff(exchange)
        case .readLint: return try await readLint(exchange)
        case .handover: return try await readHandover(exchange)
        case .health, .readiness, .metrics, .openAPI: return try await operate(exchange)
        // A form is as long as a body may be, and is shown once more where something is wrong with it.
        case .enterNew, .enter, .signIn, .signOut:
            return try await offEventLoop { () async throws(Problem) in try await page(exchange) }
        case .listPage, .listFragment, .newPage, .incidentPage, .incidentFragment, .writePage, .signInPage, .asset:
            return try await page(exchange)
        }
    }

    /// A long answer takes its share of what all may hold.
    private func bounded(
        _ response: Response, _ request: Request, _ endpoint: Endpoint
    ) throws(Problem) -> Response {
        // What was appended is told in any case. What was compressed is counted however short it is, but for files that
        // are kept for all who ask.
        guard case .bytes(let bytes, _) = response.body, case let length = bytes.readableBytes,
            Self.isRead(request) || response.status.code >= 400,
            length > MemoryBudget.short || (response.headers[.contentEncoding] != nil && endpoint != .asset)
        else { return response }
        guard let share = answers.take(length) else { throw .tooManyAnswers(answers) }
        var response = response
        response.body = .bytes(bytes, share: share)
        return response
    }

    /// An answer in the coding that is liked best; nil where it is sent as it is, as where many are compressed already.
    ///
    /// - Parameter mayRefuse: whether whoever asked can ask again; what was appended is told in any case.
    func coded(
        _ response: Response, by wishes: CodingWishes, refusing mayRefuse: Bool = true
    ) async throws(Problem) -> Response? {
        guard response.isCoded(by: wishes) else { return nil }
        let window = answers.take(GzipStream.size)
        if window == nil {
            if wishes.takesIdentity { return nil }
            guard !mayRefuse else { throw .tooManyAnswers(answers) }
        }
        defer { withExtendedLifetime(window) {} }
        return await offEventLoop { await response.coded(by: wishes) }
    }

    private static func isRead(_ request: Request) -> Bool { request.method == .get || request.method == .head }

    /// What every answer carries.
    @inline(never)
    private func finish(_ response: inout Response, _ request: Request, _ source: RequestSource, at now: Timestamp) {
        response.headers.add(.date, HTTPDate.text(of: now))
        response.headers.add(.requestID, source.id)
        // Nobody is to guess that a text is a page (WHATWG MIME Sniffing, 7).
        response.headers.add(missing: .xContentTypeOptions, "nosniff")
        response.headers.add(missing: .cacheControl, "no-store")
        response.vary(by: .acceptEncoding)
        if configuration.certificate != nil {
            response.headers[.strictTransportSecurity] = TransportSecurity.strict
        }
        // Nothing is made that is not sent.
        if request.method == .head, case .written = response.body { response.body = .written { _ in } }
    }
}

extension Problem {
    /// Answers hold all that they may.
    static func tooManyAnswers(_ budget: MemoryBudget) -> Problem {
        Problem(.tooMany, "answers of \(budget.most >> 20) MiB wait to be taken; come again in a moment")
    }
}
