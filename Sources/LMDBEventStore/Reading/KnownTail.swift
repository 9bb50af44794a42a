import Synchronization

/// What has been read of the log's tail, so that no event is read into it twice. Events never change, so what is known stays
/// right; what has gone into the indexes is forgotten when more comes.
final class KnownTail: Sendable {
    /// What was known before the last events went into the indexes, and what has come since: a look at the log that began
    /// before still asks for the former.
    private let tails = Mutex((before: LogTail(), now: LogTail()))

    /// The tail that has the events at these positions.
    ///
    /// - Parameter read: what is to be kept of the events at some positions.
    func tail<Failure>(
        of positions: ClosedRange<UInt64>, _ read: (ClosedRange<UInt64>) throws(Failure) -> [LogTail.Entry]
    ) throws(Failure) -> LogTail {
        // Under the lock, since nobody else is to hold what grows: it would have to be copied.
        try tails.withLock { (tails) throws(Failure) in
            if let known = tails.now.known, positions.lowerBound < known.lowerBound {
                if let older = tails.before.known, older.contains(positions.lowerBound),
                    older.contains(positions.upperBound)
                {
                    return tails.before.seeing(positions)
                }
                return LogTail(try read(positions)).seeing(positions)
            }
            if let known = tails.now.known, !known.contains(positions.lowerBound) {
                tails = (tails.now, LogTail())
            }
            let next = tails.now.known.map { $0.upperBound + 1 } ?? positions.lowerBound
            if next <= positions.upperBound {
                for entry in try read(next...positions.upperBound) { tails.now.append(entry) }
            }
            return tails.now.seeing(positions)
        }
    }
}
