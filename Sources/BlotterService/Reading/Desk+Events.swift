import BlotterPages
import Chronology
import EventSourcing
import HTTPTypes
import Incidents
import NIOCore

// The events themselves, a page at a time.

extension Desk {
    /// What the parameters of a page and of a stream have in common.
    private static var filters: [String] { ["incident", "kind", "tag", "text", "after", "audience"] }

    /// `GET /v1/events` and `GET /v1/incidents/{id}/events`: JSON lines as `blotter replay` prints them.
    func readEvents(_ exchange: Exchange) async throws(Problem) -> Response {
        var names = Self.filters + ["as-of", "since", "limit", "reverse", "wait", "zone"]
        let incident = exchange.endpoint == .readIncidentEvents ? try exchange.incident() : nil
        if incident != nil { names.removeFirst() }
        try exchange.query.check(only: names)
        let view = try view(exchange, in: incident, isRelated: false)
        let limit = Int(
            clamping: try exchange.query.number("limit", in: 1...UInt64(configuration.limits.pageEvents))
                ?? UInt64(min(100, configuration.limits.pageEvents)))
        let wait = try exchange.query.number("wait", in: 0...UInt64(configuration.limits.waitSeconds)) ?? 0
        // Whoever waits may wait for an incident that nobody has written to yet.
        if wait == 0 { try await checkNamed(exchange) }
        let revision = if let incident { try await revision(of: incident, exchange) } else { Revision.none }
        let selection = try await selection(exchange, view, in: incident, limit: limit)
        guard wait == 0 || (selection.direction == .forward && selection.upTo == nil) else {
            throw Problem(.badQuery, "wait goes forward without end; leave out as-of and reverse", field: "wait")
        }
        if let incident, view.audience == .internal, view.isAll, selection == ReadSelection(view.query, limit: limit) {
            // A short page is sent as it is also to who would like it compressed, so it may be kept under either mark.
            for coding in [exchange.codings.best, .gzip, .identity] {
                let tag = EntityTag.strong(revision, coding)
                guard EntityTag.isNamed(tag, by: exchange.request.headers.value(of: .ifNoneMatch)) else { continue }
                return .notModified(tag, vary: Self.varying)
            }
            var response = try await page(selection, view, limit, exchange).answer
            response = try await coded(response, by: exchange.codings) ?? response
            // What is on the page is what the mark says, unless there is more than a page holds.
            let isSame = try await self.revision(of: incident, exchange) == revision
            if isSame, response.headers[.link] == nil {
                let coding = response.headers[.contentEncoding].flatMap(ContentCoding.init) ?? .identity
                response.headers[.eTag] = EntityTag.strong(revision, coding)
            }
            response.headers[.cacheControl] = "private, no-cache"
            response.headers[.vary] = Self.varying
            return response
        }
        guard wait > 0 else { return try await page(selection, view, limit, exchange).answer }
        return try await waiting(seconds: Int(wait), selection, view, limit, exchange)
    }

    /// Refuses a position that the log has not reached: it is of another log, or of a state of this one that was lost, and
    /// who went on behind it would miss all that comes before.
    func checkReached(_ position: Position, field: String) async throws(Problem) {
        guard position > .beforeFirst, case let head = try await head().position, position > head else { return }
        throw Problem(
            field == "after" ? .badQuery : .badRequest,
            "the log ends at position \(head.rawValue), before \(position.rawValue)", field: field)
    }

    /// Refuses incidents that the query names and nobody has written to: an answer without events would hide the mistake.
    func checkNamed(_ exchange: Exchange) async throws(Problem) {
        for name in exchange.query.values("incident") {
            guard let incident = try? StreamID(name) else { throw .noSuchIncident(name) }
            _ = try await revision(of: incident, exchange)
        }
    }

    /// What a request wants to see of the log.
    func view(_ exchange: Exchange, in incident: StreamID?, isRelated: Bool) throws(Problem) -> FollowView {
        FollowView(
            streams: try exchange.incidents(inPath: incident) ?? [], kinds: try exchange.kinds(),
            tags: try exchange.tags(), text: try exchange.query.value("text"), isRelated: isRelated,
            audience: try exchange.audience())
    }

    private func selection(
        _ exchange: Exchange, _ view: FollowView, in incident: StreamID?, limit: Int
    ) async throws(Problem) -> ReadSelection {
        let zone = try zone.named(exchange.query.value("zone"))
        let after = try exchange.after() ?? .beforeFirst
        try await checkReached(after, field: "after")
        var selection = ReadSelection(
            view.query, after: after,
            direction: try exchange.flag("reverse") ? .backward : .forward)
        // Where every event will do the store need not look at more of them than are asked for.
        if view.text == nil, view.audience == .internal { selection.limit = limit }
        if let since = try exchange.moment("since", zone: zone) {
            let before = since.earliest.advanced(byMicroseconds: -1)
            let position = try await Problem.answering { () throws(EventStoreError) in
                try await store.position(asOf: before)
            }
            selection.after = max(selection.after, position)
        }
        if let name = try exchange.asOfName("as-of", in: incident, zone: zone) {
            selection.upTo = try await asOfInTurn(name, field: "as-of", clock: .recorded, exchange).position
        }
        return selection
    }

