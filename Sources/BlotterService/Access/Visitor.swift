import AccessTokens
import EventSourcing
import Incidents

/// Who asks, and what they may.
struct Visitor: Sendable {
    /// By what somebody was known.
    enum Way: Sendable, Equatable {
        /// Nothing was asked, because the service speaks to its own machine alone.
        case open
        /// Nobody in particular, who may see what is public.
        case anonymous
        /// A token in the header, or the session that was begun with one.
        case token(id: String)
        case session(id: String, Sessions.Key)
    }

    let way: Way
    /// Who enters what is appended; nil where nothing can be appended.
    let by: Author?
    let scopes: Set<Scope>
    /// The incidents it is about; nil means all.
    let incidents: Set<StreamID>?
    /// For whom what is shown is told.
    let audience: Audience
    /// The mark that forms must carry, masked (``FormMark``).
    let mark: String

    /// Whether an incident may be seen at all. One that may not is answered like one that does not exist.
    func maySee(_ incident: StreamID) -> Bool { incidents?.contains(incident) ?? true }

    /// Whether they may see every event there is.
    var isOfDesk: Bool { audience == .internal && incidents == nil }

    /// Whether they may name the author of an event themselves: as on the command line.
    var mayNameAuthor: Bool { way == .open }

    /// Under what their streams are counted.
    var key: String {
        switch way {
        case .open: "open"
        case .anonymous: "anonymous"
        case .token(let id), .session(let id, _): id
        }
    }
}
