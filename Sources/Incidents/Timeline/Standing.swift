import EventSourcing

/// How each known event stands, by the changes to it that stand themselves.
struct Standing {
    /// Whether each event was taken back by a retraction that stands.
    let retracted: [Bool]
    /// The state of each event.
    private(set) var states: [EntryState] = []
    /// Whether what each event says still holds in any form: not taken back, not wrong, its body not taken out.
    ///
    /// A correction that stands counts whatever came after it: who disputes or revises a wrong number does not make it
    /// right again.
    private(set) var holds: [Bool] = []
    /// Which other events each event says again, as long as they hold: what both say must not count twice.
    ///
    /// Where the other one is taken back or was wrong, this account of it is what is left and counts; so it does where
    /// the other one was not known yet.
    private(set) var originals: [[Int]] = []

    init(_ known: KnownEvents) {
        retracted = known.retracted()
        states.reserveCapacity(known.all.count)
        holds.reserveCapacity(known.all.count)
        originals.reserveCapacity(known.all.count)
        for index in known.all.indices {
            let changes = known.changes[index].filter { !retracted[$0.index] }
            states.append(state(of: known.all[index], index, changes))
            let isLost = states[index] == .retracted || states[index] == .redacted
            holds.append(!isLost && !changes.contains { $0.relation.kind == .corrects })
            // Targets are earlier events, so they have been judged before.
            let relations = known.all[index].body?.relations ?? []
            originals.append(
                relations.compactMap { relation in
                    guard relation.kind == .duplicates, let target = known.index(of: relation.target),
                        target < index, holds[target]
                    else { return nil }
                    return target
                })
        }
    }

    /// The newest change that stands says how an entry stands; it is retracted until its retraction is retracted.
    ///
    /// Who confirms an entry answers those who dispute it, and nobody else: it then stands as it did before the dispute.
    /// What was corrected or revised does not become current because another account repeats it.
    private func state(of item: KnownEvent, _ index: Int, _ changes: [KnownEvents.Change]) -> EntryState {
        if item.event.flags.contains(.redacted) { return .redacted }
        if retracted[index] { return .retracted }
        var changed = ChangedState()
        for change in changes { changed.take(change.relation.kind) }
        return changed.state
    }
}

/// The state of an entry on the way through the changes to it that stand, as long as it is not retracted.
struct ChangedState {
    private var settled = EntryState.current
    private var isDisputed = false

    /// How the entry stands after the changes so far.
    var state: EntryState { isDisputed ? .disputed : settled }

    /// Takes in the next change.
    mutating func take(_ kind: Relation.Kind) {
        switch kind {
        case .corrects: (settled, isDisputed) = (.corrected, false)
        case .revises: (settled, isDisputed) = (.revised, false)
        case .disputes: isDisputed = true
        case .confirms: isDisputed = false
        case .retracts, .respondsTo, .duplicates, .belongsTo, .mergesInto: break
        }
    }
}