    /// One page. How to go on stands in its header: `Blotter-Position` is what to give as `after` next, or, going
    /// backward, the position before which to go on; `Link` is there as long as there is more.
    private func page(
        _ selection: ReadSelection, _ view: FollowView, _ limit: Int, _ exchange: Exchange
    ) async throws(Problem) -> (answer: Response, examined: Position) {
        let told = Told(store, audience: view.audience, text: view.text, now: exchange.now, folds: folds)
        var bytes: [UInt8] = []
        var count = 0
        var rest: ReadSelection? = selection
        var examined = selection.after
        // Between two steps very many may wait with what they have.
        var share = GrowingShare()
        // A page is bounded in bytes too, since bodies may be large.
        while let selection = rest, count < limit, bytes.count < Self.pageBytes {
            let left = limit - count
            // A turn a step, so that a long search lets others go between, and ends where nobody waits for it any more.
            let page = try await turns.taking(for: exchange.source) { () async throws(Problem) in
                try await Problem.answering { () throws(EventStoreError) in
                    try await told.page(of: selection, atMost: left)
                }
            }
            bytes += page.bytes
            count += page.ends.count
            examined = page.examined
            rest = page.next
            guard share.grow(to: bytes.count, of: answers) else { throw .tooManyAnswers(answers) }
        }
        var response = Response.answer(MediaType.lines, bytes)
        response.headers[.position] = String(examined.rawValue)
        // A store has no next page where as many were found as were asked for.
        let isFull = rest != nil || count >= limit
        if isFull {
            response.headers[.link] = "<\(Self.next(exchange, examined, selection.direction))>; rel=\"next\""
        }
        // What lies behind cannot change for the desk; what the public is told may be taken back.
        let isPast = (isFull && selection.direction == .forward) || exchange.endsAtEvent
        if isPast, view.audience == .internal, !exchange.hangsOnNow {
            response.headers[.cacheControl] = "private, max-age=31536000, immutable"
            response.headers[.vary] = Self.varying
        }
        return (response, examined)
    }

    private static var pageBytes: Int { 4 << 20 }

    /// What a page hangs on beside its address.
    private static var varying: String { "Authorization, Cookie" }

    private static func next(_ exchange: Exchange, _ position: Position, _ direction: ReadSelection.Direction) -> String
    {
        var pairs = exchange.query.pairs.filter { $0.name != (direction == .forward ? "after" : "as-of") }
        switch direction {
        case .forward: pairs.append(("after", String(position.rawValue)))
        case .backward: pairs.append(("as-of", "@\(position.rawValue - min(position.rawValue, 1))"))
        }
        return URLText.address(exchange.request.path, pairs)
    }

    /// Waits for the first events that match, as long as a reader is ready to wait.
    private func waiting(
        seconds: Int, _ selection: ReadSelection, _ view: FollowView, _ limit: Int, _ exchange: Exchange
    ) async throws(Problem) -> Response {
        let slot = try slots.take(for: exchange.visitor.key)
        defer { _ = slot }
        let follower = Follower()
        // A connection may live much longer than one request on it.
        exchange.source.channel?.closeFuture.whenComplete { [weak follower] _ in follower?.stop() }
        let timer = Task {
            try? await Task.sleep(for: .seconds(seconds))
            follower.stop()
        }
        defer { timer.cancel() }
        let (begin, told) = (selection, self)
        return try await stop.watching { () async throws(Problem) in
            try await told.firstPage(begin, follower, view, limit, exchange)
        } onStop: {
            follower.stop()
        }
    }

    /// The first page that is not empty; an empty one when the follower is stopped before.
    private func firstPage(
        _ selection: ReadSelection, _ follower: Follower, _ view: FollowView, _ limit: Int, _ exchange: Exchange
    ) async throws(Problem) -> Response {
        var selection = selection
        while true {
            guard access.isStillValid(exchange.visitor) else { throw .revoked }
            let (answer, examined) = try await page(selection, view, limit, exchange)
            if answer.body.length ?? 0 > 0 { return answer }
            selection.after = max(selection.after, examined)
            guard tail(for: view).join(follower, view, at: selection.after) else {
                await Task.yield()
                continue
            }
            defer { tail(for: view).leave(follower, view) }
            var isWaiting = true
            while isWaiting {
                switch await follower.next() {
                case .batch(let batch): isWaiting = batch.after(selection.after).ends.isEmpty
                case .lagging: isWaiting = false
                case .pulse: guard access.isStillValid(exchange.visitor) else { throw .revoked }
                case .stopping: return answer
                }
            }
        }
    }
}

extension FollowView {
    /// Whether every event of its incidents is meant.
    var isAll: Bool { kinds.isEmpty && tags.isEmpty && text == nil }
}
