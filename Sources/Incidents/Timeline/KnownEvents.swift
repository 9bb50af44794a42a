import Chronology
import EventSourcing

/// The events that were known at a moment, read once, and what each of them does to others. How they stand by that is
/// said by ``Standing``, and when they happened by ``EffectiveTimes``.
///
/// Events come in log order and may belong to several incidents: the one that is shown, those whose events change its
/// entries, and those in which its relative times are anchored. Everything here is linear in the number of events.
struct KnownEvents {
    /// An event with its body and its time, read. It is large, and many hold it: so it is kept once and never copied.
    final class Known: Sendable {
        let event: RecordedEvent
        /// Nil where it was redacted or cannot be read.
        let body: EventBody?
        /// Nil where it says nothing of time.
        let expression: TimeExpression?

        init(event: RecordedEvent, body: EventBody?, expression: TimeExpression?) {
            self.event = event
            self.body = body
            self.expression = expression
        }

        /// Reads the body and the time of an event.
        convenience init(reading event: RecordedEvent) {
            let expression = event.occurred.form == .undated ? nil : try? TimeExpression(words: event.occurred.words)
            self.init(event: event, body: EventBody.read(event), expression: expression)
        }
    }

    /// A change to an entry: the index of the event that makes it, and the relation.
    struct Change {
        let index: Int
        let relation: Relation
    }

    private(set) var all: [Known] = []
    /// What later events did to each event, in log order.
    private(set) var changes: [[Change]] = []
    private var indexes: [Reference: Int] = [:]

    /// Makes room for so many events.
    mutating func reserve(_ count: Int) {
        all.reserveCapacity(count)
        changes.reserveCapacity(count)
        indexes.reserveCapacity(count)
    }

    /// Takes in the next event that is known.
    mutating func append(_ event: RecordedEvent) {
        append(Known(reading: event))
    }

    /// Takes in the next event that is known and was read before.
    mutating func append(_ item: Known) {
        let index = all.count
        // Targets are earlier events, so a target that is known has been taken in already.
        for relation in item.body?.relations ?? [] {
            if let target = indexes[relation.target] {
                changes[target].append(Change(index: index, relation: relation))
            }
        }
        all.append(item)
        changes.append([])
        indexes[item.event.reference] = index
    }

    /// How many events of each incident are known.
    func counts() -> [StreamID: Int] {
        var counts: [StreamID: Int] = [:]
        for item in all { counts[item.event.stream, default: 0] += 1 }
        return counts
    }

    /// The index of an event, where it is known.
    func index(of reference: Reference) -> Int? { indexes[reference] }

    /// For each event whether it was taken back by a retraction that was not taken back itself.
    ///
    /// Targets are earlier events, so going from the newest event to the oldest, whatever could take an event back has
    /// been judged before it.
    func retracted() -> [Bool] {
        var retracted = [Bool](repeating: false, count: all.count)
        for index in all.indices.reversed() {
            retracted[index] = retraction(of: index, retracted: retracted) != nil
        }
        return retracted
    }

    /// The newest event that takes an entry back and stands itself.
    func retraction(of index: Int, retracted: [Bool]) -> Int? {
        changes[index].last { $0.relation.kind == .retracts && !retracted[$0.index] }?.index
    }
}
