import EventSourcing
import HTTPTypes
import Incidents
import Platform
import StrictJSON
import TimelineRendering

// Appends: one event, a list of which all or none is taken, or lines without end. Whoever waits for an answer shares a
// commit with all who wait at the same time: the store takes what has arrived.

extension Desk {
    /// In what form events are sent that are appended together.
    private enum AppendForm {
        case json
        /// As a CloudEvent, or a list of them.
        case cloudEvent(isBatch: Bool)
        /// As the data of a CloudEvent, of which headers tell the rest.
        case binaryCloudEvent
    }

    /// `POST /v1/events` and `POST /v1/incidents/{id}/events`.
    ///
    /// What it does between two waits it does in functions of their own: what they need is not held while it waits.
    func append(_ exchange: Exchange) async throws(Problem) -> Response {
        let incident = try incidentToAppendTo(exchange)
        if MediaType.isLines(exchange.request.headers.value(of: .contentType)) {
            return try lines(exchange, incident)
        }
        let form = try appendForm(of: exchange)
        let body = try await exchange.body(atMost: configuration.limits.bodyBytes, of: bodies)
        let given = try given(body.bytes, as: form, exchange, incident)
        let entries: [AppendReceipt.Entry]
        do throws(Problem) { entries = try await appendTogether(given, by: exchange.visitor) } catch {
            throw refusal(of: given, because: error, exchange)
        }
        return receipt(entries, isList: given.isList)
    }

    /// The incident that the path names; nil where it names none.
    private func incidentToAppendTo(_ exchange: Exchange) throws(Problem) -> StreamID? {
        try exchange.query.check(only: [])
        let incident = exchange.endpoint == .appendToIncident ? try exchange.incident() : nil
        guard let coding = exchange.request.headers.value(of: .contentEncoding), coding.lowercased() != "identity"
        else { return incident }
        throw Problem(.unsupportedType, "a body is read as it is, without '\(coding)'", field: "Content-Encoding")
    }

    /// Appends lines one by one, each of which is answered for itself.
    @inline(never)
    private func lines(_ exchange: Exchange, _ incident: StreamID?) throws(Problem) -> Response {
        try refuseConditions(exchange)
        try exchange.codings.check(isStream: true)
        return appendLines(exchange, in: incident)
    }

    private func appendForm(of exchange: Exchange) throws(Problem) -> AppendForm {
        if CloudEvent.isBinary(exchange.request.headers) { return .binaryCloudEvent }
        switch exchange.contentType {
        case MediaType.json: return .json
        case MediaType.cloudEvent: return .cloudEvent(isBatch: false)
        case MediaType.cloudEvents: return .cloudEvent(isBatch: true)
        default:
            throw Problem(
                .unsupportedType,
                "send application/json, application/x-ndjson, or CloudEvents (application/cloudevents+json, application/cloudevents-batch+json, or ce- headers)",
                field: "Content-Type")
        }
    }

    /// The events of a body, all of which whoever asks may append.
    @inline(never)
    private func given(
        _ body: [UInt8], as form: AppendForm, _ exchange: Exchange, _ incident: StreamID?
    ) throws(Problem) -> GivenEvents {
        let limits = configuration.limits
        var given: GivenEvents
        switch form {
        case .json: given = try GivenEvents(json: body, in: incident, limits: limits)
        case .cloudEvent(let isBatch):
            given = try CloudEvent.read(body, isBatch: isBatch, in: incident, limits: limits)
        case .binaryCloudEvent:
            let event = try CloudEvent(headers: exchange.request.headers, data: body, limits: limits)
            given = GivenEvents(try event.event(in: incident, at: nil, limits))
        }
        guard !given.events.isEmpty else { throw Problem(EventStoreError.emptyRequest) }
        try expect(&given, exchange, incident)
        for (index, event) in given.events.enumerated() {
            try permit(event, exchange.visitor, at: given.isList ? index : nil)
        }
        if let condition = given.condition { try permit(condition, exchange.visitor) }
        return given
    }

    /// Why events were not appended, as whoever asked is told it.
    @inline(never)
    private func refusal(of given: GivenEvents, because problem: Problem, _ exchange: Exchange) -> Problem {
        metrics.count(.eventsRefused, given.events.count)
        var problem = problem
        if !given.isList { problem.index = nil }
        let headers = exchange.request.headers
        guard problem.kind == .staleRevision,
            let name = [HTTPField.Name.ifMatch, .ifNoneMatch].first(where: headers.contains)
        else { return problem }
        var failed = Problem(.preconditionFailed, problem.detail, field: name.rawName)
        failed.incident = problem.incident
        failed.revision = problem.revision
        return failed
    }

    /// Tells where events stand.
    @inline(never)
    private func receipt(_ entries: [AppendReceipt.Entry], isList: Bool) -> Response {
        let renderer = ReceiptJSON()
        let status: HTTPResponse.Status = entries.contains { $0.isNew } ? .created : .ok
        guard isList else {
            let entry = entries[0]
            var response = Response.answer(MediaType.json, renderer.render(entry), status: status)
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
        return Response.answer(MediaType.json, bytes, status: status)
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
            if given.events.count == 1, given.condition == nil, !IncidentWriter<Store>.needsLook(given.events[0]) {
                result = try await writer.append(given.events[0], author: author).map { [$0] }
            } else {
                // To look at what is there may take long.
                result = try await offEventLoop { () async throws(EventStoreError) in
                    try await writer.appendTogether(given.events, author: author, condition: given.condition)
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

    /// Takes what the header says of the revision that the writer has seen.
    private func expect(
        _ given: inout GivenEvents, _ exchange: Exchange, _ incident: StreamID?
    ) throws(Problem) {
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
            return
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
    }

    private func refuseConditions(_ exchange: Exchange) throws(Problem) {
        for name in [HTTPField.Name.ifMatch, .ifNoneMatch] where exchange.request.headers.contains(name) {
            throw Problem(
                .badRequest, "lines are appended one by one; write expectedRevision into them",
                field: name.rawName)
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
