import HTTPTypes
import NIOCore

/// What is written of an answer: all of it at once, or one part after the other.
enum AnswerPart: Sendable {
    /// Head, body and end.
    case whole(HTTPResponse, ByteBuffer)
    /// The head, of which a body or the end follows; or one that only says to go on (RFC 9110, 15.2).
    case head(HTTPResponse)
    case body(ByteBuffer)
    case end
}
