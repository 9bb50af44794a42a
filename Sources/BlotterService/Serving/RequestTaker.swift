import HTTPTypes
import NIOCore
import Platform

/// Takes requests from a connection, one after the other, and writes their answers.
///
/// A request whose body has arrived with its header is handed over whole, and its answer is begun where it was read: on
/// the event loop of the connection, with no queue and no other thread in between. What may take long goes elsewhere
/// (``ReadTurns``). The body of any other request is handed over as it arrives, and no more of it is read than somebody
/// takes.
final class RequestTaker: ChannelDuplexHandler {
    typealias InboundIn = RequestPart
    typealias OutboundIn = AnswerPart
    typealias OutboundOut = AnswerPart

    /// Answers a request.
    typealias Respond = @Sendable (Request, RequestSource) async -> Response

    private enum Phase {
        /// Between two requests.
        case resting
        /// Its body is handed over as it arrives.
        case handing(ArrivingBody)
        /// It is there as a whole.
        case taken
    }

    /// How many requests of one connection are answered before others have a turn.
    private static let mostInTurn = 16

    private let respond: Respond
    private let loop: any EventLoop
    private let executor: CallbackExecutor
    /// Told when the connection has ended, and with it whatever was being answered.
    private let ended: EventLoopPromise<Void>
    private var context: ChannelHandlerContext?
    private var phase = Phase.resting
    private var isAnswering = false
    /// Whether the other side has said that nothing more comes.
    private var isLastIn = false
    /// Requests behind the one that is being answered, in parts.
    private var behind = CircularBuffer<RequestPart>()
    /// What is wrong with the last of them, of which nothing more comes.
    private var behindError: (any Error)?
    /// How many requests were answered since anybody else had a turn, and whether the next ones wait for theirs.
    private var (answeredInTurn, isPausing) = (0, false)
    /// Whether what is behind is being taken: an answer that is there at once does not take it a second time.
    private var isCatchingUp = false
    /// Whether somebody wanted to read when nothing was to be read.
    private var isHeld = false
    /// Whoever has more to write than is taken waits here.
    private var writer: CheckedContinuation<Void, any Error>?

    init(on loop: any EventLoop, ended: EventLoopPromise<Void>, _ respond: @escaping Respond) {
        self.respond = respond
        self.ended = ended
        self.loop = loop
        executor = loop.taskExecutor()
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    /// The connection has ended.
    private func end() {
        context = nil
        behind.removeAll()
        failBody(ChannelError.eof)
        writer?.resume(throwing: ChannelError.ioOnClosedChannel)
        writer = nil
        if !isAnswering { ended.succeed() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if behind.isEmpty { failBody(error) } else { behindError = error }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            isLastIn = true
            closeIfDone()
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// Whoever reads the body gets an error.
    private func failBody(_ error: any Error) {
        switch phase {
        case .handing(let body): body.fail(error)
        case .resting, .taken: break
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if isBusy { behind.append(part) } else { take(part) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if !isPausing { answeredInTurn = 0 }
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if mustHold { isHeld = true } else { context.read() }
    }

    /// Whether no other request is to be taken yet: not before this one is answered, and its answer is on its way.
    private var isBusy: Bool {
        if isPausing || !behind.isEmpty { return true }
        if case .taken = phase { return isAnswering }
        return false
    }

    private var mustHold: Bool {
        if case .handing(let body) = phase, body.isFull { return true }
        return !behind.isEmpty
    }

    private func take(_ part: RequestPart) {
        switch (part, phase) {
        case (.whole(let head, let body), _):
            phase = .taken
            answer(Request(head: head, body: .whole(body)))
        case (.head(let head), _): handOver(head)
        case (.body(let bytes), .handing(let body)): body.take(bytes)
        case (.end, .handing(let body)):
            phase = .taken
            body.finish()
            if !isAnswering { next() }
        case (.body, _), (.end, _): break
        }
    }

    /// Hands over a request whose body is still to come, as it arrives.
    private func handOver(_ head: HTTPRequest) {
        let taker = NIOLoopBound(self, eventLoop: loop)
        let (body, read) = ArrivingBody.make { [loop] in loop.execute { taker.value.bodyIsWanted() } }
        phase = .handing(body)
        answer(Request(head: head, body: head.hasBody ? .arriving(read) : .whole(ByteBuffer())))
    }

    /// Whoever reads the body wants more.
    private func bodyIsWanted() {
        guard case .handing(let body) = phase else { return }
        body.isWanted()
        readOn()
    }

    /// Reads on, where nothing stands against it any more.
    private func readOn() {
        guard isHeld, !mustHold else { return }
        isHeld = false
        context?.read()
    }

    private func answer(_ request: Request) {
        guard let context else { return }
        isAnswering = true
        let source = RequestSource(channel: context.channel)
        let answer = AnswerWriter(self, on: loop)
        Task.immediate(executorPreference: executor) { [respond] in
            let response = await respond(request, source)
            await answer.write(response)
        }
    }

    /// The answer was written, or cannot be.
    func answered(isWhole: Bool) {
        isAnswering = false
        guard let context else { return ended.succeed() }
        guard isWhole else {
            // What follows would be taken for the rest of it.
            context.close(promise: nil)
            return
        }
        switch phase {
        case .handing(let body):
            // What is still to come of its body is thrown away.
            body.isWanted()
            readOn()
        case .taken:
            pauseSometimes()
            next()
        case .resting: break
        }
    }

    /// Lets others of this event loop have a turn when very many requests have come together.
    private func pauseSometimes() {
        answeredInTurn += 1
        guard answeredInTurn >= Self.mostInTurn, !isPausing else { return }
        isPausing = true
        let taker = NIOLoopBound(self, eventLoop: loop)
        loop.execute { taker.value.goOn() }
    }

    private func goOn() {
        (answeredInTurn, isPausing) = (0, false)
        if case .taken = phase, !isAnswering { next() }
    }

    /// Takes the next request, if there is something of it.
    private func next() {
        guard !isCatchingUp, !isPausing else { return }
        isCatchingUp = true
        phase = .resting
        while !behind.isEmpty {
            if case .taken = phase, isAnswering || isPausing { break }
            take(behind.removeFirst())
        }
        isCatchingUp = false
        if case .taken = phase, !isAnswering, !isPausing { phase = .resting }
        if behind.isEmpty, let error = behindError.take() { failBody(error) }
        closeIfDone()
        readOn()
    }

    /// Where nothing more comes, and everything is answered, nobody needs the connection.
    private func closeIfDone() {
        guard isLastIn, case .resting = phase else { return }
        context?.close(mode: .output, promise: nil)
    }

    /// Writes a part of an answer, and sends it.
    ///
    /// - Returns: whether more is taken now.
    func write(_ part: AnswerPart) throws -> Bool {
        guard let context else { throw ChannelError.ioOnClosedChannel }
        context.writeAndFlush(wrapOutboundOut(part), promise: nil)
        return context.channel.isWritable
    }

    /// Waits until more is taken.
    func waitUntilWritable(_ continuation: CheckedContinuation<Void, any Error>) {
        guard let context else { return continuation.resume(throwing: ChannelError.ioOnClosedChannel) }
        if context.channel.isWritable { return continuation.resume() }
        writer = continuation
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            writer?.resume()
            writer = nil
        }
        context.fireChannelWritabilityChanged()
    }
}
