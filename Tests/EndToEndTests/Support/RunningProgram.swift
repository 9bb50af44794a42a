import Foundation

/// The program while it runs: lines go in and come out one by one.
final class RunningProgram {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var waiting: [UInt8] = []

    /// Starts the program. Should it never end, it is ended after a while, so that whoever waits for it goes on.
    ///
    /// A program inherits which signals are blocked, and the threads that run tests block many: `env` gives it the
    /// signals that a shell would.
    init(_ program: Program, _ arguments: String...) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["--default-signal=INT,TERM", "/usr/bin/timeout", "--kill-after=5", "\(Program.patience)", Program.path]
            + arguments
        process.environment = program.environment
        process.currentDirectoryURL = Program.root
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle(forWritingAtPath: "/dev/null")
        try process.run()
        // This side of the pipe belongs to the program alone; the end would not be seen otherwise.
        try output.fileHandleForWriting.close()
        try input.fileHandleForReading.close()
    }

    /// Writes to its standard input.
    func write(_ text: String) throws { try input.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }

    /// Ends its standard input.
    func endInput() throws { try input.fileHandleForWriting.close() }

    /// Waits for the next line of its standard output; nil at the end.
    func nextLine() throws -> String? {
        while true {
            if let end = waiting.firstIndex(of: 10) {
                defer { waiting.removeSubrange(...end) }
                return String(decoding: waiting[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { return nil }
            waiting += more
        }
    }

    /// Reads no more of its output, as `head` does when it has enough.
    func stopReading() throws { try output.fileHandleForReading.close() }

    /// Sends it a signal.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for its end. One above 128 means that a signal ended it, 124 that it did not come to an end by itself.
    func exitCode() -> Int32 {
        process.waitUntilExit()
        return process.exitCode
    }
}
