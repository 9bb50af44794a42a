import Foundation
import Testing

/// The service while it runs, on a port of its own.
final class RunningService {
    private let process = Process()
    /// Whose log it serves: that has to stay as long as the service does.
    private let program: Program
    let port: Int

    /// Starts `blotter serve` on the log of a program. It ends with this object at the latest.
    ///
    /// `env` gives it the signals that a shell would, and becomes it: its number is that of the service.
    convenience init(_ program: Program, _ arguments: String...) throws { try self.init(program, arguments) }

    /// Starts `blotter serve` on the log of a program.
    init(_ program: Program, _ arguments: [String]) throws {
        self.program = program
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["--default-signal=INT,TERM", Program.path, "serve", "--port", "0"] + arguments
        process.environment = program.environment
        process.currentDirectoryURL = Program.root
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        try output.fileHandleForWriting.close()
        var line: [UInt8] = []
        while !line.contains(10) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { break }
            line += more
        }
        let text = String(decoding: line.prefix { $0 != 10 }, as: UTF8.self)
        port = try #require(Int(text.split(separator: ":").last ?? ""), "the service did not start")
    }

    deinit {
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
    }

    /// A connection to it.
    func connect(patience seconds: Int = 30, keeping bytes: Int32? = nil) throws -> Connection {
        try Connection(port: port, patience: seconds, keeping: bytes)
    }

    /// Asks for something on a connection of its own.
    func ask(_ method: String, _ path: String, body: String? = nil, more: String = "") throws -> (
        status: Int, head: String, body: String
    ) {
        try #require(try connect().ask(method, path, body: body, more: more), "\(method) \(path) has no answer")
    }

    /// Appends a report, and gives its position; nil where it was not acknowledged.
    static func report(_ incident: String, _ summary: String, on connection: Connection) -> Int? {
        let event = #"{"incident":"\#(incident)","kind":"reported","body":{"summary":"\#(summary)"}}"#
        guard let answer = connection.ask("POST", "/v1/events", body: event), answer.status == 201 else { return nil }
        guard let start = answer.body.firstRange(of: #""position":"#) else { return nil }
        return Int(answer.body[start.upperBound...].prefix { $0.isNumber })
    }

    /// Sends it a signal.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Lets it make no file longer than so many bytes from now on, as on a disk that is full; nil lets it again.
    func limitFiles(to bytes: Int?) throws {
        let soft = bytes.map(String.init) ?? "unlimited"
        let arguments = ["--pid", "\(process.processIdentifier)", "--fsize=\(soft):"]
        let outcome = try program.run("/usr/bin/prlimit", arguments, input: nil)
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    /// Waits for its end. One above 128 means that a signal ended it.
    func exitCode() -> Int32 {
        process.waitUntilExit()
        return process.exitCode
    }

    /// How many sockets it has open, that at which it listens among them.
    func sockets() -> Int {
        let folder = "/proc/\(process.processIdentifier)/fd"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.count { name in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\(name)"))?.hasPrefix("socket:")
                == true
        }
    }

    /// How many bytes of memory it has in use that are its own.
    func memory() -> Int? {
        let text = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = text?.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 * 1024 }
    }
}
