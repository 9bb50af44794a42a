import HTTPTypes
import NIOCore

/// What has come of a request: all of it at once, or one part after the other.
enum RequestPart: Sendable {
    /// Head, body and end, which came together.
    case whole(HTTPRequest, ByteBuffer)
    /// The head, of which a body or the end follows.
    case head(HTTPRequest)
    case body(ByteBuffer)
    case end
}

extension HTTPRequest {
    /// Whether a body means anything with its method (RFC 9110, 9.3.1).
    var hasBody: Bool { method != .get && method != .head }
}
