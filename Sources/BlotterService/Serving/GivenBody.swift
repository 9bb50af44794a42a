import NIOCore

/// A body as it arrives, with its share of what all bodies may hold together.
struct GivenBody: Sendable {
    /// What has arrived.
    private(set) var bytes: [UInt8] = []
    private var share = GrowingShare()
    private let budget: MemoryBudget
    /// How long it says it is.
    private let length: Int?

    /// A body of which nothing has arrived, and how long it says it is.
    init(of budget: MemoryBudget, length: Int?) {
        self.budget = budget
        self.length = length
    }

    /// Takes in what has arrived.
    mutating func take(_ part: ByteBuffer) throws(Problem) {
        let wasCounted = share.isCounted
        guard share.grow(to: bytes.count + part.readableBytes, of: budget) else { throw .tooManyBodies(budget) }
        // Grown once, a long body is never there twice.
        if !wasCounted, share.isCounted, let length { bytes.reserveCapacity(length) }
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
