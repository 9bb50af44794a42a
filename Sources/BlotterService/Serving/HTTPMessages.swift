import Bytes
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypesHTTP1

/// Stands between the parser and the rest: makes requests of the parser's words, and bytes of answers.
///
/// It keeps to the version that a client speaks, and to one way of telling where a message ends (RFC 9112, 6): whatever
/// stands between a client and the service must not find another request in the same bytes. The parser has refused by then
/// a length beside a transfer coding, and codings of which chunked is not the last.
///
/// What has come of a request with one read is handed on together; most come as a whole. An answer that is short leaves in
/// one piece: its head waits for its body, and its body for its end, until somebody flushes.
final class HTTPMessages: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = RequestPart
    typealias OutboundIn = AnswerPart
    typealias OutboundOut = ByteBuffer

    /// What of a request its answer depends on.
    private struct Asked {
        let isHead: Bool
        let isOld: Bool
        /// Whether the connection is closed behind the answer.
        let isLast: Bool
    }

    /// How many bytes of a body are copied behind the head, rather than sent on by themselves.
    private static let mostCopied = 2 << 10

    /// The requests that are still to be answered.
    private var asked = CircularBuffer<Asked>()
    /// What has come with this read of the request that has begun last.
    private var begun: (head: HTTPRequest, body: ByteBuffer)?
    private var isLastBegun = false
    /// Whether nothing more is read.
    private var isDeaf = false
    private var framing = AnswerFraming.none
    /// What is written, and was not sent on.
    private var bytes = GrowingBytes(capacity: 512)

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDeaf else { return }
        switch unwrapInboundIn(data) {
        case .head(let head): read(head, context)
        case .body(let bytes):
            guard var request = begun.take() else { return context.fireChannelRead(wrapInboundOut(.body(bytes))) }
            // Of a body that means nothing nothing is kept.
            if request.head.hasBody { request.body.join(bytes) }
            begun = request
        case .end:
            guard let request = begun.take() else { return context.fireChannelRead(wrapInboundOut(.end)) }
            context.fireChannelRead(wrapInboundOut(.whole(request.head, request.body)))
        }
    }

    /// Hands on what has come of a request of which more is to come.
    private func handOn(_ context: ChannelHandlerContext) {
        guard let request = begun.take() else { return }
        context.fireChannelRead(wrapInboundOut(.head(request.head)))
        if request.body.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(.body(request.body))) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        handOn(context)
        context.fireChannelReadComplete()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        handOn(context)
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        handOn(context)
        context.fireErrorCaught(error)
    }

    private func read(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        // What stands behind the last request is not asked for.
        guard !isLastBegun else { return isDeaf = true }
        let request: HTTPRequest
        do {
            if let problem = Problem(framing: head) { throw problem }
            request = try HTTPRequest(plain: head) ?? HTTPRequest(head, secure: false, splitCookie: false)
        } catch {
            isDeaf = true
            context.fireErrorCaught(error as? Problem ?? Problem(unreadable: error))
            return
        }
        let isOld = head.version.isOld
        isLastBegun = isOld || !head.isKeepAlive || head.changesProtocol
        asked.append(Asked(isHead: request.method == .head, isOld: isOld, isLast: isLastBegun))
        begun = (isLastBegun ? request.last(isOld: isOld) : request, ByteBuffer())
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .whole(let head, let body):
            begin(head, length: body.readableBytes)
            add(body, context)
            end()
        case .head(let head): begin(head, length: nil)
        case .body(let body): add(body, context)
        case .end: end()
        }
        // Who wants to know when it is sent does not wait for what follows.
        if promise != nil { sendOn(context, promise) }
    }

    func flush(context: ChannelHandlerContext) {
        sendOn(context, nil)
        context.flush()
    }

    private func begin(_ head: AnswerHead, length: Int?) {
        var head = head
        let request = asked.first
        framing = AnswerFraming(
            of: &head, length: length, isHead: request?.isHead ?? false, isOld: request?.isOld ?? false)
        if head.status.kind != .informational, request?.isLast ?? false { head.fields[.connection] = "close" }
        bytes.append(head, isOld: request?.isOld ?? false)
    }

    private func add(_ body: ByteBuffer, _ context: ChannelHandlerContext) {
        guard body.readableBytes > 0, framing != .none else { return }
        framing.begin(body.readableBytes, in: &bytes)
        if body.readableBytes <= Self.mostCopied {
            bytes.append(body.readableBytesUInt8Span)
        } else {
            sendOn(context, nil)
            context.write(wrapOutboundOut(body), promise: nil)
        }
        framing.endPart(in: &bytes)
    }

    private func end() {
        framing.end(in: &bytes)
        _ = asked.popFirst()
    }

    private func sendOn(_ context: ChannelHandlerContext, _ promise: EventLoopPromise<Void>?) {
        guard bytes.count > 0 || promise != nil else { return }
        var buffer = context.channel.allocator.buffer(capacity: bytes.count)
        buffer.writeBytes(bytes.bytes)
        bytes.removeAll()
        context.write(wrapOutboundOut(buffer), promise: promise)
    }
}

