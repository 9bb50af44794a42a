import AccessTokens
import EventSourcing
import Synchronization

/// The sessions that pages have begun with a token. A session holds no rights of its own: it leads to its token, and ends
/// when that does. Sessions are kept in memory, so that they end with the service too.
final class Sessions: Sendable {
    /// How long a session lasts: 12 hours, in microseconds.
    static let length: Int64 = 12 * 3600 * 1_000_000
    /// How many there may be. When there are more, those that end first give way.
    static let most = 10_000

    private struct Session {
        let token: String
        let ends: Timestamp
    }

    /// By what a session is known without its secret.
    struct Key: Hashable, Sendable {
        private let hash: [UInt8]

        /// The key of the session with this secret.
        init(_ secret: String) { hash = Secret.hash(secret) }
    }

    private struct State {
        var sessions: [Key: Session] = [:]
        /// How many sessions were ended before their time.
        var ended = 0

        mutating func end(_ key: Key) {
            if sessions.removeValue(forKey: key) != nil { ended += 1 }
        }
    }

    private let state = Mutex(State())

    /// Another number when a session was ended before its time.
    var version: Int { state.withLock { $0.ended } }

    /// Begins a session with a token.
    ///
    /// - Returns: the value of its cookie.
    func begin(token id: String, at now: Timestamp) -> String {
        let secret = Secret.random(bytes: Secret.size)
        state.withLock { state in
            if state.sessions.count >= Self.most {
                state.sessions = state.sessions.filter { $0.value.ends > now }
                if state.sessions.count >= Self.most,
                    let first = state.sessions.min(by: { $0.value.ends < $1.value.ends })
                {
                    state.end(first.key)
                }
            }
            state.sessions[Key(secret)] = Session(token: id, ends: now.advanced(byMicroseconds: Self.length))
        }
        return secret
    }

    /// The id of the token with which a session was begun; nil where there is no such session. Sessions are found by the
    /// hash of their secret, so that the time of the search tells nothing of any secret.
    func token(of key: Key, at now: Timestamp) -> String? {
        state.withLock { state in
            guard let session = state.sessions[key], session.ends > now else { return nil }
            return session.token
        }
    }

    /// Ends a session.
    func end(_ key: Key) { state.withLock { $0.end(key) } }
}
