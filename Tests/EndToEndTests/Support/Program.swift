import Foundation
import StrictJSON
import Testing

/// The built program, run as its users run it, on a log of its own in a temporary directory.
final class Program {
    /// What a run of the program left behind.
    struct Outcome {
        /// The exit code; one above 128 means that a signal ended it, 124 that it did not come to an end.
        let status: Int32
        /// Standard output, byte for byte.
        let bytes: [UInt8]
        let errors: String

        var output: String { String(decoding: bytes, as: UTF8.self) }
        /// The lines of standard output.
        var lines: [String] { bytes.split(separator: 10).map { String(decoding: $0, as: UTF8.self) } }
        /// Standard output as JSON, one document a line.
        var json: [JSONValue] {
            get throws { try bytes.split(separator: 10).map { try JSONDocument(parsing: Array($0)).root } }
        }
        /// The only document of standard output.
        var document: JSONValue {
            get throws {
                let documents = try json
                try #require(documents.count == 1, "\(output)")
                return documents[0]
            }
        }
        /// Whether something other than the program itself ended it.
        var wasKilled: Bool { status >= 124 }
    }

    let directory: URL
    var environment: [String: String]

    /// The log of this program, named by `BLOTTER_LOG`.
    var log: String { path("log") }

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("blotter-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        environment = [
            "BLOTTER_LOG": directory.appendingPathComponent("log").path, "BLOTTER_BY": "test-desk",
            "PATH": "/usr/bin:/bin", "HOME": directory.path, "BLOTTER": Self.path,
        ]
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// The root of the package.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The program stands beside the tests that were built with it.
    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("blotter").path

    /// A file or directory of real data; nil where it is not there.
    static func realData(_ name: String) -> String? {
        let path = root.deletingLastPathComponent().appendingPathComponent("shared/data/\(name)").path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// A path in the directory of this program.
    func path(_ name: String) -> String { directory.appendingPathComponent(name).path }

    /// Runs the program to its end.
    @discardableResult
    func run(_ arguments: String..., input: String? = nil) throws -> Outcome {
        try run(Self.path, arguments, input: input.map { Data($0.utf8) })
    }

    /// Runs the program to its end.
    @discardableResult
    func run(_ arguments: [String], input: Data? = nil) throws -> Outcome {
        try run(Self.path, arguments, input: input)
    }

    /// Runs the program and insists that it went well.
    @discardableResult
    func succeed(_ arguments: String..., input: String? = nil) throws -> Outcome {
        try succeed(arguments, input: input.map { Data($0.utf8) })
    }

    /// Runs the program and insists that it went well.
    @discardableResult
    func succeed(_ arguments: [String], input: Data? = nil) throws -> Outcome {
        let outcome = try run(Self.path, arguments, input: input)
        try #require(outcome.status == 0, "\(arguments): \(outcome.status) \(outcome.errors)")
        return outcome
    }

    /// Runs a line of shell in which `blotter` is the program, and whose status is that of the first that fails.
    @discardableResult
    func shell(_ line: String, seconds: Int = patience) throws -> Outcome {
        let arguments = ["-o", "pipefail", "-c", "blotter() { \"$BLOTTER\" \"$@\"; }; \(line)"]
        return try run("/bin/bash", arguments, input: nil, seconds: seconds)
    }

    /// After how many seconds a program counts as one that does not end. None takes more than a few on a machine of its
    /// own; all tests together, or a busy machine, make it many more.
    static let patience = 300

    /// Runs any program in the environment of this one; one that does not end is ended.
    func run(_ executable: String, _ arguments: [String], input: Data?, seconds: Int = patience) throws -> Outcome {
        // Files, not pipes: a pipe would have to be emptied while the program runs.
        let base = path(UUID().uuidString)
        for suffix in ["in", "out", "err"] {
            try (suffix == "in" ? input ?? Data() : Data()).write(to: URL(fileURLWithPath: "\(base).\(suffix)"))
        }
        defer {
            for suffix in ["in", "out", "err"] { try? FileManager.default.removeItem(atPath: "\(base).\(suffix)") }
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = ["--kill-after=5", "\(seconds)", executable] + arguments
        process.environment = environment
        process.currentDirectoryURL = Self.root
        process.standardInput = FileHandle(forReadingAtPath: "\(base).in")
        process.standardOutput = FileHandle(forWritingAtPath: "\(base).out")
        process.standardError = FileHandle(forWritingAtPath: "\(base).err")
        try process.run()
        process.waitUntilExit()
        return Outcome(
            status: process.exitCode, bytes: [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(base).out"))),
            errors: String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(base).err")), as: UTF8.self))
    }

    /// Writes a file into the directory of this program.
    func file(_ name: String, _ text: String) throws -> String { try file(name, Data(text.utf8)) }

    /// Writes a file into the directory of this program.
    func file(_ name: String, _ data: Data) throws -> String {
        try data.write(to: directory.appendingPathComponent(name))
        return path(name)
    }
}

extension Process {
    /// The exit code of a process that has ended, as a shell tells it: above 128 where a signal ended it.
    var exitCode: Int32 { terminationReason == .exit ? terminationStatus : 128 + terminationStatus }
}
