import LMDBEventStore
import Platform

/// A line on the terminal that tells how far a check of the log has come; nothing where nobody watches.
final class StageProgress {
    private let isShown = Descriptor.standardError.isTerminal
    private var shown: UInt64 = 0
    private var isDirty = false

    /// Shows how far it has come, five times a second at most.
    func show(_ progress: LogVerification.Progress) {
        guard isShown, progress.total > 0 else { return }
        let now = Process.monotonicNanoseconds
        guard now - shown > 200_000_000 else { return }
        shown = now
        isDirty = true
        let percent = 100 * progress.done / progress.total
        try? Descriptor.standardError.write(Array("\r\(progress.stage): \(percent) %\u{1B}[K".utf8))
    }

    /// Takes the line away.
    func clear() {
        guard isDirty else { return }
        isDirty = false
        try? Descriptor.standardError.write(Array("\r\u{1B}[K".utf8))
    }
}
