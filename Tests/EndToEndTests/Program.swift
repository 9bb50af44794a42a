import Foundation
import StrictJSON
import Testing

/// The built program, run as its users run it, on a log of its own in a temporary directory.
final class Program {
    /// What a run of the program left behind.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String

        /// The lines of standard output.
        var lines: [String] { output.split(separator: "\n").map(String.init) }
        /// Standard output as JSON, one document a line.
        var json: [JSONValue] {
            get throws { try lines.map { try JSONDocument(parsing: Array($0.utf8)).root } }
        }
    }

    let directory: URL
    var environment: [String: String]

    /// The log of this program, named by `BLOTTER_LOG`.
    var log: String { directory.appendingPathComponent("log").path }

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("blotter-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        environment = [
            "BLOTTER_LOG": directory.appendingPathComponent("log").path, "BLOTTER_BY": "test-desk",
            "PATH": "/usr/bin:/bin", "HOME": directory.path,
        ]
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// The root of the package.
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The program stands beside the tests that were built with it.
    static let path = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("blotter").path

    /// A file of real data; nil where it is not there.
    static func realData(_ name: String) -> String? {
        let path = root.deletingLastPathComponent().appendingPathComponent("shared/data/\(name)").path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// Runs the program to its end.
    @discardableResult
    func run(_ arguments: String..., input: String? = nil) throws -> Outcome {
        try run(Self.path, arguments, input: input.map { Data($0.utf8) })
    }

    /// Runs the program and insists that it went well.
    @discardableResult
    func succeed(_ arguments: String..., input: String? = nil) throws -> Outcome {
        let outcome = try run(Self.path, arguments, input: input.map { Data($0.utf8) })
        try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
        return outcome
    }

    /// Runs a line of shell in which `blotter` is the program.
    @discardableResult
    func shell(_ line: String) throws -> Outcome {
        try run("/bin/bash", ["-o", "pipefail", "-c", "blotter() { '\(Self.path)' \"$@\"; }; \(line)"], input: nil)
    }

    /// Runs any program in the environment of this one.
    func run(_ executable: String, _ arguments: [String], input: Data?) throws -> Outcome {
        // Files, not pipes: a pipe would have to be emptied while the program runs.
        let base = directory.appendingPathComponent(UUID().uuidString).path
        for suffix in ["in", "out", "err"] {
            FileManager.default.createFile(atPath: "\(base).\(suffix)", contents: suffix == "in" ? input : nil)
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = Self.root
        process.standardInput = FileHandle(forReadingAtPath: "\(base).in")
        process.standardOutput = FileHandle(forWritingAtPath: "\(base).out")
        process.standardError = FileHandle(forWritingAtPath: "\(base).err")
        try process.run()
        process.waitUntilExit()
        defer { for suffix in ["in", "out", "err"] { try? FileManager.default.removeItem(atPath: "\(base).\(suffix)") } }
        return Outcome(
            status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            output: String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(base).out")), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(base).err")), as: UTF8.self))
    }

    /// Writes a file into the directory of this program.
    func file(_ name: String, _ text: String) throws -> String {
        let url = directory.appendingPathComponent(name)
        try Data(text.utf8).write(to: url)
        return url.path
    }
}