extension ByteBuffer {
    /// Takes in what follows; what comes first is not copied.
    fileprivate mutating func join(_ bytes: ByteBuffer) {
        if readableBytes == 0 { self = bytes } else { writeImmutableBuffer(bytes) }
    }
}

extension HTTPVersion {
    /// Whether it is one before HTTP/1.1.
    fileprivate var isOld: Bool { self == .http1_0 || self == .http0_9 }
}

extension HTTPRequestHead {
    /// Whether it asks for another protocol on this connection (RFC 9110, 7.8 and 9.3.6). There is none, and the parser reads
    /// nothing behind it.
    fileprivate var changesProtocol: Bool {
        if method == .CONNECT { return true }
        guard headers.contains(name: "Upgrade") else { return false }
        return headers[canonicalForm: "Connection"].contains { $0.lowercased() == "upgrade" }
    }
}

extension HTTPRequest {
    /// A request whose target is a path, which needs no taking apart (RFC 9112, 3.2.1); nil for any other.
    fileprivate init?(plain head: HTTPRequestHead) {
        guard head.uri.utf8.first == UInt8(ascii: "/"), let method = try? Method(head.method) else { return nil }
        var fields = HTTPFields()
        fields.reserveCapacity(head.headers.count)
        var host: String?
        for (text, value) in head.headers {
            guard let name = HTTPField.Name(text) else { continue }
            if host == nil, name.canonicalName == "host" {
                host = value
            } else {
                fields.append(HTTPField(name: name, value: value))
            }
        }
        self.init(method: method, scheme: "http", authority: host, path: head.uri, headerFields: fields)
    }

    /// The same request, behind which the connection ends.
    fileprivate func last(isOld: Bool) -> HTTPRequest {
        var request = self
        request.headerFields[.connection] = "close"
        // Whoever speaks HTTP/1.0 does not know it (RFC 9110, 10.1.1).
        if isOld { request.headerFields[.expect] = nil }
        return request
    }
}

extension Problem {
    /// What is wrong with how a request says where it ends, and for whom it is; nil where nothing is.
    fileprivate init?(framing head: HTTPRequestHead) {
        let isOld = head.version.isOld
        let codings = head.headers[canonicalForm: "Transfer-Encoding"]
        if !codings.isEmpty, isOld {
            // "A server … that receives an HTTP/1.0 message containing a Transfer-Encoding header field MUST treat the
            // message as if the framing is faulty" (RFC 9112, 6.1).
            self.init(
                .badRequest, "HTTP/1.0 knows no Transfer-Encoding; send Content-Length", field: "Transfer-Encoding")
        } else if !codings.isEmpty, codings.map({ $0.lowercased() }) != ["chunked"] {
            self.init(
                .unknownCoding,
                "a body is read in chunks or with a length, not as '\(codings.joined(separator: ", "))'",
                field: "Transfer-Encoding")
        } else if !isOld, head.headers["Host"].count != 1 {
            self.init(.badRequest, "a request of HTTP/1.1 names one Host (RFC 9112, 3.2)", field: "Host")
        } else {
            return nil
        }
    }
}
