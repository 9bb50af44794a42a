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

    private let sessions = Mutex<[[UInt8]: Session]>([:])

    /// Begins a session with a token.
    ///
    /// - Returns: the value of its cookie.
    func begin(token id: String, at now: Timestamp) -> String {
        let secret = Secret.random(bytes: Secret.size)
        sessions.withLock { sessions in
            if sessions.count >= Self.most {
                sessions = sessions.filter { $0.value.ends > now }
                if sessions.count >= Self.most, let first = sessions.min(by: { $0.value.ends < $1.value.ends }) {
                    sessions[first.key] = nil
                }
            }
            sessions[Secret.hash(secret)] = Session(token: id, ends: now.advanced(byMicroseconds: Self.length))
        }
        return secret
    }

    /// The id of the token with which a session was begun; nil where there is no such session. Sessions are found by the
    /// hash of their secret, so that the time of the search tells nothing of any secret.
    func token(of secret: String, at now: Timestamp) -> String? {
        sessions.withLock { sessions in
            guard let session = sessions[Secret.hash(secret)], session.ends > now else { return nil }
            return session.token
        }
    }

    /// Ends a session.
    func end(_ secret: String) { sessions.withLock { $0[Secret.hash(secret)] = nil } }
}
