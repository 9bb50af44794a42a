import AccessTokens
import EventSourcing
import Logging
import Platform
import Synchronization

/// Tells tokens from other texts, by the file of tokens as it is now: a token that was revoked opens nothing any more
/// from the next request on.
final class TokenAuthority: Sendable {
    /// How old what is known of the file may be for who was let in already, in nanoseconds: 100 milliseconds.
    static let patience: UInt64 = 100_000_000
    /// After how many nanoseconds a file that could not be read is tried again, though it did not change: a second. It may
    /// have been the system that refused.
    private static let retry: UInt64 = 1_000_000_000

    private struct State {
        var mark: PrivateFile.Mark?
        var book: TokenBook
        /// How many books there were before this one.
        var version = 0
        /// When the file was looked at last, by the clock that never goes back.
        var looked: UInt64 = 0
        /// When it could not be read; nil where it could.
        var failed: UInt64?
    }

    private let file: TokenFile
    private let logger: Logger
    private let state: Mutex<State>

    init(_ file: TokenFile, logger: Logger) throws(TokenFile.Failure) {
        self.file = file
        self.logger = logger
        let mark = file.mark
        state = Mutex(State(mark: mark, book: try file.read()))
    }

    /// The tokens as they are now.
    var book: TokenBook { look(notOlderThan: 0).book }

    /// The tokens as they were a moment ago: for who is asked very often whether somebody may still see what he sees.
    var recentBook: TokenBook { look(notOlderThan: Self.patience).book }

    /// Another number with every other book, a moment later.
    var version: Int { look(notOlderThan: Self.patience).version }

    private func look(notOlderThan age: UInt64) -> State {
        let now = Process.monotonicNanoseconds
        return state.withLock { state in
            guard age == 0 || now >= state.looked + age else { return state }
            state.looked = now
            let mark = file.mark
            let isDue = state.failed.map { now >= $0 + Self.retry } ?? false
            if state.mark != mark || isDue { read(mark, at: now, into: &state) }
            return state
        }
    }

    /// Reads the file. What is wrong with it is noted once for each change.
    private func read(_ mark: PrivateFile.Mark?, at now: UInt64, into state: inout State) {
        let isNew = state.mark != mark
        state.mark = mark
        state.failed = nil
        do {
            let book = try file.read()
            // Nobody is let in by a file that cannot be read, nor does everybody own the log because it is gone.
            guard !book.tokens.isEmpty || state.book.tokens.isEmpty else {
                logger.error("the file of the tokens is empty or gone; those that were in it still count")
                return
            }
            state.book = book
            state.version += 1
        } catch {
            state.failed = now
            if isNew { logger.error("the tokens cannot be read", metadata: ["reason": "\(error)"]) }
        }
    }
}
