import Foundation
import Platform
import Testing

struct ProcessTests {
    @Test func `every variable of the environment is found, and no other`() {
        for (name, value) in ProcessInfo.processInfo.environment {
            #expect(Platform.Process.environment(name) == value)
        }
        #expect(Platform.Process.environment("NO_SUCH_VARIABLE_\(UUID().uuidString)") == nil)
        #expect(Platform.Process.environment("") == nil)
    }

    @Test func `the login name is the one that the system tells`() throws {
        let program = Foundation.Process()
        program.executableURL = URL(filePath: "/usr/bin/id")
        program.arguments = ["-un"]
        let output = Pipe()
        program.standardOutput = output
        program.standardError = FileHandle.nullDevice
        try program.run()
        let text = try output.fileHandleForReading.readToEnd().map { String(decoding: $0, as: UTF8.self) }
        program.waitUntilExit()
        let expected = program.terminationStatus == 0 ? text?.trimmingCharacters(in: .newlines) : nil
        #expect(try Platform.Process.loginName() == expected)
    }

    @Test func `the clock of the day tells microseconds since 1970`() {
        let before = Date.now.timeIntervalSince1970
        let microseconds = Platform.Process.microsecondsSinceEpoch
        // An hour, so that a clock that is set meanwhile does no harm.
        #expect(abs(Double(microseconds) / 1e6 - before) < 3_600)
    }

    @Test func `the monotonic clock never goes back`() {
        var last = Platform.Process.monotonicNanoseconds
        for _ in 0..<100_000 {
            let now = Platform.Process.monotonicNanoseconds
            if now < last { Issue.record("\(now) comes after \(last)") }
            last = now
        }
        #expect(last > 0)
    }
}
