import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// Writes the answer to one request, no faster than it is taken: at once where this runs on the event loop of the
/// connection.
struct AnswerWriter: Sendable {
    private let taker: NIOLoopBound<RequestTaker>
    private let loop: any EventLoop

    init(_ taker: RequestTaker, on loop: any EventLoop) {
        self.taker = NIOLoopBound(taker, eventLoop: loop)
        self.loop = loop
    }

    /// Writes an answer from its head to its end.
    func write(_ response: Response) async {
        var isWhole = false
        do {
            let length = response.body.contentLength
            // Of an answer without a length nobody knows when more of it comes.
            try await write(.head(response.head), isFlushed: length == nil)
            try await response.body.write(Body(answer: self, left: length))
            isWhole = true
        } catch {}
        if loop.inEventLoop { return taker.value.answered(isWhole: isWhole) }
        loop.execute { [taker, isWhole] in taker.value.answered(isWhole: isWhole) }
    }

    /// Writes a part, and returns when more would be taken.
    ///
    /// - Parameter isFlushed: whether nothing follows at once.
    private func write(_ part: HTTPResponsePart, isFlushed: Bool) async throws {
        if loop.inEventLoop, try taker.value.write(part, isFlushed: isFlushed) { return }
        let isWritten = loop.inEventLoop
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            if isWritten { return taker.value.waitUntilWritable(continuation) }
            loop.execute { [taker] in taker.value.write(part, isFlushed: isFlushed, then: continuation) }
        }
    }

    /// Writes the body.
    private struct Body: ResponseBodyWriter {
        let answer: AnswerWriter
        /// How many bytes are still to come; nil where nobody knows.
        var left: Int?

        mutating func write(_ buffer: ByteBuffer) async throws {
            left = left.map { $0 - buffer.readableBytes }
            // Behind the last byte follows the end.
            try await answer.write(.body(buffer), isFlushed: left != 0)
        }

        consuming func finish(_ trailers: HTTPFields?) async throws {
            try await answer.write(.end(trailers), isFlushed: true)
        }
    }
}
