import EventSourcing
import HTTPTypes
import StrictJSON

/// Why a request was not done: what RFC 9457 calls a problem, with the same words for programs and for people.
struct Problem: Error, Sendable {
    /// What sort of problem it is; the end of its `type`.
    enum Kind: String, CaseIterable, Sendable {
        case badQuery = "bad-query"
        case badRequest = "bad-request"
        case badEvent = "bad-event"
        case unauthorized
        case forbidden
        case forged
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case notAcceptable = "not-acceptable"
        case timeout
        case staleRevision = "stale-revision"
        case conditionFailed = "condition-failed"
        case idConflict = "id-conflict"
        case preconditionFailed = "precondition-failed"
        case tooLarge = "too-large"
        case unsupportedType = "unsupported-type"
        case unknownCoding = "unknown-coding"
        case headersTooLarge = "headers-too-large"
        case tooMany = "too-many"
        case failure
        case damaged
        case unavailable
        case stopping
        /// Nobody is there to take an answer.
        case gone
    }

    let kind: Kind
    /// The whole sentence: what is wrong and what to do.
    let detail: String
    /// The field, query parameter or header that is to blame.
    var field: String?
    /// The event of a batch that is to blame, from 0; the line of a stream, from 1.
    var index: Int?
    /// The incident it concerns.
    var incident: StreamID?
    /// The revision that the incident really has.
    var revision: Revision?
    /// The position of the event that stands in the way.
    var position: Position?
    /// What the service notes for those who keep it, where nobody else is to know.
    var cause: String?
    /// What may be asked instead of the method that was not allowed.
    var allowed: [String] = []

    init(_ kind: Kind, _ detail: String, field: String? = nil) {
        self.kind = kind
        self.detail = detail
        self.field = field
    }
}

extension Problem.Kind {
    /// The status that goes with it.
    var status: HTTPResponse.Status {
        switch self {
        case .badQuery, .badRequest: .badRequest
        case .badEvent: .unprocessableContent
        case .unauthorized: .unauthorized
        case .forbidden, .forged: .forbidden
        case .notFound: .notFound
        case .methodNotAllowed: .methodNotAllowed
        case .notAcceptable: .notAcceptable
        case .timeout: .requestTimeout
        case .staleRevision, .conditionFailed, .idConflict: .conflict
        case .preconditionFailed: .preconditionFailed
        case .tooLarge: .contentTooLarge
        case .unsupportedType: .unsupportedMediaType
        case .unknownCoding: .notImplemented
        case .headersTooLarge: .requestHeaderFieldsTooLarge
        case .tooMany: .tooManyRequests
        case .failure, .damaged: .internalServerError
        case .unavailable, .stopping: .serviceUnavailable
        // No status of HTTP, since nobody receives it: what other servers count such requests by.
        case .gone: HTTPResponse.Status(code: 499, reasonPhrase: "Client Gone")
        }
    }

    /// The same in every case of its kind, as RFC 9457 asks of a title.
    var title: String {
        switch self {
        case .badQuery: "A query parameter is wrong"
        case .badRequest: "The request is wrong"
        case .badEvent: "The event is wrong"
        case .unauthorized: "A token is needed"
        case .forbidden: "The token does not allow this"
        case .forged: "The request did not come from a page of this service"
        case .notFound: "There is no such thing"
        case .methodNotAllowed: "This cannot be done there"
        case .notAcceptable: "It is not to be had in that form"
        case .timeout: "The request took too long to arrive"
        case .staleRevision: "The incident has moved on"
        case .conditionFailed: "The append condition failed"
        case .idConflict: "The event id is taken"
        case .preconditionFailed: "The incident has moved on"
        case .tooLarge: "The request is too large"
        case .unsupportedType: "The body is of a type that is not read here"
        case .unknownCoding: "The body is coded as nothing is read here"
        case .headersTooLarge: "The header is too large"
        case .tooMany: "Too many at once"
        case .failure: "The service failed"
        case .damaged: "The log is damaged"
        case .unavailable: "The log cannot take this now"
        case .stopping: "The service is stopping"
        case .gone: "Nobody waits for an answer"
        }
    }
}

extension Problem {
    /// Who was let in would not be let in now.
    static let revoked = Problem(.unauthorized, "the token or the session is not valid any more")

    /// The media type of ``json(request:)``.
    static let mediaType = "application/problem+json"

    /// The problem as an object of RFC 9457.
    ///
    /// - Parameter request: the id under which the request stands in the service's log.
    func json(request: String?) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        write(to: &writer)
        if let request {
            writer.key("request")
            writer.string(request)
        }
        writer.endObject()
        return writer.bytes
    }

    /// Its members, in an object that has been begun.
    func write(to writer: inout JSONWriter) {
        func member(_ name: StaticString, number: UInt64?) {
            guard let number else { return }
            writer.key(name)
            writer.integer(number)
        }
        writer.ifAny("type", "urn:blotter:problem:\(kind.rawValue)")
        writer.ifAny("title", kind.title)
        member("status", number: UInt64(kind.status.code))
        writer.ifAny("detail", detail)
        writer.ifAny("field", field)
        member("index", number: index.map(UInt64.init))
        writer.ifAny("incident", incident?.text)
        member("revision", number: revision?.rawValue)
        member("position", number: position?.rawValue)
    }
}
