public import EventSourcing
import Synchronization

/// Folds the first incidents of a log while somebody goes over all of its events anyway, such as a check of the whole log,
/// so that they need not be read once more.
public final class SummaryWitness: Sendable {
    private let odd: Mutex<SummaryFold>
    private let even: Mutex<SummaryFold>

    /// A witness that has seen nothing.
    public init() {
        let shares = StreamShare.halves(of: 0...(IncidentRows.foldedAtOnce - 1))
        even = Mutex(SummaryFold(shares.even))
        odd = Mutex(SummaryFold(shares.odd))
    }

    /// Sees an event: all of the streams with odd numbers in log order, and all of those with even ones; two threads may do
    /// so at the same time.
    public func see(_ event: borrowing ScannedEvent) {
        guard event.streamNumber < IncidentRows.foldedAtOnce else { return }
        if event.streamNumber % 2 == 1 { odd.withLock { $0.take(event) } } else { even.withLock { $0.take(event) } }
    }

    /// What was folded, as far as it has come.
    var folds: [SummaryFold] { [even.withLock { $0 }, odd.withLock { $0 }] }
}

extension StreamShare {
    /// Those streams among some numbers that have even ones, and those that have odd ones.
    static func halves(of numbers: ClosedRange<UInt64>) -> (even: StreamShare, odd: StreamShare) {
        (
            StreamShare(numbers: numbers, every: 2, remainder: 0),
            StreamShare(numbers: numbers, every: 2, remainder: 1)
        )
    }
}
