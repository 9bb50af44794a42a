import EventSourcing
import HTTPTypes
import NIOCore

// How answers are put together.

extension Response {
    /// An answer of these bytes.
    static func answer(_ mediaType: String, _ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        answer(mediaType, ByteBuffer(bytes: bytes), status: status)
    }

    /// An answer of these bytes.
    static func answer(_ mediaType: String, _ bytes: ByteBuffer, status: HTTPResponse.Status = .ok) -> Response {
        var headers = AnswerFields()
        headers.add(.contentType, mediaType)
        return Response(status: status, headers: headers, body: .bytes(bytes))
    }

    /// An answer of this text.
    static func answer(_ mediaType: String, _ text: String, status: HTTPResponse.Status = .ok) -> Response {
        answer(mediaType, ByteBuffer(string: text), status: status)
    }

    /// Nothing has changed since what the asker has.
    ///
    /// - Parameter vary: what the whole answer would hang on: who keeps answers asks for that (RFC 9110, 15.4.5).
    static func notModified(_ tag: String, vary: String) -> Response {
        var response = Response(status: .notModified)
        response.headers[.eTag] = tag
        response.headers[.cacheControl] = "private, no-cache"
        response.headers[.vary] = vary
        return response
    }

    /// Look elsewhere, with GET (RFC 9110, 15.4.4).
    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }

    /// The answer to a request that was not done.
    static func refusal(_ problem: Problem, request: String) -> Response {
        var response = Response.answer(Problem.mediaType, problem.json(request: request), status: problem.kind.status)
        switch problem.kind {
        case .unauthorized: response.headers[.wwwAuthenticate] = #"Bearer realm="blotter""#
        case .methodNotAllowed: response.headers[.allow] = problem.allowed.joined(separator: ", ")
        case .tooMany, .unavailable, .stopping: response.headers[.retryAfter] = "1"
        case .tooLarge, .timeout: response.headers[.connection] = "close"
        default: break
        }
        return response
    }
}

extension HTTPField.Name {
    /// The position up to which the log was looked at: where to go on.
    static let position = name("Blotter-Position")
    /// Where more of it is to be had (RFC 8288).
    static let link = name("Link")
    /// The newest revision of the incident.
    static let revision = name("Blotter-Revision")
}

/// The mark of one state of what can be asked for (RFC 9110, 8.8.3).
enum EntityTag {
    /// Of whatever is told of the log as a whole, in one of several forms: weak, since times that are told of now go on.
    ///
    /// - Parameter edition: of what else it hangs on beside the log and the form (``Desk/edition``).
    static func weak(_ head: Position, _ form: String, _ edition: String) -> String {
        "W/\"\(head.rawValue)-\(form)-\(edition)\""
    }

    /// Of the events of an incident. Other bytes are another state to this mark, so each coding has one of its own.
    static func strong(_ revision: Revision, _ coding: ContentCoding) -> String {
        "\"\(revision.rawValue)\(coding == .gzip ? gzip : "")\""
    }

    /// Whether a header of If-None-Match names a mark, by the weak comparison that RFC 9110, 13.1.2 asks for.
    static func isNamed(_ tag: String, by header: String?) -> Bool {
        guard let header else { return false }
        if header == "*" { return true }
        return header.split(separator: ",").contains { opaque($0.drop { $0 == " " }) == opaque(tag[...]) }
    }

    /// The revision that If-Match names; nil where the header names none.
    static func revision(_ header: String) -> Revision? {
        guard header.hasPrefix("\""), header.hasSuffix("\""), header.count > 2 else { return nil }
        var digits = header.dropFirst().dropLast()
        // Whoever read the events compressed means the same revision.
        if digits.hasSuffix(gzip) { digits.removeLast(gzip.count) }
        return UInt64(digits: digits).map { Revision($0) }
    }

    private static let gzip = "-gzip"

    private static func opaque(_ tag: Substring) -> Substring {
        let tag = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
        return tag.last == " " ? tag.dropLast() : tag
    }
}
