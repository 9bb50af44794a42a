import Glibc

/// What the operating system answered instead of doing what it was asked.
public struct SystemError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The number of the error (errno.h).
    public let code: Int32
    /// What was tried, such as `open notes.jsonl`.
    public let operation: String
    /// Why it failed, where more is known than the system says.
    var reason: String?

    /// An error of this number.
    public init(code: Int32, operation: String, reason: String? = nil) {
        self.code = code
        self.operation = operation
        self.reason = reason
    }

    /// The error that the last call on this thread left behind.
    public static func last(_ operation: String) -> SystemError { SystemError(code: errno, operation: operation) }

    /// No such file or directory.
    public var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
    /// A directory stands where a file was meant.
    public var isDirectory: Bool { code == EISDIR }
    /// The reader of a pipe has gone.
    public var isBrokenPipe: Bool { code == EPIPE }

    /// The whole sentence: what was tried and why it failed.
    public var description: String {
        if let reason { return "cannot \(operation): \(reason)" }
        var text = [CChar](repeating: 0, count: 256)
        let isKnown = strerror_r(code, &text, text.count) == 0
        let words = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        return "cannot \(operation): \(isKnown ? String(decoding: words, as: UTF8.self) : "error \(code)")"
    }
}
