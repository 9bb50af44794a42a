import Bytes
import HTTPTypes
import NIOCore

/// How an answer tells where it ends (RFC 9112, 6.3).
enum AnswerFraming: Equatable {
    /// It has no body.
    case none
    /// By the length that its head tells, or by the end of the connection, which HTTP/1.0 knows alone.
    case plain
    /// In chunks, each with its length before it (RFC 9112, 7.1).
    case chunked

    /// Puts the head of an answer right, and says how its body is to be sent.
    ///
    /// - Parameters:
    ///   - length: how long its body is, or would be; nil where nobody knows it before it is made (RFC 9110, 8.6).
    ///   - isHead: whether the request asked for a head alone.
    ///   - isOld: whether the client speaks a version that knows no chunks.
    init(of head: inout AnswerHead, length: Int?, isHead: Bool, isOld: Bool) {
        if head.status.kind == .informational || head.status == .noContent || head.status == .notModified {
            self = .none
        } else if let length {
            head.fields.add(.contentLength, String(length))
            self = isHead ? .none : .plain
        } else if isHead {
            self = .none
        } else if isOld {
            self = .plain
        } else {
            head.fields.add(.transferEncoding, "chunked")
            self = .chunked
        }
    }

    /// Writes what stands before so many bytes of a body.
    func begin(_ count: Int, in bytes: inout GrowingBytes) {
        guard self == .chunked else { return }
        bytes.append(String(count, radix: 16))
        bytes.append("\r\n" as StaticString)
    }

    /// Writes what stands behind some of a body.
    func endPart(in bytes: inout GrowingBytes) {
        if self == .chunked { bytes.append("\r\n" as StaticString) }
    }

    /// Writes what stands behind the body. Nothing is told there that the head could not tell, so there are no trailers.
    func end(in bytes: inout GrowingBytes) {
        if self == .chunked { bytes.append("0\r\n\r\n" as StaticString) }
    }
}

extension GrowingBytes {
    /// Appends the head of an answer (RFC 9112, 4).
    mutating func append(_ head: AnswerHead, isOld: Bool) {
        append(isOld ? "HTTP/1.0 " : "HTTP/1.1 " as StaticString)
        append(decimal: UInt64(head.status.code))
        append(UInt8(ascii: " "))
        append(head.status.reasonPhrase)
        append("\r\n" as StaticString)
        append(head.fields)
        append("\r\n" as StaticString)
    }
}
