import LMDBEventStore
import Platform
import Synchronization

/// A line on the terminal that tells how far a long look at the log has come; nothing where nobody watches.
final class StageProgress: Sendable {
    private struct Line {
        var shown: UInt64 = 0
        var isDirty = false
    }

    private let isShown = Descriptor.standardError.isTerminal
    private let line = Mutex(Line())

    /// Shows how far it has come, five times a second at most.
    func show(_ progress: LogVerification.Progress) {
        show(progress.stage, done: UInt64(progress.done), of: UInt64(progress.total))
    }

    /// Shows how far a stage of it has come.
    func show(_ stage: String, done: UInt64, of total: UInt64) {
        guard isShown, total > 0 else { return }
        line.withLock { line in
            let now = Process.monotonicNanoseconds
            guard now - line.shown > 200_000_000 else { return }
            line.shown = now
            line.isDirty = true
            let percent = 100 * done / total
            try? Descriptor.standardError.write(Array("\r\(stage): \(percent) %\u{1B}[K".utf8))
        }
    }

    /// Takes the line away.
    func clear() {
        let wasDirty = line.withLock { line in
            defer { line.isDirty = false }
            return line.isDirty
        }
        guard wasDirty else { return }
        try? Descriptor.standardError.write(Array("\r\u{1B}[K".utf8))
    }
}
