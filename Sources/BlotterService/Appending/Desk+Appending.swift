import EventSourcing
import HTTPTypes
import Incidents
import Platform
import StrictJSON
import TimelineRendering

// Appends: one event, a list of which all or none is taken, or lines without end. Whoever waits for an answer shares a
// commit with all who wait at the same time: the store takes what has arrived.

extension Desk {
    /// `POST /v1/events` and `POST /v1/incidents/{id}/events`.
    func append(_ exchange: Exchange) async throws(Problem) -> Response {
        try exchange.query.check(only: [])
        let incident = exchange.endpoint == .appendToIncident ? try exchange.incident() : nil
        let limits = configuration.limits
        if let coding = exchange.request.headers.value(of: .contentEncoding), coding.lowercased() != "identity" {
            throw Problem(.unsupportedType, "a body is read as it is, without '\(coding)'", field: "Content-Encoding")
        }
        if MediaType.isLines(exchange.request.headers.value(of: .contentType)) {
            try refuseConditions(exchange)
            try exchange.codings.check(isStream: true)
            return appendLines(exchange, in: incident)
        }
        let isBinary = CloudEvent.isBinary(exchange.request.headers)
        let type = isBinary ? nil : exchange.contentType
        guard isBinary || [MediaType.json, MediaType.cloudEvent, MediaType.cloudEvents].contains(type) else {
            throw Problem(
                .unsupportedType,
                "send application/json, application/x-ndjson, or CloudEvents (application/cloudevents+json, application/cloudevents-batch+json, or ce- headers)",
                field: "Content-Type")
        }
        let body = try await exchange.body(atMost: limits.bodyBytes, of: bodies).bytes
        switch type {
        case nil:
            let event = try CloudEvent(headers: exchange.request.headers, data: body, limits: limits)
            return try await append(GivenEvents(event.event(in: incident, at: nil, limits)), exchange, incident)
        case MediaType.json:
            return try await append(GivenEvents(json: body, in: incident, limits: limits), exchange, incident)
        default:
            let given = try CloudEvent.read(
                body, isBatch: type == MediaType.cloudEvents, in: incident, limits: limits)
            return try await append(given, exchange, incident)
        }
    }

