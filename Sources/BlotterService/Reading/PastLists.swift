import BlotterPages
import EventSourcing
import Incidents
import Synchronization

/// Keeps lists of incidents as they were known at moments of the past. What was known when the log ended at a position
/// never changes, however much comes behind it; only how much that is has to be told anew.
final class PastLists: Sendable {
    /// What was asked, with all that the list depends on.
    struct Key: Hashable, Sendable {
        let position: Position
        let moment: Timestamp
        let status: IncidentStatus?
        let since: Timestamp?
        let text: String?
        let tags: Set<Tag>
        let limit: Int
        let audience: Audience
        let incidents: Set<StreamID>?

        /// What is asked of a moment; nil where it is of none, or of a clock on which what was known may still change.
        init?(_ asked: ListAsked, asOf: AsOf, incidents: Set<StreamID>?) {
            guard asked.name != nil, asOf.clock == .recorded else { return nil }
            position = asOf.position
            moment = asOf.moment
            status = asked.status
            since = asked.since
            text = asked.text
            tags = asked.tags
            limit = asked.limit
            audience = asked.audience
            self.incidents = incidents
        }

        /// About how many bytes it takes.
        var size: Int {
            let words = (text?.utf8.count ?? 0) + tags.reduce(0) { $0 + 64 + $1.text.utf8.count }
            return 512 + words + (incidents ?? []).reduce(0) { $0 + 64 + $1.text.utf8.count }
        }
    }

    /// About how many bytes are kept.
    static let most = 16 << 20

    private struct State {
        var lists: [Key: IncidentList] = [:]
        var rows: [Key: [IncidentListPage.Row]] = [:]
        var bytes = 0
    }

    private let state = Mutex(State())

    /// The list that was told.
    func list(_ key: Key) -> IncidentList? { state.withLock { $0.lists[key] } }

    /// What the page of the list shows of it.
    func rows(_ key: Key) -> [IncidentListPage.Row]? { state.withLock { $0.rows[key] } }

    /// Keeps a list.
    func keep(_ list: IncidentList, as key: Key) {
        keep(list.rows.reduce(key.size) { $0 + 384 + 2 * $1.summary.utf8.count }) { $0.lists[key] = list }
    }

    /// Keeps what the page shows of it.
    func keep(_ rows: [IncidentListPage.Row], as key: Key) {
        keep(rows.reduce(key.size) { $0 + $1.size }) { $0.rows[key] = rows }
    }

    /// Where all of it would be too much, what is older goes.
    private func keep(_ bytes: Int, _ change: (inout State) -> Void) {
        guard bytes <= Self.most / 8 else { return }
        state.withLock { state in
            if state.bytes + bytes > Self.most { state = State() }
            state.bytes += bytes
            change(&state)
        }
    }
}

extension IncidentList {
    /// The same list, whatever its moment is called, with what has come since.
    ///
    /// - Parameter head: the end of the log; nil where it is not told how much has come.
    func told(asOf: AsOf, head: Position?) -> IncidentList {
        IncidentList(
            asOf: asOf, rows: rows, known: known,
            leftOut: head.map { max(0, Int(clamping: $0.rawValue) - known) } ?? leftOut,
            audience: audience, hidden: hidden)
    }
}
