import EventSourcing

/// An entry on its way into a snapshot.
struct SnapshotInput {
    let known: KnownEvent
    /// How its entry stands.
    let state: EntryState
    /// When what it tells was so.
    let told: TimeSpan
    /// Whether what it says still holds in any form; see ``Standing``.
    let holds: Bool
    /// What it says again: entries of the same timeline that still hold; see ``Standing``.
    let originals: [Original]
    /// Whether it was told of another incident, which was merged into this one.
    var isOfMerged = false

    /// An entry that another one says again.
    struct Original {
        let body: EventBody?
        let isDated: Bool
    }

    /// What it says; nil where that cannot be read.
    var body: EventBody? { known.body }

    /// Whether it was the first to tell something. Who says again what another entry says adds only what that one leaves
    /// out.
    func isFirst(_ tells: (EventBody) -> Bool) -> Bool {
        !originals.contains { $0.body.map(tells) ?? false }
    }

    /// Whether its time counts: it still holds, and no other entry stands for its time.
    var countsInTime: Bool { holds && !told.isUnknown && !originals.contains(where: \.isDated) }
}

extension IncidentSnapshot {
    /// Folds entries, in log order, into a snapshot.
    init(
        incident: StreamID, asOf: AsOf, inputs: [SnapshotInput], links: [IncidentLink], options: TimelineOptions,
        notPublic: Int, isExercise: Bool
    ) {
        var standing = inputs.filter(\.holds)
        // What was published late counts as late on that clock, whenever it was written down.
        if asOf.clock == .published {
            standing.sort {
                ($0.known.event.published, $0.known.event.position)
                    < ($1.known.event.published, $1.known.event.position)
            }
        }
        let titled = Self.own(standing) { $0.title != nil }
        let placed = Self.own(standing) { $0.place != nil }
        let dated = standing.lazy.filter(\.countsInTime).map(\.told)
        self.init(
            incident: incident,
            asOf: asOf,
            eventCount: inputs.count,
            title: titled.last?.body?.title,
            status: Self.newestStatus(in: Self.own(standing) { $0.status != nil }),
            isExercise: isExercise,
            place: placed.last?.body?.place,
            first: dated.min { ($0.starts, $0.ends) < ($1.starts, $1.ends) } ?? .unknown,
            last: dated.max { ($0.ends, $0.starts) < ($1.ends, $1.starts) } ?? .unknown,
            lastRecorded: inputs.last?.known.event.recorded,
            figures: FigureSeries.series(of: inputs, in: incident, policy: options.figures),
            units: UnitState.states(of: standing),
            claims: inputs.compactMap(ToldClaim.init),
            links: links,
            audience: options.audience,
            notPublic: notPublic)
    }

    /// The inputs that tell something of the incident as a whole. What was told of one that was merged into it counts only
    /// where nobody has said it of this one: who closes the book of the one has not closed that of the other.
    private static func own(_ inputs: [SnapshotInput], telling tells: (EventBody) -> Bool) -> [SnapshotInput] {
        let telling = inputs.filter { $0.body.map(tells) ?? false && $0.isFirst(tells) }
        let own = telling.filter { !$0.isOfMerged }
        return own.isEmpty ? telling : own
    }

    private static func newestStatus(in inputs: [SnapshotInput]) -> IncidentStatus? {
        var newest = Newest<IncidentStatus>()
        for input in inputs {
            if let status = input.body?.status { newest.take(status, told: input.told) }
        }
        return newest.value
    }
}

extension TimeSpan {
    /// The first moment that it may mean, as far as that is known.
    fileprivate var starts: Timestamp { earliest ?? latest ?? .maximum }
    /// The last moment that it may mean, as far as that is known.
    fileprivate var ends: Timestamp { latest ?? earliest ?? .minimum }
}
