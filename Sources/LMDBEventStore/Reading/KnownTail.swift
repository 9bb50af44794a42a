import Synchronization

/// What has been read of the log's tail, so that no event is read into it twice. Events never change, so what is known stays
/// right; what has gone into the indexes is forgotten when more comes.
final class KnownTail: Sendable {
    private let tail = Mutex(LogTail())

    /// The tail that has the events at these positions.
    ///
    /// - Parameter read: what is to be kept of the events at some positions.
    func tail<Failure>(
        of positions: ClosedRange<UInt64>, _ read: (ClosedRange<UInt64>) throws(Failure) -> [LogTail.Entry]
    ) throws(Failure) -> LogTail {
        // Under the lock, since nobody else is to hold what grows: it would have to be copied.
        try tail.withLock { (kept) throws(Failure) in
            if let known = kept.known, positions.lowerBound < known.lowerBound {
                // As of an older state of the log; the next question will be of the newer one.
                return LogTail(try read(positions)).seeing(positions)
            }
            if let known = kept.known, !known.contains(positions.lowerBound) { kept = LogTail() }
            let next = kept.known.map { $0.upperBound + 1 } ?? positions.lowerBound
            if next <= positions.upperBound {
                for entry in try read(next...positions.upperBound) { kept.append(entry) }
            }
            return kept.seeing(positions)
        }
    }
}
