import NIOCore
import NIOHTTP1

/// Keeps to the version that a client speaks, and to one way of telling where a message ends (RFC 9112, 6): whatever
/// stands between a client and the service must not find another request in the same bytes.
///
/// It stands behind the parser, which refuses a length beside a transfer coding, and codings of which chunked is not the
/// last.
final class MessageFraming: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = HTTPServerResponsePart
    typealias OutboundOut = HTTPServerResponsePart

    /// The request after which the connection is closed.
    private struct Last {
        let number: Int
        let version: HTTPVersion
    }

    private var (begun, answered, ended) = (0, 0, 0)
    private var last: Last?
    /// Whether nothing more is read.
    private var isDeaf = false
    /// What is wrong with the request behind those that are still to be answered.
    private var refused: Problem?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isDeaf else { return }
        guard case .head(var head) = unwrapInboundIn(data) else { return context.fireChannelRead(data) }
        // What stands behind the last request is not asked for.
        guard last == nil else { return isDeaf = true }
        if let problem = Problem(framing: head) {
            isDeaf = true
            if ended < begun { refused = problem } else { context.fireErrorCaught(problem) }
            return
        }
        begun += 1
        let isOld = head.version.isOld
        if isOld || !head.isKeepAlive {
            last = Last(number: begun, version: head.version)
            head.headers.replaceOrAdd(name: "Connection", value: "close")
            // Whoever speaks HTTP/1.0 does not know it (RFC 9110, 10.1.1).
            if isOld { head.headers.remove(name: "Expect") }
        }
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data), head.status.code >= 200 else {
            context.write(data, promise: promise)
            if case .end = unwrapOutboundIn(data) { hasEnded(context) }
            return
        }
        answered += 1
        if let last, last.number == answered {
            // With this version a body without a length ends with the connection, and is not sent in chunks.
            if last.version.isOld { head.version = .http1_0 }
            head.headers.replaceOrAdd(name: "Connection", value: "close")
        }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    /// An answer is written: what is wrong with the request behind the last of them can be said now.
    private func hasEnded(_ context: ChannelHandlerContext) {
        ended += 1
        guard ended == begun, let problem = refused else { return }
        refused = nil
        context.fireErrorCaught(problem)
    }
}

extension HTTPVersion {
    /// Whether it is one before HTTP/1.1.
    fileprivate var isOld: Bool { self == .http1_0 || self == .http0_9 }
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