    /// Appends events together, and answers with where they stand.
    private func append(
        _ given: GivenEvents, _ exchange: Exchange, _ incident: StreamID?
    ) async throws(Problem) -> Response {
        var given = given
        guard !given.events.isEmpty else { throw Problem(EventStoreError.emptyRequest) }
        let isMatch = try expect(&given, exchange, incident)
        for (index, event) in given.events.enumerated() {
            try permit(event, exchange.visitor, at: given.isList ? index : nil)
        }
        if let condition = given.condition { try permit(condition, exchange.visitor) }
        let entries: [AppendReceipt.Entry]
        do {
            entries = try await appendTogether(given, by: exchange.visitor)
        } catch {
            metrics.count(.eventsRefused, given.events.count)
            var problem = error
            if !given.isList { problem.index = nil }
            guard isMatch, problem.kind == .staleRevision else { throw problem }
            var failed = Problem(
                .preconditionFailed, problem.detail,
                field: exchange.request.headers.contains(.ifMatch) ? "If-Match" : "If-None-Match")
            failed.incident = problem.incident
            failed.revision = problem.revision
            throw failed
        }
        let renderer = ReceiptJSON()
        let isNew = entries.contains { $0.isNew }
        guard given.isList else {
            let entry = entries[0]
            var response = Response.answer(MediaType.json, renderer.render(entry), status: isNew ? .created : .ok)
            response.headers.add(.location, "/v1/events?after=\(entry.position.rawValue - 1)&limit=1")
            response.headers.add(.position, String(entry.position.rawValue))
            response.headers.add(.revision, String(entry.revision.rawValue))
            return response
        }
        var bytes = [UInt8(ascii: "[")]
        for (index, entry) in entries.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes += renderer.render(entry)
        }
        bytes.append(UInt8(ascii: "]"))
        return Response.answer(MediaType.json, bytes, status: isNew ? .created : .ok)
    }

    /// Appends events together: all of them or none.
    func appendTogether(
        _ given: GivenEvents, by visitor: Visitor
    ) async throws(Problem) -> [AppendReceipt.Entry] {
        guard let author = visitor.by else { throw Problem(.forbidden, "nobody stands for what is appended here") }
        let begun = Process.monotonicNanoseconds
        let writer = IncidentWriter(store)
        let result: Result<[AppendReceipt.Entry], AppendRefusal>
        do throws(EventStoreError) {
            let (events, condition) = (given.events, given.condition)
            if events.count == 1, condition == nil, !IncidentWriter<Store>.needsLook(events[0]) {
                result = try await writer.append(events[0], author: author).map { [$0] }
            } else {
                // To look at what is there may take long.
                result = try await offEventLoop { () async throws(EventStoreError) in
                    try await writer.appendTogether(events, author: author, condition: condition)
                }
            }
        } catch { throw Problem(error) }
        let entries: [AppendReceipt.Entry]
        do { entries = try result.get() } catch { throw Problem(error) }
        metrics.measured(.appendTime, Process.monotonicNanoseconds - begun)
        appended(entries)
        return entries
    }

    /// What is to be done when events were appended.
    func appended(_ entries: [AppendReceipt.Entry]) {
        let new = entries.count { $0.isNew }
        metrics.count(.appends)
        metrics.measured(.batch, UInt64(entries.count))
        metrics.count(.eventsAppended, new)
        metrics.count(.eventsRepeated, entries.count - new)
        guard new > 0 else { return }
        deskTail.wake()
        publicTail.wake()
        rows.appended(new)
    }

    /// Takes what the header says of the revision that the writer has seen. True where it does.
    private func expect(
        _ given: inout GivenEvents, _ exchange: Exchange, _ incident: StreamID?
    ) throws(Problem) -> Bool {
        let headers = exchange.request.headers
        let expected: Revision
        if let header = headers[.ifMatch] {
            guard let revision = EntityTag.revision(header) else {
                throw Problem(
                    .badRequest, "If-Match names no revision; write it in quotation marks, such as \"3\"",
                    field: "If-Match")
            }
            expected = revision
        } else if let header = headers[.ifNoneMatch] {
            guard header == "*" else {
                throw Problem(
                    .badRequest, "If-None-Match can only be * here: the incident is new", field: "If-None-Match")
            }
            expected = .none
        } else {
            return false
        }
        guard incident != nil || given.events.count == 1 else {
            throw Problem(
                .badRequest, "the events may be of several incidents; write expectedRevision into each",
                field: "If-Match")
        }
        guard given.events[0].expectedRevision == nil || given.events[0].expectedRevision == expected else {
            throw Problem(.badRequest, "expectedRevision and the header differ", field: "expectedRevision")
        }
        given.events[0].expectedRevision = expected
        return true
    }

    private func refuseConditions(_ exchange: Exchange) throws(Problem) {
        for name in [HTTPField.Name.ifMatch, .ifNoneMatch] where exchange.request.headers.contains(name) {
            throw Problem(
                .badRequest, "lines are appended one by one; write expectedRevision into them",
                field: name.canonicalName)
        }
    }

    /// Refuses an event that whoever asks may not append: of another incident, about another incident, or in the name of
    /// somebody else.
    func permit(_ event: NewEvent, _ visitor: Visitor, at index: Int?) throws(Problem) {
        var problem: Problem?
        if !visitor.maySee(event.stream) {
            problem = .noSuchIncident(event.stream.text)
        } else if let other = event.references.first(where: { !visitor.maySee($0.stream) }) {
            problem = .noSuchIncident(other.stream.text)
        } else if let by = event.by, by != visitor.by, !visitor.mayNameAuthor {
            problem = Problem(.badEvent, "by names who enters it, and the token does that; leave it out", field: "by")
        }
        guard var problem else { return }
        problem.index = index
        throw problem
    }

    private func permit(_ condition: AppendCondition, _ visitor: Visitor) throws(Problem) {
        guard let own = visitor.incidents else { return }
        guard !condition.failIfEventsMatch.items.isEmpty,
            condition.failIfEventsMatch.items.allSatisfy({ !$0.streams.isEmpty && $0.streams.isSubset(of: own) })
        else {
            throw Problem(
                .forbidden, "every item of the condition must name incidents that the token is for",
                field: "condition.failIfEventsMatch")
        }
    }
}
