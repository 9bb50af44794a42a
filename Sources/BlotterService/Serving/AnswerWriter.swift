import HTTPTypes
import HummingbirdCore
import NIOCore

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
            // Of an answer without a length nobody knows when some of it comes.
            if length == nil { try await write(.head(response.head), isFlushed: true) }
            let body = Body(answer: self, head: length == nil ? nil : response.head, left: length)
            try await response.body.write(body)
            isWhole = true
        } catch {}
        if loop.inEventLoop { return taker.value.answered(isWhole: isWhole) }
        loop.execute { [taker, isWhole] in taker.value.answered(isWhole: isWhole) }
    }

    /// Writes a part, in the order in which parts are given, and returns when more would be taken.
    ///
    /// - Parameter isFlushed: whether nothing follows at once.
    @inline(__always)
    private func write(_ part: AnswerPart, isFlushed: Bool) async throws {
        if loop.inEventLoop {
            if try taker.value.write(part, isFlushed: isFlushed) { return }
        } else {
            loop.execute { [taker] in _ = try? taker.value.write(part, isFlushed: isFlushed) }
        }
        try await room()
    }

    /// Waits until what was written has gone so far that more would be taken.
    private func room() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            if loop.inEventLoop { return taker.value.waitUntilWritable(continuation) }
            loop.execute { [taker] in taker.value.waitUntilWritable(continuation) }
        }
    }

    /// Writes head and body. An answer of which the length is known, and that comes in one piece, is written as a whole.
    private struct Body: ResponseBodyWriter {
        let answer: AnswerWriter
        /// What was not written yet.
        var head: HTTPResponse?
        var bytes = ByteBuffer()
        /// How many bytes are still to come; nil where nobody knows.
        var left: Int?

        init(answer: AnswerWriter, head: HTTPResponse?, left: Int?) {
            self.answer = answer
            self.head = head
            self.left = left
        }

        mutating func write(_ buffer: ByteBuffer) async throws {
            left = left.map { $0 - buffer.readableBytes }
            // Behind the last byte follows the end.
            if left == 0, head != nil { return bytes = buffer }
            if let head = head.take() { try await answer.write(.head(head), isFlushed: false) }
            try await answer.write(.body(buffer), isFlushed: left != 0)
        }

        consuming func finish(_ trailers: HTTPFields?) async throws {
            if let head {
                try await answer.write(.whole(head, bytes), isFlushed: true)
            } else {
                try await answer.write(.end, isFlushed: true)
            }
        }
    }
}
