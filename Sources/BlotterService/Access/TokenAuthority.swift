import AccessTokens
import EventSourcing
import Logging
import Platform
import Synchronization

/// Tells tokens from other texts, by the file of tokens as it is now: a token that was revoked opens nothing any more
/// from the next request on.
final class TokenAuthority: Sendable {
    private struct State {
        var mark: PrivateFile.Mark?
        var book: TokenBook
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

    /// Whether no token was ever made.
    var isEmpty: Bool { book().tokens.isEmpty }

    /// The valid token of which this is the text.
    func token(of text: String, at now: Timestamp) -> Token? { book().token(of: text, at: now) }

    /// A token by its id, if it is still valid.
    func token(id: String, at now: Timestamp) -> Token? { book().token(id: id, at: now) }

    /// Whether every token is as it was when this was asked before, for who holds on to an answer.
    private func book() -> TokenBook {
        let mark = file.mark
        return state.withLock { state in
            guard state.mark != mark else { return state.book }
            do {
                let book = try file.read()
                state.mark = mark
                // Nobody is let in by a file that cannot be read, nor does everybody own the log because it is gone.
                guard !book.tokens.isEmpty || state.book.tokens.isEmpty else {
                    logger.error("the file of the tokens is empty or gone; those that were in it still count")
                    return state.book
                }
                state.book = book
            } catch {
                logger.error("the tokens cannot be read", metadata: ["reason": "\(error)"])
            }
            return state.book
        }
    }
}
