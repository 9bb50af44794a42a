import Chronology
import EventSourcing

/// The events that were known at a moment, read once, with what follows from them: which changes stand, how each entry
/// stands, and when it counts as having happened. The one place where the rules of corrections live.
///
/// Events come in log order and may belong to several incidents: the one that is shown, those whose events change its
/// entries, and those in which its relative times are anchored.
struct KnownEvents {
    /// An event with its body, read.
    struct Known {
        let event: RecordedEvent
        let body: EventBody?
    }

    /// A change to an entry: the index of the event that makes it, and the relation.
    struct Change {
        let index: Int
        let relation: Relation
    }

    private(set) var all: [Known] = []
    private var indexes: [Reference: Int] = [:]
    private var changesByTarget: [Reference: [Change]] = [:]

    /// Takes in the next event that is known.
    mutating func append(_ event: RecordedEvent) {
        let known = Known(event: event, body: EventBody.read(event))
        let index = all.count
        all.append(known)
        indexes[event.reference] = index
        for relation in known.body?.relations ?? [] {
            changesByTarget[relation.target, default: []].append(Change(index: index, relation: relation))
        }
    }

    /// What later events did to an event, in log order.
    func changes(to index: Int) -> [Change] { changesByTarget[all[index].event.reference] ?? [] }

    /// For each event whether it was taken back by a retraction that was not taken back itself.
    ///
    /// Targets are earlier events, so going from the newest event to the oldest, whatever could take an event back has
    /// been judged before it.
    func retracted() -> [Bool] {
        var retracted = [Bool](repeating: false, count: all.count)
        for index in all.indices.reversed() {
            retracted[index] = changes(to: index).contains {
                $0.relation.kind == .retracts && $0.index > index && !retracted[$0.index]
            }
        }
        return retracted
    }

    /// How an entry stands: by the newest change to it that stands; retracted until its retraction is retracted.
    func state(of index: Int, retracted: [Bool]) -> EntryState {
        if all[index].event.flags.contains(.redacted) { return .redacted }
        if retracted[index] { return .retracted }
        let newest = changes(to: index).last { $0.relation.kind.changesState && !retracted[$0.index] }
        switch newest?.relation.kind {
        case .corrects: return .corrected
        case .revises: return .revised
        case .disputes: return .disputed
        default: return .current
        }
    }

    /// Whether an entry was marked as saying what another says already.
    func isDuplicate(_ index: Int, retracted: [Bool]) -> Bool {
        let marksItself = (all[index].body?.relations ?? []).contains { $0.kind == .duplicates }
        return marksItself
            || changes(to: index).contains { $0.relation.kind == .duplicates && !retracted[$0.index] }
    }

    /// The index of an event, where it is known.
    func index(of reference: Reference) -> Int? { indexes[reference] }
}
