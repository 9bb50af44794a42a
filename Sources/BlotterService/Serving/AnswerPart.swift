import HTTPTypes
import NIOCore

/// What is written of an answer: all of it at once, or one part after the other.
enum AnswerPart: Sendable {
    /// Head, body and end.
    case whole(AnswerHead, ByteBuffer)
    /// The head, of which a body or the end follows; or one that only says to go on (RFC 9110, 15.2).
    case head(AnswerHead)
    case body(ByteBuffer)
    case end
}

/// What stands before the body of an answer.
struct AnswerHead: Sendable {
    let status: HTTPResponse.Status
    var fields = AnswerFields()
}
