import EventSourcing

/// Everything that was done to an entry, to what was done to it, and so on, in log order, and how the entry stood after
/// each of these steps.
///
/// It costs as much as there is to tell. Only where one change flips many others over and over, as in a long chain of
/// retractions of retractions, not every state in between is told.
struct ChangeChain {
    /// One thing that one event did to another; both are indexes among the known events.
    struct Link {
        let by: Int
        let target: Int
        let relation: Relation
    }

    /// The links, in log order.
    private(set) var links: [Link] = []
    /// How the entry stood after each of them.
    private(set) var states: [EntryState?] = []

    init(of entry: Int, in known: KnownEvents) {
        var seen: Set<Int> = [entry]
        var waiting = [entry]
        while let target = waiting.popLast() {
            // Who repeats or answers a change does nothing to the entry.
            for change in known.changes[target] where target == entry || change.relation.kind.changesState {
                links.append(Link(by: change.index, target: target, relation: change.relation))
                if seen.insert(change.index).inserted { waiting.append(change.index) }
            }
        }
        links.sort { ($0.by, $0.target) < ($1.by, $1.target) }
        var walk = StateWalk(entry: entry, links: links)
        var next = 0
        while next < links.count {
            let event = links[next].by
            let end = links[next...].firstIndex { $0.by != event } ?? links.count
            walk.take(links[next..<end])
            states += Array(repeating: walk.state, count: end - next)
            next = end
        }
    }
}

/// The state of an entry while event after event changes it, or takes back what changed it.
private struct StateWalk {
    private let entry: Int
    /// What each event does.
    private let deeds: [Int: [ChangeChain.Link]]
    /// How many standing retractions each event has.
    private var retractions: [Int: Int] = [:]
    /// The changes of the entry itself so far.
    private var direct: [ChangeChain.Link] = []
    private var changed = ChangedState()
    /// How much work is left for going over what was looked at before.
    private var budget: Int

    init(entry: Int, links: [ChangeChain.Link]) {
        self.entry = entry
        deeds = Dictionary(grouping: links, by: \.by)
        budget = 32 * links.count + 4096
    }

    /// How the entry stands; nil once that has become too much work.
    var state: EntryState? {
        guard budget > 0 else { return nil }
        return retractions[entry, default: 0] > 0 ? .retracted : changed.state
    }

    /// Takes in what one event does; nothing has been done to the event itself yet.
    mutating func take(_ links: ArraySlice<ChangeChain.Link>) {
        var flips: [(event: Int, stands: Bool)] = []
        for link in links {
            if link.target == entry {
                direct.append(link)
                changed.take(link.relation.kind)
            }
            if link.relation.kind == .retracts { retract(link.target, by: 1, &flips) }
        }
        var isStale = false
        while let (event, stands) = flips.popLast(), budget > 0 {
            budget -= 1
            for link in deeds[event] ?? [] {
                if link.target == entry { isStale = true }
                if link.relation.kind == .retracts { retract(link.target, by: stands ? 1 : -1, &flips) }
            }
        }
        guard isStale, budget > 0 else { return }
        budget -= direct.count
        changed = ChangedState()
        for link in direct where retractions[link.by, default: 0] == 0 { changed.take(link.relation.kind) }
    }

    private mutating func retract(_ target: Int, by count: Int, _ flips: inout [(event: Int, stands: Bool)]) {
        let before = retractions[target, default: 0]
        retractions[target] = before + count
        if (before == 0) != (before + count == 0) { flips.append((target, before + count == 0)) }
    }
}
