import Platform
import StrictJSON

/// Standard output, written in large pieces.
///
/// When the reader of a pipe has gone (`| head`), ``flush()`` throws ``QuietExit`` and the program ends without a word.
struct ResultOutput {
    /// What is waiting to be written; append to it, then call ``flushIfLarge()``.
    var bytes: [UInt8] = []
    private let descriptor = Descriptor.standardOutput

    /// A piece that is worth a system call: 64 KiB.
    private static let pieceSize = 64 * 1024

    /// Whether a person looks at the output.
    var isTerminal: Bool { descriptor.isTerminal }

    /// How strings of JSON are written: where a person looks at them, nothing in them may steer the terminal.
    var jsonStyle: JSONStringStyle { isTerminal ? .visible : .minimal }

    /// Adds text.
    mutating func append(_ text: String) { bytes += text.utf8 }

    /// Takes the next piece, and writes what is waiting where it is enough for a system call.
    mutating func write(_ text: String) throws {
        append(text)
        try flushIfLarge()
    }

    /// Takes the next piece, and writes what is waiting where it is enough for a system call.
    mutating func write(_ more: [UInt8]) throws {
        bytes += more
        try flushIfLarge()
    }

    /// Writes what is waiting where it is enough for a system call.
    mutating func flushIfLarge() throws {
        if bytes.count >= Self.pieceSize { try flush() }
    }

    /// Writes what is waiting.
    mutating func flush() throws {
        guard !bytes.isEmpty else { return }
        defer { bytes.removeAll(keepingCapacity: true) }
        try Self.write(bytes, to: descriptor)
    }

    /// Writes all of the bytes to standard output.
    static func write(_ bytes: [UInt8], to descriptor: Descriptor = .standardOutput) throws {
        do {
            try descriptor.write(bytes)
        } catch {
            if error.isBrokenPipe { throw QuietExit() }
            throw CommandFailure(error)
        }
    }
}
