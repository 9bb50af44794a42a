import EventSourcing

extension UnitState {
    /// How each unit stands, in the order of first appearance. A status told late of an earlier time changes nothing.
    static func states(of inputs: [SnapshotInput]) -> [UnitState] {
        var places: [String: Int] = [:]
        var courses: [UnitCourse] = []
        for input in inputs {
            guard let unit = input.body?.unit, input.isFirst({ $0.unit?.id == unit.id }) else { continue }
            let place = places[unit.id] ?? courses.count
            if place == courses.count {
                places[unit.id] = place
                courses.append(UnitCourse())
            }
            courses[place].take(unit, input)
        }
        return courses.compactMap(\.state)
    }
}

/// What was told of a unit so far.
private struct UnitCourse {
    private var newest = Newest<UnitState>()
    private var steps: [UnitStep] = []

    /// Takes in what is told next.
    mutating func take(_ report: UnitReport, _ input: SnapshotInput) {
        var unit = report
        let before = newest.value
        let reference = input.known.event.reference
        if let status = unit.status {
            steps.append(UnitStep(status: status, action: unit.action, time: input.told, reference: reference))
        }
        unit.kind = unit.kind ?? before?.unit.kind
        unit.agency = unit.agency ?? before?.unit.agency
        unit.status = unit.status ?? before?.unit.status
        if report.status != nil {
            newest.take(UnitState(unit: unit, since: input.told, reference: reference), told: input.told)
        } else if !newest.isPast(input.told) {
            newest.amend(
                UnitState(
                    unit: unit, since: before?.since ?? input.told, reference: before?.reference ?? reference))
        }
    }

    /// How it stands by all of that.
    var state: UnitState? {
        newest.value.map { state in
            UnitState(
                unit: state.unit, since: state.since, reference: state.reference,
                assignments: UnitAssignment.assignments(of: steps))
        }
    }
}

extension UnitAssignment {
    /// The assignments of one unit, given all its steps in log order.
    ///
    /// Cost: that of sorting the steps.
    static func assignments(of steps: [UnitStep]) -> [UnitAssignment] {
        var runs: [[UnitStep]] = []
        // The last step that ended the run, and its place in the log.
        var end: (step: UnitStep, place: Int)?
        for (step, place) in inTime(steps) {
            if let end, !step.status.endsAssignment, step.isAfter(end.step) || place > end.place {
                runs.append([])
            }
            if runs.isEmpty { runs.append([]) }
            if runs[runs.count - 1].isEmpty { end = nil }
            runs[runs.count - 1].append(step)
            if step.status.endsAssignment { end = (step, place) }
        }
        return runs.map { UnitAssignment(steps: judged(inStages($0))) }
    }

    /// The steps by their times; what has none stands behind what was told before it.
    private static func inTime(_ steps: [UnitStep]) -> [(step: UnitStep, place: Int)] {
        var reached = Timestamp.minimum
        var starts: [Timestamp] = []
        for step in steps {
            let start = step.time.earliest ?? step.time.latest
            reached = max(reached, start ?? reached)
            starts.append(start ?? reached)
        }
        return steps.indices.sorted { (starts[$0], $0) < (starts[$1], $1) }.map { (steps[$0], $0) }
    }

    /// Puts steps whose times overlap into the order in which a call goes.
    private static func inStages(_ steps: [UnitStep]) -> [UnitStep] {
        var steps = steps
        for start in steps.indices.dropFirst() {
            // Bounded, so that very many vague reports cost no more than others.
            for index in stride(from: start, to: max(0, start - 16), by: -1) {
                let (before, step) = (steps[index - 1], steps[index])
                guard before.status.stage > step.status.stage, !before.time.isUnknown, !step.time.isUnknown,
                    !step.isAfter(before)
                else { break }
                steps.swapAt(index - 1, index)
            }
        }
        return steps
    }

    /// Marks what cannot have been in this order.
    private static func judged(_ steps: [UnitStep]) -> [UnitStep] {
        // The step of each stage that was over first.
        var first: [UnitStep?] = Array(repeating: nil, count: UnitReport.Status.cancelled.stage + 1)
        return steps.map { step in
            guard !step.time.isUnknown else { return step.with(.untimed) }
            let stage = step.status.stage
            let later = first[(stage + 1)...].lazy.compactMap(\.self).first { step.isAfter($0) }
            if let latest = step.time.latest, latest < first[stage]?.time.latest ?? .maximum { first[stage] = step }
            return step.with(later.map { .outOfOrder(after: $0.reference) } ?? .inOrder)
        }
    }
}

extension UnitStep {
    /// Whether it came, for certain, after another one.
    fileprivate func isAfter(_ other: UnitStep) -> Bool {
        guard let earliest = time.earliest, let latest = other.time.latest else { return false }
        return latest < earliest
    }

    fileprivate func with(_ order: Order) -> UnitStep {
        UnitStep(status: status, action: action, time: time, reference: reference, order: order)
    }
}
