public import EventSourcing
public import Incidents

/// The moments at which something became known of an incident, in order: what the slider goes through.
///
/// What became known in the same microsecond is one step, since a moment cannot tell it apart.
public struct IncidentLife: Equatable, Sendable {
    /// One moment at which something became known.
    public struct Step: Equatable, Sendable {
        /// The moment, on the clock of the life.
        public let moment: Timestamp
        /// What became known.
        public internal(set) var entries: [Reference]
        /// Whether any of it changed what had been known before.
        public internal(set) var turns: Bool
    }

    /// The clock.
    public let clock: AsOf.Clock
    /// The steps, the first one first.
    public let steps: [Step]

    /// The life of an incident, from its timeline as of now.
    public init(_ current: Timeline) {
        clock = current.asOf.clock
        let published = current.asOf.clock == .published
        let told = (current.entries + current.undated).map { entry in
            (moment: published ? entry.event.published : entry.event.recorded, entry: entry)
        }.sorted { ($0.moment, $0.entry.event.position) < ($1.moment, $1.entry.event.position) }
        var steps: [Step] = []
        for (moment, entry) in told {
            let turns = entry.body?.relations.contains { $0.kind.turns } ?? false
            if let last = steps.last, last.moment == moment {
                steps[steps.count - 1].entries.append(entry.event.reference)
                steps[steps.count - 1].turns = last.turns || turns
            } else {
                steps.append(Step(moment: moment, entries: [entry.event.reference], turns: turns))
            }
        }
        self.steps = steps
    }

    /// How many steps were known at a moment.
    public func known(at asOf: AsOf) -> Int {
        var low = 0
        var high = steps.count
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].moment <= asOf.moment { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The words that name the moment at which so many steps were known; nil for now, when all are.
    public func words(ofStep known: Int) -> String? {
        guard known < steps.count, let first = steps.first else { return nil }
        guard known > 0 else { return first.moment.advanced(byMicroseconds: -1).description }
        return steps[known - 1].moment.description
    }

    /// How many entries became known behind a step.
    func entries(after known: Int) -> Int { steps.dropFirst(known).reduce(0) { $0 + $1.entries.count } }
}

extension Relation.Kind {
    /// Whether it turns what had been known into something else.
    var turns: Bool {
        switch self {
        case .corrects, .revises, .retracts, .disputes: true
        case .confirms, .respondsTo, .duplicates, .belongsTo, .mergesInto: false
        }
    }
}
