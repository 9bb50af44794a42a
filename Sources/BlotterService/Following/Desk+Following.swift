import EventSourcing
import HTTPTypes
import Incidents
import Logging
import NIOCore
import Platform

// Server-sent events: what is there, then what comes.

extension Desk {
    /// `GET /v1/events/stream`: from a position on (`after`, or the `Last-Event-ID` of a reader that comes back; without
    /// either, from now on), without end.
    func follow(_ exchange: Exchange) async throws(Problem) -> Response {
        try exchange.query.check(only: ["incident", "kind", "tag", "text", "after", "audience", "related"])
        let view = try view(exchange, in: nil, isRelated: try exchange.flag("related"))
        // A token for some incidents may wait for the first event of each.
        if exchange.visitor.incidents == nil { try await checkNamed(exchange) }
        guard !view.isRelated || (exchange.visitor.incidents == nil && view.audience == .internal) else {
            throw Problem(.forbidden, "events of other incidents are not for this token", field: "related")
        }
        let start = try await start(of: exchange)
        let slot = try slots.take(for: exchange.visitor.key)
        metrics.count(.streamsOpened)
        let stream = EventStream(desk: self, view: view, visitor: exchange.visitor, source: exchange.source, slot: slot)
        let body = ResponseBody.written { writer in
            try await stream.write(from: start, to: writer)
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: MediaType.stream, .cacheControl: "no-store",
                // Proxies are asked to pass on each event as it comes.
                .accelBuffering: "no",
            ], body: body)
    }

    /// Behind which position a stream begins. A reader that comes back says so in a header, and leaves the address as it is.
    private func start(of exchange: Exchange) async throws(Problem) -> Position {
        let name = HTTPField.Name.lastEventID.rawName
        if let last = exchange.request.headers.value(of: .lastEventID), !last.isEmpty {
            guard let position = UInt64(digits: last).map({ Position($0) }) else {
                throw Problem(.badRequest, "\(name) is no position of this log", field: name)
            }
            try await checkReached(position, field: name)
            return position
        }
        guard let asked = try exchange.after() else { return try await head().position }
        try await checkReached(asked, field: "after")
        return asked
    }
}

/// One stream of events to one reader.
private struct EventStream<Store: ServedStore>: Sendable {
    let desk: Desk<Store>
    let view: FollowView
    let visitor: Visitor
    let source: RequestSource
    /// Held until the stream has ended.
    let slot: StreamSlot

    /// Writes events until the reader or the service goes.
    ///
    /// Catching up and following are one course: the reader reads for itself up to the end of the log, then joins the
    /// others of its view exactly where it stands, and reads for itself again whenever it could not keep up. So there is no
    /// seam at which an event could be lost or sent twice.
    func write(from start: Position, to writer: any BodyWriter) async throws {
        let follower = Follower()
        // Who has gone needs no stream; nothing else would tell before something is written.
        source.channel?.closeFuture.whenComplete { [weak follower] _ in follower?.stop() }
        var position = start
        try await writer.write(ServerSentEvents.beginning)
        let reason = try await desk.stop.watching {
            defer { desk.tail(for: view).leave(follower, view) }
            while true {
                if let problem = try await catchUp(&position, writer) { return problem }
                guard desk.tail(for: view).join(follower, view, at: position) else { continue }
                if let reason = try await follow(follower, &position, writer) { return reason }
            }
        } onStop: {
            follower.stop()
        }
        try await writer.write(ServerSentEvents.end(reason, at: position))
    }

    /// Reads up to the end of the log. Gives a reason when the stream has to end.
    private func catchUp(_ position: inout Position, _ writer: any BodyWriter) async throws -> String? {
        var rest: ReadSelection? = ReadSelection(view.query, after: position)
        do {
            // What is found up to an end that is looked up first is all up to there.
            let head = try await desk.head().position
            // Whoever is at the end needs no turn: very many may begin at once.
            if position >= head { rest = nil }
            while let selection = rest {
                if desk.stop.isGiven { return Self.stopping }
                guard isStillLetIn() else { return Self.revoked }
                let now = Timestamp(microseconds: Process.microsecondsSinceEpoch)
                let told = Told(desk.store, audience: view.audience, text: view.text, now: now, folds: desk.folds)
                let page = try await desk.catchUps(for: view).taking(for: source) { () async throws(Problem) in
                    // The turn may have come late.
                    guard isStillLetIn() else { throw .revoked }
                    return try await Problem.answering { () async throws(EventStoreError) in
                        try await told.page(of: selection, atMost: EventPage.maximumCount, bytes: ServerSentEvents.most)
                    }
                }
                position = max(position, page.examined)
                rest = page.next
                guard !page.ends.isEmpty else { continue }
                desk.metrics.count(.eventsSent, page.ends.count)
                let batch = ServerSentEvents.batch(page.bytes, page.ends, examined: page.examined)
                try await writer.write(batch.bytes)
            }
            position = max(position, head)
        } catch let problem as Problem {
            if let cause = problem.cause { desk.logger.error("\(cause)", metadata: ["request": "\(source.id)"]) }
            return problem.detail
        }
        return nil
    }

    /// Sends on what comes, until the follower lags. Gives a reason when the stream has to end.
    private func follow(
        _ follower: Follower, _ position: inout Position, _ writer: any BodyWriter
    ) async throws -> String? {
        while true {
            switch await follower.next() {
            case .batch(let batch):
                guard isStillLetIn() else { return Self.revoked }
                let rest = batch.after(position)
                if !rest.ends.isEmpty { try await writer.write(rest.bytes) }
                position = max(position, batch.examined)
            case .pulse(let examined):
                guard isStillLetIn() else { return Self.revoked }
                position = max(position, examined)
                try await writer.write(ServerSentEvents.heartbeat(position))
            case .lagging:
                desk.metrics.count(.streamsLagging)
                desk.tail(for: view).leave(follower, view)
                return nil
            case .stopping: return Self.stopping
            }
        }
    }

    /// Whether the rights with which the stream was begun are still there.
    private func isStillLetIn() -> Bool { desk.access.isStillValid(visitor) }

    private static var revoked: String { Problem.revoked.detail }

    private static var stopping: String { "the service is stopping; come back" }
}

extension HTTPField.Name {
    /// The id of the last event that a reader has seen (WHATWG HTML, 9.2.4).
    static let lastEventID = name("Last-Event-ID")
    /// What nginx and others look at before they hold an answer back.
    static let accelBuffering = name("X-Accel-Buffering")
}
