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
            if try !isWritten(.head(response.head), isFlushed: length == nil) { try await room() }
            try await response.body.write(Body(answer: self, left: length))
            isWhole = true
        } catch {}
        if loop.inEventLoop { return taker.value.answered(isWhole: isWhole) }
        loop.execute { [taker, isWhole] in taker.value.answered(isWhole: isWhole) }
    }

    /// Writes a part, in the order in which parts are given.
    ///
    /// - Parameter isFlushed: whether nothing follows at once.
    /// - Returns: whether it is known to be written, and more would be taken.
    private func isWritten(_ part: HTTPResponsePart, isFlushed: Bool) throws -> Bool {
        if loop.inEventLoop { return try taker.value.write(part, isFlushed: isFlushed) }
        loop.execute { [taker] in _ = try? taker.value.write(part, isFlushed: isFlushed) }
        return false
    }

    /// Waits until what was written has gone so far that more would be taken.
    private func room() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            if loop.inEventLoop { return taker.value.waitUntilWritable(continuation) }
            loop.execute { [taker] in taker.value.waitUntilWritable(continuation) }
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
            if try !answer.isWritten(.body(buffer), isFlushed: left != 0) { try await answer.room() }
        }

        consuming func finish(_ trailers: HTTPFields?) async throws {
            if try !answer.isWritten(.end(trailers), isFlushed: true) { try await answer.room() }
        }
    }
}
