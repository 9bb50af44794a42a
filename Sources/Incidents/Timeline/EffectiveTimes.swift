import Chronology
import EventSourcing

/// When each known event counts as having happened.
///
/// - Its own time is what its words say; a relative time follows from the effective time of its anchor.
/// - Its effective time is that of the newest standing correction that carries a time, else its own.
/// - It is shown at its own time; a change without a time of its own is shown at what it changes.
///
/// Appending refuses circles (``TimeGraph``). A circle may come to stand all the same, where a correction or a
/// retraction is taken back later, or where only a part of the events was known at a moment: the events in it, and those
/// that hang on it, then count as undated until one of them gets a time.
struct EffectiveTimes {
    /// What now holds as the time of each event.
    private(set) var effective: [TimeSpan]
    /// Where each event stands in the timeline.
    private(set) var places: [TimeSpan] = []
    /// The entry at which a change without a time of its own stands.
    private(set) var shownAt: [Reference?] = []
    /// When what each event tells was so: its effective time; of a change without one that of what it changes. What
    /// *revises* tells of a later time, which nobody gives: the world moved on.
    private(set) var told: [TimeSpan] = []
    /// Whether the time that each event gives itself hangs, through however many others, on one that was retracted.
    private(set) var hangsOnRetracted: [Bool] = []
    /// The same of its effective time.
    private var effectiveHangs: [Bool]

    /// - Parameter homes: the incident in whose timeline each event is told.
    init(_ known: KnownEvents, retracted: [Bool], homes: [Int]) {
        effective = Array(repeating: .unknown, count: known.all.count)
        effectiveHangs = Array(repeating: false, count: known.all.count)
        let links = TimeLinks(known, retracted: retracted)
        settle(known, links, retracted)
        places.reserveCapacity(known.all.count)
        shownAt.reserveCapacity(known.all.count)
        told.reserveCapacity(known.all.count)
        hangsOnRetracted.reserveCapacity(known.all.count)
        for index in known.all.indices {
            hangsOnRetracted.append(hangs(on: links.anchors[index], retracted))
            place(index, known, homes, anchor: links.anchors[index])
        }
    }

    /// Finds the effective times.
    private mutating func settle(_ known: KnownEvents, _ links: TimeLinks, _ retracted: [Bool]) {
        var isVisited = [Bool](repeating: false, count: known.all.count)
        var way: [Int] = []
        for start in known.all.indices where !isVisited[start] {
            // There is one way to go, so no recursion: to its end, or to where somebody has been, and back. An event of
            // a circle is met while its time is still unknown, and so all of the circle stays unknown.
            way.removeAll(keepingCapacity: true)
            var current: Int? = start
            while let index = current, !isVisited[index] {
                isVisited[index] = true
                way.append(index)
                current = links.next(index)
            }
            for index in way.reversed() {
                if let correction = links.corrections[index] {
                    effective[index] = effective[correction]
                    effectiveHangs[index] = effectiveHangs[correction]
                } else {
                    effective[index] = own(known.all[index], anchor: links.anchors[index])
                    effectiveHangs[index] = hangs(on: links.anchors[index], retracted)
                }
            }
        }
    }

    /// Finds where an event stands and when what it tells was so, given the same of all earlier ones.
    private mutating func place(_ index: Int, _ known: KnownEvents, _ homes: [Int], anchor: Int?) {
        let item = known.all[index]
        guard item.event.occurred.form == .undated else {
            let place = own(item, anchor: anchor)
            places.append(place)
            shownAt.append(nil)
            told.append(effective[index].isUnknown ? place : effective[index])
            return
        }
        let target = Self.target(of: index, in: known, homes)
        places.append(target.map { places[$0.index] } ?? .unknown)
        shownAt.append(target.flatMap { places[$0.index].isUnknown ? nil : known.all[$0.index].event.reference })
        if let target, target.kind != .revises, effective[index].isUnknown {
            told.append(told[target.index])
        } else {
            told.append(effective[index])
        }
    }

    private func hangs(on anchor: Int?, _ retracted: [Bool]) -> Bool {
        anchor.map { retracted[$0] || effectiveHangs[$0] } ?? false
    }

    /// What an event's own words say.
    private func own(_ item: KnownEvent, anchor: Int?) -> TimeSpan {
        let occurred = item.event.occurred
        switch occurred.form {
        case .undated: return .unknown
        case .absolute: return TimeSpan(earliest: occurred.earliest, latest: occurred.latest)
        case .relative:
            guard let time = item.relative, let anchor, !effective[anchor].isUnknown else {
                return .unknown
            }
            let resolved = time.resolved(against: (effective[anchor].earliest, effective[anchor].latest))
            return TimeSpan(earliest: resolved.earliest, latest: resolved.latest)
        }
    }

    /// The first earlier entry, of those that are known and told in the same timeline, that an event changes.
    private static func target(
        of index: Int, in known: KnownEvents, _ homes: [Int]
    ) -> (index: Int, kind: Relation.Kind)? {
        for relation in known.all[index].body?.relations ?? [] where relation.kind.changesState {
            if let target = known.index(of: relation.target), target < index, homes[target] == homes[index] {
                return (target, relation.kind)
            }
        }
        return nil
    }
}
