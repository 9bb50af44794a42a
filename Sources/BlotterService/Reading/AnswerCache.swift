import EventSourcing
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
        let coding: ContentCoding

        /// About how many bytes it takes.
        var size: Int { 512 + query.utf8.count + visitor.utf8.count }
    }

    /// An answer.
    struct Answer: Sendable {
        /// With its bytes, compressed for who likes that.
        let response: Response
        /// When it was told: what says "now" may not be too old.
        let made: Timestamp
    }

    /// For how long an answer counts where nothing is appended: 30 seconds, in microseconds.
    static let longest: Int64 = 30_000_000
    /// How many bytes are kept.
    static let most = 32 << 20

    private struct State {
        var head = Position.beforeFirst
        var answers: [Key: Answer] = [:]
        var bytes = 0
    }

    private let state = Mutex(State())

    /// The answer that was given at this head of the log.
    func answer(to key: Key, at head: Position, now: Timestamp) -> Answer? {
        let kept = state.withLock { $0.head == head ? $0.answers[key] : nil }
        guard let kept, now < kept.made.advanced(byMicroseconds: Self.longest) else { return nil }
        return kept
    }

    /// Keeps an answer. What is older goes.
    func keep(_ answer: Answer, to key: Key, at head: Position) {
        let size = (answer.response.body.length ?? 0) + key.size
        state.withLock { state in
            guard head >= state.head, size <= Self.most / 8 else { return }
            if head > state.head || state.bytes + size > Self.most { state = State(head: head) }
            if state.answers.updateValue(answer, forKey: key) == nil { state.bytes += size }
        }
    }
}
