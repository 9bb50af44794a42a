import Platform
import TimelineRendering

/// What the program says beside its results: one line each, on standard error, safe for a terminal.
enum Diagnostics {
    /// Says one sentence.
    static func say(_ sentence: String) {
        try? Descriptor.standardError.write(Array(("blotter: " + SafeText.line(sentence) + "\n").utf8))
    }

    /// Says where to read on.
    static func advise(_ advice: String) {
        try? Descriptor.standardError.write(Array((SafeText.line(advice) + "\n").utf8))
    }

    /// Says something about one line of the input.
    static func say(_ sentence: String, at place: String) {
        try? Descriptor.standardError.write(Array((SafeText.line("\(place): \(sentence)") + "\n").utf8))
    }
}
