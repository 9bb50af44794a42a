import AccessTokens
import EventSourcing
import EventStoreTesting
import Foundation
import HTTPTypes
import Incidents
import Logging
import NIOCore
import StrictJSON
import Synchronization
import Testing

@testable import BlotterService

/// A service over a store in memory that is asked without a connection.
final class Service: Sendable {
    let store: InMemoryEventStore
    let clock = SettableClock()
    let desk: Desk<InMemoryEventStore>
    let tokens: TokenFile
    private let directory: URL
    private let tail = Mutex<Task<Void, any Error>?>(nil)

    init(
        isLoopback: Bool = true, isPublic: Bool = false, pageSize: Int = EventPage.maximumCount,
        pulse: UInt64 = Desk<InMemoryEventStore>.pulse, _ change: (inout ServiceConfiguration) -> Void = { _ in }
    ) throws {
        store = InMemoryEventStore(clock: clock.recording(), pageSize: pageSize)
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("service-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        tokens = TokenFile(path: directory.appendingPathComponent("tokens.jsonl").path)
        var configuration = ServiceConfiguration()
        configuration.isPublic = isPublic
        change(&configuration)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let access = AccessControl(
            authority: try TokenAuthority(tokens, logger: logger), sessions: Sessions(), isLoopback: isLoopback,
            isPublic: isPublic, author: try Author("desk"))
        desk = Desk(
            store, configuration: configuration, access: access, zone: try ServiceZone(nil), logger: logger,
            pulse: pulse)
    }

    deinit {
        tail.withLock { $0?.cancel() }
        try? FileManager.default.removeItem(at: directory)
    }

    /// Lets streams be told what comes.
    func watch() {
        let (watcher, other) = (desk.deskTail, desk.publicTail)
        tail.withLock {
            $0 = Task {
                async let others: Void = other.run()
                try await watcher.run()
                try await others
            }
        }
    }

    /// Makes a token and gives its text.
    func token(
        _ scopes: Set<AccessTokens.Scope> = [.read, .append, .admin], by: String = "night-desk",
        incidents: Set<StreamID>? = nil, audience: Audience = .internal, expires: Timestamp? = nil
    ) throws -> String {
        let made = Token.make(
            by: try Author(by), scopes: scopes, incidents: incidents, audience: audience, created: .minimum,
            expires: expires)
        try tokens.add(made.token)
        return made.text
    }

    /// Asks for something.
    func ask(
        _ method: HTTPRequest.Method, _ path: String, token: String? = nil, headers: [String: String] = [:],
        body: String? = nil
    ) async throws -> Answer {
        let request = try Request(method, path, token: token, headers: headers, body: body ?? "")
        let response = await desk.respond(to: request, from: RequestSource(id: "r1"))
        return Answer(response: response, bytes: try await response.bytes())
    }

    /// Begins to read a stream of events.
    func stream(_ path: String, token: String? = nil, headers: [String: String] = [:]) async throws -> EventReader {
        let request = try Request(.get, path, token: token, headers: headers)
        let response = await desk.respond(to: request, from: RequestSource(id: "r2"))
        try #require(response.status == .ok, "\(response.status)")
        return EventReader(response)
    }

    /// Appends an event as JSON and gives its answer.
    @discardableResult
    func append(_ json: String, token: String? = nil) async throws -> Answer {
        try await ask(
            .post, "/v1/events", token: token, headers: ["Content-Type": "application/json"], body: json)
    }

    /// Appends a short report.
    @discardableResult
    func report(_ incident: String, _ summary: String, more: String = "", token: String? = nil) async throws -> Answer {
        try await append(
            #"{"incident":"\#(incident)","kind":"reported","body":{"summary":"\#(summary)"\#(more)}}"#, token: token)
    }
}

extension Request {
    /// A request that has come as a whole.
    init(
        _ method: HTTPRequest.Method, _ path: String, token: String? = nil, headers: [String: String] = [:],
        body: String = ""
    ) throws {
        var fields = HTTPFields()
        if let token { fields[.authorization] = "Bearer \(token)" }
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: headers["Host"] ?? "localhost", path: path, headerFields: fields)
        self.init(head: head, body: .whole(ByteBuffer(string: body)))
    }
}

/// What came back.
struct Answer {
    let response: Response
    let bytes: [UInt8]

    var status: Int { response.status.code }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n").map(String.init) }
    var json: JSONValue { get throws { try JSONDocument(parsing: bytes).root } }

    func header(_ name: String) -> String? { HTTPField.Name(name).flatMap { response.headers[$0] } }

    /// The value of a member as it is written.
    func member(_ name: String) throws -> String? {
        guard let value = try json[name] else { return nil }
        return value.string ?? value.numberText ?? value.bool.map { "\($0)" }
    }
}

extension Response {
    /// The whole body.
    func bytes() async throws -> [UInt8] {
        switch body {
        case .bytes(let bytes, _): return Array(bytes.readableBytesView)
        case .written(let write):
            let kept = Kept()
            try await write(kept)
            return await kept.bytes
        }
    }

    private actor Kept: BodyWriter {
        private(set) var bytes: [UInt8] = []
        func write(_ more: ByteBuffer) { bytes.append(contentsOf: more.readableBytesView) }
    }
}

extension Service {
    /// Begins a stream and goes away at once; of a refusal the whole answer.
    func begin(_ path: String, token: String?, headers: [String: String] = [:]) async throws -> Answer {
        let request = try Request(.get, path, token: token, headers: headers)
        let response = await desk.respond(to: request, from: RequestSource(id: "r3"))
        return Answer(response: response, bytes: response.status == .ok ? [] : try await response.bytes())
    }
}
