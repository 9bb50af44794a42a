import AccessTokens
import Chronology
import EventSourcing
import HTTPTypes
import Incidents

extension Desk {
    /// The moment that a name means in this log.
    func asOf(
        _ name: AsOfName?, field: String, clock: AsOf.Clock, _ exchange: Exchange
    ) async throws(Problem) -> AsOf {
        let now = exchange.now
        guard try await mayName(name, exchange) else {
            throw Problem(.notFound, "\(field): \(name.map { "\($0)" } ?? "") does not exist in this log", field: field)
        }
        let found = try await Problem.answering { () throws(EventStoreError) in
            try await IncidentReader(store).asOf(name, clock: clock, now: now)
        }
        if let found { return found }
        throw Problem(.notFound, "\(field): \(name.map { "\($0)" } ?? "now") does not exist in this log", field: field)
    }

    /// The same for who has no turn: to find out whether somebody may name a moment by an event takes a fold.
    func asOfInTurn(
        _ name: AsOfName?, field: String, clock: AsOf.Clock, _ exchange: Exchange
    ) async throws(Problem) -> AsOf {
        func find() async throws(Problem) -> AsOf {
            try await asOf(name, field: field, clock: clock, exchange)
        }
        switch name {
        case .event, .position:
            guard !exchange.visitor.isOfDesk else { return try await find() }
            return try await turns.taking(for: exchange.source, find)
        case .moment, nil: return try await find()
        }
    }

    /// An incident as it is told to whoever asks. To a token for some incidents each is told alone: what stands in others
    /// that it was merged with is not for it.
    func timeline(
        of incident: StreamID, _ exchange: Exchange, asOf: AsOf, window: TimeSpan = .unknown, alone: Bool = false,
        options: TimelineOptions
    ) async throws(Problem) -> Timeline {
        let found = try await Problem.answering { () throws(EventStoreError) in
            try await IncidentReader(store(for: exchange)).timeline(
                of: incident, asOf: asOf, window: window, alone: alone || exchange.visitor.incidents != nil,
                options: options)
        }
        guard let found else { throw .noSuchIncident(incident.text) }
        guard let own = exchange.visitor.incidents else { return found }
        return found.withoutChanges(of: own)
    }

    /// The end of the log.
    func head() async throws(Problem) -> LogHead {
        try await Problem.answering { () throws(EventStoreError) in try await store.head() }
    }

    /// Whether whoever asks may name a moment by an event: its time would be told.
    private func mayName(_ name: AsOfName?, _ exchange: Exchange) async throws(Problem) -> Bool {
        let visitor = exchange.visitor
        guard !visitor.isOfDesk else { return true }
        let found = try await Problem.answering { () async throws(EventStoreError) -> RecordedEvent? in
            switch name {
            case .event(let reference): try await IncidentReader(store).event(reference)
            case .position(let position): try await IncidentReader(store).event(at: position)
            case .moment, nil: nil
            }
        }
        guard let event = found else { return true }
        guard visitor.maySee(event.stream) else { return false }
        guard visitor.audience == .public else { return true }
        let told = Told(store(for: exchange), audience: .public, text: nil, now: exchange.now, folds: folds)
        return try await Problem.answering { () async throws(EventStoreError) in
            try await told.told(of: event.stream)[event.position] != nil
        }
    }

    /// The revision of an incident, if whoever asks may know that it is there: to the public an incident of which nothing
    /// is public does not exist.
    func revision(of incident: StreamID, _ exchange: Exchange) async throws(Problem) -> Revision {
        let revision = try await Problem.answering { () throws(EventStoreError) in
            try await store.revision(of: incident)
        }
        guard revision > .none else { throw .noSuchIncident(incident.text) }
        if exchange.visitor.audience == .public {
            guard try await isTold(incident, exchange) else { throw .noSuchIncident(incident.text) }
        }
        return revision
    }

    /// Whether the public is told anything of an incident. It is folded in a turn of its own, and once for all who ask as
    /// long as nothing is appended.
    private func isTold(_ incident: StreamID, _ exchange: Exchange) async throws(Problem) -> Bool {
        // A token for some incidents is told each alone.
        let isAlone = exchange.visitor.incidents != nil
        let head = try await head().position
        if !isAlone, let isTold = folds.isTold(incident, at: head) { return isTold }
        return try await turns.taking(for: exchange.source) { () async throws(Problem) in
            let told = Told(store(for: exchange), audience: .public, text: nil, now: exchange.now, folds: folds)
            let own = try await Problem.answering { () async throws(EventStoreError) in
                try await told.told(of: incident)
            }
            guard own.isEmpty, !isAlone else {
                if !isAlone { folds.keep(isTold: true, of: incident, at: head) }
                return !own.isEmpty
            }
            // It may have been merged with another of which there is something public.
            let now = try await asOf(nil, field: "as-of", clock: .recorded, exchange)
            let whole = try await timeline(
                of: incident, exchange, asOf: now, options: TimelineOptions(audience: .public))
            let isTold = !whole.entries.isEmpty || !whole.undated.isEmpty
            folds.keep(isTold: isTold, of: incident, at: head)
            return isTold
        }
    }

    /// Answers what is told of the log as it is now: with 304 where the asker has it, from what was told before where
    /// nothing was appended since, else by telling it.
    func told(
        _ exchange: Exchange, _ format: AnswerFormat, reader: String = "", goesOn: Bool = false,
        _ tell: () async throws(Problem) -> [UInt8]
    ) async throws(Problem) -> Response {
        let head = try await head().position
        // What hangs on the time of day may be another thing in a moment.
        if goesOn || exchange.hangsOnNow {
            let bytes = try await turns.taking(for: exchange.source, tell)
            var response = Response.answer(format.mediaType, bytes)
            response.headers[.position] = String(head.rawValue)
            return response
        }
        let visitor = exchange.visitor
        let who =
            "\(visitor.audience.rawValue) \(reader) \(visitor.incidents.map { "\($0.map(\.text).sorted())" } ?? "")"
        let mark =
            reader.isEmpty && visitor.incidents == nil ? "" : "-" + Hexadecimal.text(Array(Secret.hash(who).prefix(4)))
        let form = format.rawValue + (visitor.audience == .public ? "-public" : "") + mark
        let tag = EntityTag.weak(head, form, edition)
        let vary = "Accept, Authorization, Cookie"
        if EntityTag.isNamed(tag, by: exchange.request.headers.value(of: .ifNoneMatch)) {
            return .notModified(tag, vary: vary)
        }
        let key = AnswerCache.Key(
            endpoint: exchange.endpoint, name: exchange.name, query: exchange.request.query ?? "",
            format: format.rawValue,
            // An empty blotter shows the address by which it was asked.
            visitor: "\(who) \(exchange.request.head.authority ?? "")", coding: exchange.codings.best)
        var response: Response
        if let answer = cache.answer(to: key, at: head, now: exchange.now) {
            metrics.count(.cacheHits)
            response = answer.response
        } else {
            metrics.count(.cacheMisses)
            response = try await turns.taking(for: exchange.source) { () async throws(Problem) in
                let whole = Response.answer(format.mediaType, try await tell())
                // What is kept is compressed once, for all who ask for it.
                return await whole.coded(by: exchange.codings) ?? whole
            }
            // What was made for who has gone may have been made in part only.
            guard !exchange.source.isGone else { throw .gone }
            cache.keep(AnswerCache.Answer(response: response, made: exchange.now), to: key, at: head)
        }
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = "private, no-cache"
        response.headers[.vary] = vary
        response.headers[.position] = String(head.rawValue)
        return response
    }
}
