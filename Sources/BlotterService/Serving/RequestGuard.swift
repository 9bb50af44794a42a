import EventSourcing
import HTTPTypes
import NIOCore
import NIOHTTP1
import Platform

/// Stands between the parser and whoever answers, and sees to it that nobody holds a connection for nothing: a header and
/// a body must arrive in time, a connection may rest only so long, and whoever does not take his answer is let go. What
/// the parser refuses is answered in the same words as everything else. Where the service stops, whoever has begun to ask
/// is answered or refused, and told that the connection ends.
///
/// All of it runs on the event loop of its connection.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = RequestPart
    typealias InboundOut = RequestPart
    typealias OutboundIn = AnswerPart
    typealias OutboundOut = AnswerPart

    /// Why nobody waits any more for the rest of a body. Whoever reads it gets this error.
    enum BodyEnd: Error {
        /// It did not arrive in time.
        case late
        case stopping
    }

    private enum Phase {
        /// Between two requests, and nothing of the next one has come.
        case resting
        /// Something of a header has come.
        case header
        case body(isStream: Bool)
        /// The request is there as a whole. Others may have come behind it.
        case answering
        /// Everything was said; the rest is to be taken in and thrown away until the other side has read it.
        case closing
    }

    private let limits: ServiceConfiguration.Limits
    private var phase = Phase.header
    /// How many requests have begun, how many were read to their end, and how many were answered: a client may send the
    /// next ones before it has an answer (RFC 9112, 9.3.2).
    private var (begun, read, answered) = (0, 0, 0)
    /// Whether anything has come at all.
    private var hasBytes = false
    /// Whether whoever sends the request that has begun last waits to be told to go on (RFC 9110, 10.1.1).
    private var awaitsContinue = false
    /// Whether something of the answer to the request at hand was written.
    private var hasBegunAnswer = false
    /// Whether the connection ends with the request that has begun last.
    private var isLast = false
    /// Whether the service stops: after what has been asked by now the connection ends.
    private var isStopping = false
    /// What is wrong behind the requests that are still to be answered.
    private var refused: Problem?
    /// How many bytes of answers were written so far.
    private var written = 0
    private var deadline: MovingDeadline?
    /// How many seconds it was away when it was set.
    private var patience = 0
    /// What waited to be taken then, where somebody is to take something.
    private var waitingThen = Waiting(bytes: 0, written: 0)
    private var writeDeadline: Scheduled<Void>?

    init(limits: ServiceConfiguration.Limits) { self.limits = limits }

    func handlerAdded(context: ChannelHandlerContext) {
        deadline = MovingDeadline(on: context.eventLoop) { [weak self] in
            guard let self else { return }
            expired(after: patience, context)
        }
        if let watch = try? context.pipeline.syncOperations.handler(type: ByteWatch.self) {
            watch.arrived = { [weak self] in self?.bytesArrived(context) }
        }
        arm(limits.headerSeconds, context)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        deadline?.end()
        deadline = nil
        writeDeadline?.cancel()
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.end()
        writeDeadline?.cancel()
        context.fireChannelInactive()
    }

    private func bytesArrived(_ context: ChannelHandlerContext) {
        hasBytes = true
        guard case .resting = phase else { return }
        phase = .header
        arm(limits.headerSeconds, context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if case .closing = phase { return }
        let part = unwrapInboundIn(data)
        switch part {
        case .whole(let head, _):
            begin(head)
            endRequest()
        case .head(let head):
            begin(head)
            phase = .body(isStream: MediaType.isLines(head.headerFields.value(of: .contentType)))
            arm(limits.bodySeconds, context)
            awaitsContinue = head.headerFields.value(of: .expect)?.lowercased() == "100-continue"
            tellToContinue(context)
        case .body(let bytes):
            // A line has to come as a whole: bytes that trickle in would hold the connection for ever.
            if case .body(isStream: true) = phase, bytes.readableBytesView.contains(UInt8(ascii: "\n")) {
                arm(limits.bodySeconds, context)
            }
        case .end: endRequest()
        }
        context.fireChannelRead(data)
    }

    private func begin(_ head: HTTPRequest) {
        begun += 1
        awaitsContinue = false
        isLast = head.headerFields.value(of: .connection) == "close"
    }

    /// The request is there to its end.
    private func endRequest() {
        read += 1
        phase = .answering
        deadline?.clear()
    }

    /// Tells whoever waits for it to send the body; not into the middle of the answer to the request before.
    private func tellToContinue(_ context: ChannelHandlerContext) {
        guard awaitsContinue, answered + 1 == begun, read < begun else { return }
        awaitsContinue = false
        context.writeAndFlush(wrapOutboundOut(.head(AnswerHead(status: .continue))), promise: nil)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .closing = phase {
            promise?.fail(ChannelError.ioOnClosedChannel)
            return
        }
        switch unwrapOutboundIn(data) {
        case .whole(let head, let body):
            written += body.readableBytes
            end(wrapOutboundOut(.whole(marked(head, isEnd: true), body)), promise, context)
        case .head(let head):
            hasBegunAnswer = true
            context.write(wrapOutboundOut(.head(marked(head, isEnd: false))), promise: promise)
        case .body(let bytes):
            written += bytes.readableBytes
            context.write(data, promise: promise)
        case .end: end(data, promise, context)
        }
    }

    /// A head that says so where the connection ends: else the next request would be sent to where nobody reads it
    /// (RFC 9112, 9.6).
    ///
    /// - Parameter isEnd: whether the end of the answer is written with it.
    private func marked(_ head: AnswerHead, isEnd: Bool) -> AnswerHead {
        guard (isStopping && answered + 1 == begun) || (isEnd && answered + 1 > read) else { return head }
        var head = head
        head.fields[.connection] = "close"
        return head
    }

    /// Writes the end of an answer.
    private func end(_ data: NIOAny, _ promise: EventLoopPromise<Void>?, _ context: ChannelHandlerContext) {
        answered += 1
        hasBegunAnswer = false
        if answered > read || ((isStopping || isLast) && answered == begun) {
            // What is still to come is nothing that anybody waits for: the rest of a body that was answered before its end,
            // or requests behind the last that is answered.
            context.writeAndFlush(data, promise: promise)
            return close(context)
        }
        context.write(data, promise: promise)
        tellToContinue(context)
        guard answered == begun else { return }
        phase = .resting
        arm(limits.idleSeconds, context)
        if let problem = refused { refuse(problem, context) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed: inputClosed(context)
        case is ChannelShouldQuiesceEvent: stop(context)
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// The other side says that it sends nothing more. It may still want its answer, but for how long nobody knows: what
    /// has no end is ended soon.
    private func inputClosed(_ context: ChannelHandlerContext) {
        if case .closing = phase {
            // It has read all there was, or will not.
            if waiting(context).bytes == 0 { context.close(promise: nil) }
            return
        }
        guard begun > answered else { return }
        phase = .answering
        arm(Self.halfClosed, context)
    }

    /// The service stops. A body has half of the time that is left to arrive as a whole; of lines each was answered, and who
    /// sends them may never come to an end. Of a request whose header is not there nothing was done, and who sends it is told
    /// so (RFC 9110, 15.6.4), since it would not know that of a connection that is merely closed (RFC 9110, 9.2.2).
    private func stop(_ context: ChannelHandlerContext) {
        isStopping = true
        switch phase {
        case .header:
            if hasBytes {
                refuse(Problem(.stopping, "the service is stopping, and nothing was done; send it again"), context)
            } else {
                context.close(promise: nil)
            }
        case .body(isStream: true): expired(after: 0, context)
        case .body(isStream: false): arm(limits.stopSeconds / 2, context)
        // An answer may still be on its way.
        case .resting: if waiting(context).bytes > 0 { close(context) } else { context.close(promise: nil) }
        case .answering, .closing: break
        }
    }

    /// What is closed in two steps already is left to end so, whoever else wants it closed.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if case .closing = phase, mode == .all {
            context.channel.closeFuture.cascade(to: promise)
        } else {
            context.close(mode: mode, promise: promise)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        writeDeadline?.cancel()
        writeDeadline = nil
        if !context.channel.isWritable { watchWriting(context) }
        context.fireChannelWritabilityChanged()
    }

    /// Lets go of who takes too little for a while of what waits: a byte now and then would keep an answer for ever.
    private func watchWriting(_ context: ChannelHandlerContext) {
        let waiting = waiting(context)
        writeDeadline = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(Int64(limits.writeSeconds))) {
            [weak self] in
            guard let self else { return }
            guard takesEnough(since: waiting, seconds: limits.writeSeconds, context) else {
                return context.close(promise: nil)
            }
            watchWriting(context)
        }
    }

    /// What waits to be taken at some time, and what was written up to then.
    private struct Waiting {
        let bytes: Int
        let written: Int
    }

    private func waiting(_ context: ChannelHandlerContext) -> Waiting {
        let bytes = try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)
        return Waiting(bytes: bytes ?? 0, written: written)
    }

    /// Whether of what waited then so much was taken in some seconds as is asked of a reader.
    private func takesEnough(since then: Waiting, seconds: Int, _ context: ChannelHandlerContext) -> Bool {
        let now = waiting(context)
        let taken = then.bytes + now.written - then.written - now.bytes
        return taken >= min(then.bytes, seconds * limits.writeRate)
    }

    /// What is wrong with a body is told to whoever reads it, and what is wrong behind a request only when that is answered.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard read == begun, error is HTTPParserError || error is Problem else {
            context.fireErrorCaught(error)
            return
        }
        let problem = error as? Problem ?? Problem(unreadable: error)
        if answered == begun { refuse(problem, context) } else { refused = problem }
    }

    private func arm(_ seconds: Int, _ context: ChannelHandlerContext) {
        switch phase {
        case .header, .body: break
        case .resting, .answering, .closing: waitingThen = waiting(context)
        }
        patience = seconds
        deadline?.set(in: .seconds(Int64(seconds)))
    }

    private func expired(after seconds: Int, _ context: ChannelHandlerContext) {
        switch phase {
        // Not before an answer that is being taken has been taken.
        case .resting where isBeingTaken(seconds, context), .answering where isBeingTaken(seconds, context),
            .closing where isBeingTaken(seconds, context):
            arm(seconds, context)
        case .resting, .closing, .answering: context.close(promise: nil)
        case .header:
            refuse(
                Problem(.timeout, "the header did not arrive within \(limits.headerSeconds) seconds"), context)
        case .body(let isStream):
            // Whoever reads it says so; whoever does not read it has answered, or never will.
            context.fireErrorCaught(isStopping ? BodyEnd.stopping : BodyEnd.late)
            arm(limits.writeSeconds, context)
            if hasBegunAnswer, !isStream { context.close(promise: nil) }
        }
    }

    private func isBeingTaken(_ seconds: Int, _ context: ChannelHandlerContext) -> Bool {
        waiting(context).bytes > 0 && takesEnough(since: waitingThen, seconds: seconds, context)
    }

    /// Answers what nobody else will answer, and closes.
    private func refuse(_ problem: Problem, _ context: ChannelHandlerContext) {
        if case .closing = phase { return }
        let body = problem.json(request: nil)
        var head = AnswerHead(status: problem.kind.status)
        head.fields[.contentType] = Problem.mediaType
        head.fields[.connection] = "close"
        head.fields[.date] = HTTPDate.text(of: Timestamp(microseconds: Process.microsecondsSinceEpoch))
        if problem.kind == .stopping { head.fields[.retryAfter] = "1" }
        context.writeAndFlush(wrapOutboundOut(.whole(head, ByteBuffer(bytes: body))), promise: nil)
        close(context)
    }

    /// Closes in two steps, so that the answer is read before the connection is reset (RFC 9112, 9.6).
    private func close(_ context: ChannelHandlerContext) {
        phase = .closing
        context.close(mode: .output, promise: nil)
        arm(Self.lingering, context)
    }

    /// How many seconds an answer may take when the other side has stopped to send.
    private static let halfClosed = 5
    /// How many seconds the other side has to read what was said last.
    private static let lingering = 2
}
