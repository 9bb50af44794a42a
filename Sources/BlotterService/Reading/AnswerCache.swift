import EventSourcing
import NIOCore
import Synchronization

/// Keeps what was told of the log as it is now, so that many who ask the same thing are told it for the price of one. An
/// answer counts as long as nothing is appended.
final class AnswerCache: Sendable {
    /// What was asked, with all that the answer depends on.
    struct Key: Hashable, Sendable {
        let endpoint: Endpoint
        let name: String?
        let query: String
        let format: String
        let visitor: String
    }

    /// An answer.
    struct Answer: Sendable {
        let bytes: ByteBuffer
    }

    /// How many bytes are kept.
    static let most = 32 << 20

    private struct State {
        var head = Position.beforeFirst
        var answers: [Key: Answer] = [:]
        var bytes = 0
    }

    private let state = Mutex(State())

    /// The answer that was given at this head of the log.
    func answer(to key: Key, at head: Position) -> Answer? {
        state.withLock { $0.head == head ? $0.answers[key] : nil }
    }

    /// Keeps an answer. What is older goes.
    func keep(_ answer: Answer, to key: Key, at head: Position) {
        let size = answer.bytes.readableBytes + 512
        state.withLock { state in
            guard head >= state.head, size <= Self.most / 8 else { return }
            if head > state.head || state.bytes + size > Self.most { state = State(head: head) }
            if state.answers.updateValue(answer, forKey: key) == nil { state.bytes += size }
        }
    }
}
