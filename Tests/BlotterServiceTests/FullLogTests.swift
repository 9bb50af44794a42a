import EventSourcing
import EventStoreTesting
import HTTPTypes
import NIOCore
import StrictJSON
import Testing

@testable import BlotterService

/// A service over a log that takes nothing more.
private struct FullLog {
    /// What is asked without the desk of the full log: access, and the events from before.
    private let service: Service
    let store: RefusingStore
    let desk: Desk<RefusingStore>

    /// A log with two reports in it, which is full from then on.
    init(refusingBy way: RefusingStore.Way) async throws {
        service = try Service()
        store = RefusingStore(service.store, refusingBy: way)
        desk = Desk(
            store, configuration: ServiceConfiguration(), access: service.desk.access, zone: service.desk.zone,
            logger: service.desk.logger)
        for summary in Self.before {
            let answer = try await append(Self.event(summary))
            try #require(answer.status == 201)
        }
        store.isFull = true
    }

    /// What is in the log already.
    static let before = ["smoke", "fire"]
    /// Sound events, such as go to the store by different ways.
    static let late = [
        event("late"), "[\(event("late")),\(event("late"))]",
        // A correction to a relative time needs a look at what is there.
        ##"{"incident":"fire","kind":"updated","occurred":{"after":"#2","offset":"PT5M"},"body":{"summary":"late","relation":{"type":"corrects","target":"#1","reason":"late"}}}"##,
        #"{"events":[\#(event("late"))],"condition":{"after":1,"failIfEventsMatch":[{"incidents":["quay"]}]}}"#,
    ]

    static func event(_ summary: String) -> String {
        #"{"incident":"fire","kind":"reported","body":{"summary":"\#(summary)"}}"#
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, type: String? = nil, body: String = ""
    ) async throws -> Answer {
        let request = try Request(method, path, headers: type.map { ["Content-Type": $0] } ?? [:], body: body)
        let response = await desk.respond(to: request, from: RequestSource(id: "r1"))
        return Answer(response: response, bytes: try await response.bytes())
    }

    func append(_ json: String) async throws -> Answer {
        try await ask(.post, "/v1/events", type: "application/json", body: json)
    }

    /// The summaries of all events, in order.
    func summaries() async throws -> [String] {
        try await ask(.get, "/v1/events").lines.map {
            try JSONDocument(parsing: Array($0.utf8)).root["body"]?["summary"]?.string ?? "?"
        }
    }
}

/// What a service does whose store takes nothing more, as on a disk that is full or may only be read.
@Suite struct FullLogTests {
    private static let ways = RefusingStore.Way.allCases

    /// Holds an answer to what is said where the log cannot take anything.
    private func isUnavailable(_ answer: Answer, _ comment: Comment) throws {
        #expect(answer.status == 503, comment)
        #expect(answer.header("Content-Type") == "application/problem+json", comment)
        #expect(answer.header("Retry-After") == "1", comment)
        #expect(try answer.member("type") == "urn:blotter:problem:unavailable", comment)
        #expect(try answer.member("status") == "503", comment)
        #expect(try answer.member("detail")?.isEmpty == false, comment)
        // It is no event's fault, and where the log lies is nothing for whoever asks.
        #expect(try answer.member("index") == nil && answer.member("field") == nil, comment)
        #expect(!answer.text.contains("/srv"), comment)
    }

    @Test(arguments: ways)
    func `an append that the store cannot take is answered with 503, and nothing of it is there`(
        way: RefusingStore.Way
    ) async throws {
        let log = try await FullLog(refusingBy: way)
        for body in FullLog.late { try isUnavailable(try await log.append(body), "\(body)") }
        let path = "/v1/incidents/fire/events"
        let named = try await log.ask(.post, path, type: "application/json", body: FullLog.event("late"))
        try isUnavailable(named, "\(path)")
        #expect(try await log.summaries() == FullLog.before)
    }

    @Test(arguments: ways)
    func `each line that the store cannot take is answered with a problem of its own`(
        way: RefusingStore.Way
    ) async throws {
        let log = try await FullLog(refusingBy: way)
        let lines = [FullLog.event("late"), "no event", FullLog.event("later")]
        let answer = try await log.ask(
            .post, "/v1/events", type: "application/x-ndjson", body: lines.joined(separator: "\n"))
        #expect(answer.status == 200)
        let problems = try answer.lines.map { try JSONDocument(parsing: Array($0.utf8)).root }
        #expect(problems.map { $0["line"]?.integer } == [1, 2, 3])
        #expect(problems.map { $0["status"]?.integer } == [503, 422, 503])
        #expect(problems[0]["type"]?.string == "urn:blotter:problem:unavailable")
        #expect(!answer.text.contains("/srv"))
        #expect(try await log.summaries() == FullLog.before)
    }

    @Test func `what somebody has written on a page that the store cannot take is shown again`() async throws {
        let log = try await FullLog(refusingBy: .failing)
        let mark = FormMark.masked(log.desk.access.formKey)
        let answer = try await log.ask(
            .post, "/incidents/fire", type: "application/x-www-form-urlencoded",
            body: "kind=reported&summary=Written+with+care&csrf=\(mark)")
        #expect(answer.status == 503)
        #expect(answer.text.contains("Written with care") && !answer.text.contains("/srv"))
        #expect(try await log.summaries() == FullLog.before)
    }

    @Test(arguments: ways)
    func `a log that is full is read as before`(way: RefusingStore.Way) async throws {
        let log = try await FullLog(refusingBy: way)
        try isUnavailable(try await log.append(FullLog.event("late")), "the log is full")
        for path in [
            "/v1/events", "/v1/incidents/fire/events", "/v1/incidents", "/v1/incidents/fire/timeline",
            "/v1/incidents/fire/timeline?format=text", "/", "/incidents/fire",
        ] {
            let answer = try await log.ask(.get, path)
            #expect(answer.status == 200 && answer.text.contains("smoke"), "\(path)")
        }
        for path in [
            "/v1/incidents/fire", "/v1/incidents/fire/diff?from=@1", "/v1/incidents/fire/lint", "/v1/diff?from=@1",
            "/metrics",
        ] {
            #expect(try await log.ask(.get, path).status == 200, "\(path)")
        }
    }

    @Test(arguments: ways)
    func `once there is room again the same events are taken`(way: RefusingStore.Way) async throws {
        let log = try await FullLog(refusingBy: way)
        for body in FullLog.late { try isUnavailable(try await log.append(body), "\(body)") }
        log.store.isFull = false
        for body in FullLog.late { #expect(try await log.append(body).status == 201, "\(body)") }
        #expect(try await log.summaries() == FullLog.before + ["late", "late", "late", "late", "late"])
    }
}
