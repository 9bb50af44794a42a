import NIOCore

/// A body as it arrives, with its share of what all bodies may hold together.
struct GivenBody: Sendable {
    /// What has arrived.
    private(set) var bytes: [UInt8] = []
    private var shares: [MemoryShare] = []
    /// Up to which length it is counted.
    private var counted = MemoryBudget.short
    private let budget: MemoryBudget
    /// How long it says it is.
    private let length: Int?

    /// In how large pieces a body is counted: what has not arrived holds nothing.
    private static let step = 256 << 10

    /// A body of which nothing has arrived, and how long it says it is.
    init(of budget: MemoryBudget, length: Int?) {
        self.budget = budget
        self.length = length
    }

    /// Takes in what has arrived.
    mutating func take(_ part: ByteBuffer) throws(Problem) {
        while bytes.count + part.readableBytes > counted {
            // Grown once, a long body is never there twice.
            if shares.isEmpty, let length { bytes.reserveCapacity(length) }
            guard let share = budget.take(Self.step) else { throw .tooManyBodies(budget) }
            shares.append(share)
            counted += Self.step
        }
        bytes.append(contentsOf: part.readableBytesView)
    }
}

extension Problem {
    /// Bodies hold all that they may.
    static func tooManyBodies(_ budget: MemoryBudget) -> Problem {
        Problem(
            .tooMany, "bodies of \(budget.most >> 20) MiB are arriving; send it again in a moment, or in shorter pieces"
        )
    }
}
