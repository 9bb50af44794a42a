import HTTPTypes
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
            switch response.body {
            case .bytes(let bytes, let share):
                try await write(.whole(response.head, bytes))
                withExtendedLifetime(share) {}
            case .written(let make):
                // Nobody knows when some of it comes.
                try await write(.head(response.head))
                try await make(Body(answer: self))
                try await write(.end)
            }
            isWhole = true
        } catch {}
        if loop.inEventLoop { return taker.value.answered(isWhole: isWhole) }
        loop.execute { [taker, isWhole] in taker.value.answered(isWhole: isWhole) }
    }

    /// Writes a part, in the order in which parts are given, and returns when more would be taken.
    @inline(__always)
    private func write(_ part: AnswerPart) async throws {
        if loop.inEventLoop {
            if try taker.value.write(part) { return }
        } else {
            loop.execute { [taker] in _ = try? taker.value.write(part) }
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

    /// Writes what is made of a body, each part as it comes.
    private struct Body: BodyWriter {
        let answer: AnswerWriter

        func write(_ bytes: ByteBuffer) async throws { try await answer.write(.body(bytes)) }
    }
}
