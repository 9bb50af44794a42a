import Synchronization

/// Bounds what long bodies that arrive, or long answers that wait to be taken, hold in memory together, however many
/// connections there are.
final class MemoryBudget: Sendable {
    /// What is shorter is not counted: connections are bounded, and hold as much anyway. What was compressed always is.
    static let short = 64 << 10

    /// How many bytes all of them may have.
    let most: Int
    private let taken = Mutex(0)

    /// A budget of so many bytes.
    init(_ most: Int) { self.most = most }

    /// How many bytes are taken.
    var used: Int { taken.withLock { $0 } }

    /// Takes so many bytes, which are given back when the last holder lets go of them; nil where there are not so many.
    func take(_ bytes: Int) -> MemoryShare? {
        let isTaken = taken.withLock { taken in
            guard taken + bytes <= most else { return false }
            taken += bytes
            return true
        }
        return isTaken ? MemoryShare(budget: self, bytes: bytes) : nil
    }

    fileprivate func giveBack(_ bytes: Int) { taken.withLock { $0 -= bytes } }
}

/// A share of a budget.
final class MemoryShare: Sendable {
    private let budget: MemoryBudget
    private let bytes: Int

    fileprivate init(budget: MemoryBudget, bytes: Int) {
        self.budget = budget
        self.bytes = bytes
    }

    deinit { budget.giveBack(bytes) }
}

/// The shares of something that grows: what is short is not counted, and what has not come yet holds nothing.
struct GrowingShare: Sendable {
    private var shares: [MemoryShare] = []
    private var counted = MemoryBudget.short

    private static let step = 256 << 10

    /// Whether anything is counted yet.
    var isCounted: Bool { !shares.isEmpty }

    /// Takes as much more as something of so many bytes needs; false where the budget has no more.
    mutating func grow(to bytes: Int, of budget: MemoryBudget) -> Bool {
        while bytes > counted {
            guard let share = budget.take(Self.step) else { return false }
            shares.append(share)
            counted += Self.step
        }
        return true
    }
}
