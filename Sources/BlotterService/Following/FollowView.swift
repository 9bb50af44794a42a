import EventSourcing
import Incidents

/// What a follower wants to see, and may. Followers with equal views are shown the same bytes, which are made once.
struct FollowView: Hashable, Sendable {
    let streams: Set<StreamID>
    let kinds: Set<EventKind>
    let tags: Set<Tag>
    let text: String?
    /// Whether events of other incidents are shown too that speak of these.
    let isRelated: Bool
    let audience: Audience

    /// What is asked of the log.
    var query: Query {
        var items = [Query.Item(kinds: kinds, streams: streams, tags: tags)]
        if isRelated, !streams.isEmpty { items.append(Query.Item(kinds: kinds, tags: tags, referringTo: streams)) }
        return Query(items)
    }
}
