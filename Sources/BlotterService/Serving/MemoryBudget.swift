import HummingbirdCore
import Synchronization

/// Bounds what long answers that wait to be taken hold in memory together, however many connections there are.
final class AnswerBudget: Sendable {
    /// How many bytes all of them may have: 256 MiB.
    static let most = 256 << 20
    /// What is shorter is not counted: connections are bounded, and hold as much anyway.
    static let short = 64 << 10

    private let taken = Mutex(0)

    /// How many bytes are taken.
    var used: Int { taken.withLock { $0 } }

    /// Takes so many bytes, which are given back when the last holder lets go of them; nil where there are not so many.
    func take(_ bytes: Int) -> AnswerShare? {
        let isTaken = taken.withLock { taken in
            guard taken + bytes <= Self.most else { return false }
            taken += bytes
            return true
        }
        return isTaken ? AnswerShare(budget: self, bytes: bytes) : nil
    }

    fileprivate func giveBack(_ bytes: Int) { taken.withLock { $0 -= bytes } }
}

/// A share of the bytes that answers may have.
final class AnswerShare: Sendable {
    private let budget: AnswerBudget
    private let bytes: Int

    fileprivate init(budget: AnswerBudget, bytes: Int) {
        self.budget = budget
        self.bytes = bytes
    }

    deinit { budget.giveBack(bytes) }
}

extension ResponseBody {
    /// The same, which holds a share for as long as it lives.
    func holding(_ share: AnswerShare) -> ResponseBody {
        let body = self
        return ResponseBody(contentLength: body.contentLength) { writer in
            try await body.write(writer)
            withExtendedLifetime(share) {}
        }
    }
}
