import Chronology
import EventSourcing

/// On which other event the effective time of each known event hangs. It is never more than one:
///
/// - a standing correction that carries a time, the newest of them, replaces whatever the event says itself;
/// - else a relative time hangs on its anchor.
///
/// So from any event there is one way to go, and it ends at a time of its own, at an event that is not known, or in a
/// circle.
struct TimeLinks {
    /// The newest standing correction of each event that carries a time.
    let corrections: [Int?]
    /// The anchor of each relative time.
    let anchors: [Int?]

    init(_ known: KnownEvents, retracted: [Bool]) {
        corrections = known.all.indices.map { index in
            known.changes[index].last {
                $0.relation.kind == .corrects && !retracted[$0.index]
                    && known.all[$0.index].event.occurred.form != .undated
            }?.index
        }
        anchors = known.all.map { item in
            guard let time = item.relative else { return nil }
            return known.index(of: time.anchor.reference(in: item.event.stream))
        }
    }

    /// The event on whose effective time that of another hangs.
    func next(_ index: Int) -> Int? { corrections[index] ?? anchors[index] }
}
