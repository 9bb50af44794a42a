import Chronology
import EventSourcing

/// When each known event counts as having happened.
///
/// - Its own time is what its words say; a relative time follows from the effective time of its anchor.
/// - Its effective time is that of the newest standing correction that carries a time, else its own.
/// - It is shown at its own time; a change without a time of its own is shown at what it changes.
///
/// Appending refuses circles; should a log hold one all the same, the events in it count as undated.
struct EffectiveTimes {
    private let known: KnownEvents
    private let retracted: [Bool]
    private var effective: [TimeSpan?]
    private var inProgress: Set<Int> = []

    init(_ known: KnownEvents, retracted: [Bool]) {
        self.known = known
        self.retracted = retracted
        effective = Array(repeating: nil, count: known.all.count)
    }

    /// What now holds as the time of the event.
    mutating func effective(_ index: Int) -> TimeSpan {
        if let span = effective[index] { return span }
        guard inProgress.insert(index).inserted else { return .unknown }
        defer { inProgress.remove(index) }
        let correction = known.changes(to: index).last {
            $0.relation.kind == .corrects && !retracted[$0.index] && $0.index > index
                && known.all[$0.index].event.occurred.form != .undated
        }
        let span = correction.map { effective($0.index) } ?? own(index)
        effective[index] = span
        return span
    }

    /// What the event's own words say.
    mutating func own(_ index: Int) -> TimeSpan {
        let occurred = known.all[index].event.occurred
        switch occurred.form {
        case .undated: return .unknown
        case .absolute: return TimeSpan(earliest: occurred.earliest, latest: occurred.latest)
        case .relative:
            guard let relative = relativeTime(of: index), let anchor = anchor(of: relative, from: index) else {
                return .unknown
            }
            let span = effective(anchor)
            guard !span.isUnknown else { return .unknown }
            let resolved = relative.resolved(against: (span.earliest, span.latest))
            return TimeSpan(earliest: resolved.earliest, latest: resolved.latest)
        }
    }

    /// Where the entry stands in the timeline.
    mutating func place(_ index: Int) -> TimeSpan {
        let event = known.all[index].event
        guard event.occurred.form == .undated else { return own(index) }
        for relation in known.all[index].body?.relations ?? []
        where relation.kind.changesState && relation.target.stream == event.stream {
            if let target = known.index(of: relation.target), target < index { return place(target) }
        }
        return .unknown
    }

    /// Whether the time hangs, through however many anchors, on an entry that was retracted.
    func hangsOnRetracted(_ index: Int) -> Bool {
        var seen: Set<Int> = [index]
        var current = index
        while let relative = relativeTime(of: current), let anchor = anchor(of: relative, from: current),
            seen.insert(anchor).inserted
        {
            if retracted[anchor] { return true }
            current = anchor
        }
        return false
    }

    private func relativeTime(of index: Int) -> RelativeTime? {
        let occurred = known.all[index].event.occurred
        guard occurred.form == .relative, case .relative(let relative) = try? TimeExpression(words: occurred.words)
        else { return nil }
        return relative
    }

    private func anchor(of relative: RelativeTime, from index: Int) -> Int? {
        let stream = relative.anchor.incident ?? known.all[index].event.stream
        return known.index(of: Reference(stream: stream, revision: relative.anchor.revision))
    }
}
