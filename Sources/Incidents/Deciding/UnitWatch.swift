public import EventSourcing

/// Watches the statuses of one incident's units as they are written down, and tells which ones come out of order by their
/// times: on scene before dispatched. Such a status is kept like any other; whoever writes it should know.
///
/// Only times that an event gives itself are looked at, and of each unit only its last ``depth`` statuses, so that an event
/// costs the same however many came before it.
public struct UnitWatch: Sendable {
    /// How many statuses of a unit are remembered.
    public static let depth = 64

    private struct Told {
        let step: UnitStep
        let words: String
    }

    private var told: [String: [Told]] = [:]
    /// Whose status each event told.
    private var units: [Reference: String] = [:]

    /// A watch over an incident of which nothing is known yet.
    public init() {}

    /// Takes in an event that stands in the log already.
    public mutating func take(_ event: RecordedEvent) {
        guard let statement = UnitStatement(event) else { return }
        _ = take(statement, occurred: event.occurred, at: event.reference)
    }

    /// Takes in what an event says that was appended, and tells what is out of order by it; nil where nothing is.
    public mutating func take(
        _ statement: UnitStatement, occurred: Occurrence, at reference: Reference
    ) -> UnitDisorder? {
        for target in statement.takenBack {
            guard let unit = units.removeValue(forKey: target) else { continue }
            told[unit]?.removeAll { $0.step.reference == target }
        }
        guard let unit = statement.unit, let status = statement.status else { return nil }
        let time = TimeSpan(earliest: occurred.earliest, latest: occurred.latest)
        let new = Told(step: UnitStep(status: status, time: time, reference: reference), words: occurred.words)
        let all = (told[unit] ?? []).suffix(Self.depth - 1) + [new]
        told[unit] = Array(all)
        units[reference] = unit
        guard !time.isUnknown, !Self.follows(new.step, all.dropLast().map(\.step)) else { return nil }
        return Self.disorder(of: unit, new, among: Array(all))
    }

    /// Whether a status is in order at a glance, as nearly all are: it came after all others, which had not come farther,
    /// or ended just before.
    private static func follows(_ new: UnitStep, _ others: [UnitStep]) -> Bool {
        var reached = Timestamp.minimum
        var stage = 0
        for other in others where !other.time.isUnknown {
            guard let latest = other.time.latest, let earliest = new.time.earliest, latest < earliest else {
                return false
            }
            reached = max(reached, latest)
            stage = max(stage, other.status.endsAssignment ? 0 : other.status.stage)
        }
        if new.status.stage >= stage { return true }
        return others.last.map { $0.status.endsAssignment && $0.time.latest == reached } ?? true
    }

    private static func disorder(of unit: String, _ new: Told, among all: [Told]) -> UnitDisorder? {
        for step in UnitAssignment.assignments(of: all.map(\.step)).flatMap(\.steps) {
            guard case .outOfOrder(let after) = step.order else { continue }
            let isNew = step.reference == new.step.reference
            guard isNew || after == new.step.reference,
                let other = all.first(where: { $0.step.reference == (isNew ? after : step.reference) })
            else { continue }
            return UnitDisorder(
                unit: unit, status: new.step.status, words: new.words, isLater: isNew, other: other.step.status,
                otherWords: other.words, reference: other.step.reference)
        }
        return nil
    }
}
