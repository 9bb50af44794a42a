/// What a unit did from being sent until it could be sent again.
///
/// A unit that acts after it was cleared, available or cancelled has a new assignment. Within one its steps stand in the
/// order of their times; where times overlap, in the order in which a call goes; where they are the same, as they were
/// written down.
public struct UnitAssignment: Equatable, Sendable {
    /// How long it took from one status to the next one.
    public struct Interval: Equatable, Sendable {
        /// The status at its beginning.
        public let from: UnitReport.Status
        /// The status at its end.
        public let to: UnitReport.Status
        /// How long it took.
        public let duration: DurationRange
    }

    /// Its statuses; never empty.
    public let steps: [UnitStep]

    /// An assignment of these steps.
    public init(steps: [UnitStep]) { self.steps = steps }

    /// Whether the unit could be sent again at its end.
    public var isOver: Bool { steps.contains { $0.status.endsAssignment } }

    /// The first step of each status, as far as it has a time and is in order.
    public var milestones: [UnitStep] {
        var isThere: Set<UnitReport.Status> = []
        return steps.filter { $0.order == .inOrder && isThere.insert($0.status).inserted }
    }

    /// How long it took from each milestone to the next.
    public var intervals: [Interval] {
        let milestones = milestones
        return zip(milestones, milestones.dropFirst()).map { from, to in
            Interval(from: from.status, to: to.status, duration: DurationRange(from: from.time, to: to.time))
        }
    }

    /// From being sent to being there; nil where one of the two is not known.
    public var timeToScene: DurationRange? {
        let milestones = milestones
        guard let sent = milestones.first(where: { $0.status == .dispatched }),
            let there = milestones.first(where: { $0.status == .onscene })
        else { return nil }
        return DurationRange(from: sent.time, to: there.time)
    }

    /// From being there to leaving: to taking someone away, or to the end; nil where one of the two is not known.
    public var timeOnScene: DurationRange? {
        let milestones = milestones
        guard let there = milestones.firstIndex(where: { $0.status == .onscene }),
            let left = milestones[there...].first(where: { $0.status.stage > UnitReport.Status.onscene.stage })
        else { return nil }
        return DurationRange(from: milestones[there].time, to: left.time)
    }
}
