import Platform

/// A line on the terminal that tells how far a long append has come; nothing where nobody watches.
struct Progress {
    private let isShown = Descriptor.standardError.isTerminal
    private let total: Int?
    private let begun = Process.monotonicNanoseconds
    private var shown: UInt64 = 0
    private var bytesBefore = 0
    private var isDirty = false

    /// How many bytes an input has at least of which somebody wants to know how far it has come.
    private static let least = 1 << 20

    /// Progress towards so many bytes; nil where the end is not known.
    init(total: Int?) { self.total = total }

    /// Shows how far it has come, five times a second at most.
    mutating func show(events: Int, bytes: Int) {
        guard isShown, bytesBefore + bytes > Self.least else { return }
        let now = Process.monotonicNanoseconds
        guard now - shown > 200_000_000 else { return }
        shown = now
        isDirty = true
        let seconds = Double(now - begun) / 1e9
        var line = "\r\(events) events, \(Int(Double(events) / max(seconds, 0.001)))/s"
        if let total, total > 0 {
            let done = min(1, Double(bytesBefore + bytes) / Double(total))
            line += ", \(Int(done * 100)) %"
            if done > 0.02 { line += ", \(Int(seconds / done - seconds + 0.5)) s left" }
        }
        try? Descriptor.standardError.write(Array((line + "\u{1B}[K").utf8))
    }

    /// An input has been read to its end.
    mutating func finishedInput(bytes: Int) { bytesBefore += bytes }

    /// Takes the line away.
    mutating func clear() {
        guard isDirty else { return }
        isDirty = false
        try? Descriptor.standardError.write(Array("\r\u{1B}[K".utf8))
    }
}
