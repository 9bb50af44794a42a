/// How a unit stands differently at two moments.
public struct UnitDiff: Equatable, Sendable {
    /// The unit.
    public let id: String
    /// How it stood at each moment; nil where it did not act.
    public let state: Shift<UnitState>

    /// Compares the units of two snapshots by their status; those that stand the same are left out.
    static func between(_ old: [UnitState], _ new: [UnitState]) -> [UnitDiff] {
        let before = Dictionary(old.map { ($0.unit.id, $0) }) { first, _ in first }
        let after = Dictionary(new.map { ($0.unit.id, $0) }) { first, _ in first }
        var seen: Set<String> = []
        return (old + new).compactMap { unit in
            let id = unit.unit.id
            guard seen.insert(id).inserted else { return nil }
            let (from, to) = (before[id], after[id])
            let isSame = from != nil && to != nil && from?.unit.status == to?.unit.status
            guard !isSame, let state = Shift(from: from, to: to) else { return nil }
            return UnitDiff(id: id, state: state)
        }
    }
}
