import HTTPTypes
import NIOCore

/// A request as it came.
struct Request: Sendable {
    let head: HTTPRequest
    /// What stands before the question mark.
    let path: String
    /// What stands behind it, without it.
    let query: String?
    let body: RequestBody

    init(head: HTTPRequest, body: RequestBody) {
        self.head = head
        self.body = body
        let target = Self.target(of: head.path ?? "/")
        if let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) {
            path = String(target[..<mark])
            let rest = target[target.utf8.index(after: mark)...]
            query = String(rest[..<(rest.utf8.firstIndex(of: UInt8(ascii: "#")) ?? rest.endIndex)])
        } else {
            path = String(target)
            query = nil
        }
    }

    var method: HTTPRequest.Method { head.method }

    var headers: HTTPFields { head.headerFields }

    /// How many bytes the body has, where that is known before it has arrived.
    var bodyLength: Int? {
        switch body {
        case .whole(let bytes): bytes.readableBytes
        case .arriving: headers.value(of: .contentLength).flatMap { Int($0) }
        }
    }

    /// Path and query. A client may name the whole address, which is meant for proxies and has to be understood
    /// (RFC 9112, 3.2.2).
    private static func target(of text: String) -> Substring {
        guard text.utf8.first != UInt8(ascii: "/"), let scheme = text.firstRange(of: "://") else { return text[...] }
        let rest = text[scheme.upperBound...]
        let (slash, mark) = (UInt8(ascii: "/"), UInt8(ascii: "?"))
        guard let end = rest.utf8.firstIndex(where: { $0 == slash || $0 == mark }) else { return "/" }
        return rest.utf8[end] == mark ? "/" + rest[end...] : rest[end...]
    }
}

/// The body of a request.
enum RequestBody: Sendable, AsyncSequence {
    /// All of it came with the header: nobody has to wait for it.
    case whole(ByteBuffer)
    /// It comes in parts.
    case arriving(ArrivingBody.Parts)

    /// Reads it from its beginning. What arrives can be read once.
    func makeAsyncIterator() -> AsyncIterator {
        switch self {
        case .whole(let bytes): AsyncIterator(whole: bytes.readableBytes > 0 ? bytes : nil)
        case .arriving(let parts): AsyncIterator(parts: parts.makeAsyncIterator())
        }
    }

    struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate var whole: ByteBuffer?
        fileprivate var parts: ArrivingBody.Parts.AsyncIterator?

        @concurrent mutating func next() async throws -> ByteBuffer? {
            guard let parts else { return whole.take() }
            return try await parts.next()
        }
    }
}
