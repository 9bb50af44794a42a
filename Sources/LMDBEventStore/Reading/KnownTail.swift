import Synchronization

/// What has been read of the log's tail, so that no event is read into it twice. Events never change, so what is known stays
/// right; what has gone into the indexes is forgotten.
final class KnownTail: Sendable {
    private let entries = Mutex<[LogTail.Entry]>([])

    /// What is known of some positions, from the first one on: it may end before the last of them.
    func beginning(of positions: ClosedRange<UInt64>) -> ArraySlice<LogTail.Entry> {
        entries.withLock { entries in
            guard let first = entries.first?.position, first <= positions.lowerBound else { return [] }
            return entries.dropFirst(Int(positions.lowerBound - first)).prefix(positions.count)
        }
    }

    /// Keeps entries, unless those of later events are known.
    func keep(_ new: [LogTail.Entry]) {
        entries.withLock { entries in
            if new.last?.position ?? 0 > entries.last?.position ?? 0 { entries = new }
        }
    }
}
