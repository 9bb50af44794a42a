import Foundation
import Glibc
import Platform
import Testing

/// Each in a process of its own, because the standard streams and signals belong to the whole process.
struct StandardStreamTests {
    @Test func `all bytes reach standard output, from any collection`() async {
        await #expect(processExitsWith: .success) {
            let pipe = Pipe()
            dup2(pipe.fileHandleForWriting.fileDescriptor, STDOUT_FILENO)
            try pipe.fileHandleForWriting.close()
            let reader = try Descriptor.open(reading: pipe.readingPath)
            // More than a pipe holds, so that one call cannot take it all.
            let all = Task.detached { try reader.everything() }
            let bytes = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0) }
            try Descriptor.standardOutput.write(bytes)
            try Descriptor.standardOutput.write("text".utf8)
            try Descriptor.standardOutput.write([UInt8]())
            try Descriptor.standardOutput.write([1, 2, 3].reversed() as ReversedCollection<[UInt8]>)
            close(STDOUT_FILENO)
            #expect(try await all.value == bytes + Array("text".utf8) + [3, 2, 1])
        }
    }

    @Test func `a pipe whose reader has gone is an error once signals are ignored`() async {
        await #expect(processExitsWith: .success) {
            let pipe = Pipe()
            dup2(pipe.fileHandleForWriting.fileDescriptor, STDOUT_FILENO)
            try pipe.fileHandleForReading.close()
            Platform.Process.ignoreWriteSignals()
            let error = try #require(throws: SystemError.self) { try Descriptor.standardOutput.write([1]) }
            #expect(error.isBrokenPipe && !error.isNotFound)
            #expect(error.description == "cannot write to standard output: Broken pipe")
        }
    }

    @Test func `a pipe whose reader has gone ends the process otherwise`() async {
        await #expect(processExitsWith: .signal(SIGPIPE)) {
            let pipe = Pipe()
            signal(SIGPIPE, SIG_DFL)
            dup2(pipe.fileHandleForWriting.fileDescriptor, STDOUT_FILENO)
            try pipe.fileHandleForReading.close()
            try Descriptor.standardOutput.write([1])
        }
    }

    @Test func `writing waits where another program made the pipe non-blocking`() async {
        await #expect(processExitsWith: .success) {
            let pipe = Pipe()
            dup2(pipe.fileHandleForWriting.fileDescriptor, STDOUT_FILENO)
            try pipe.fileHandleForWriting.close()
            #expect(fcntl(STDOUT_FILENO, F_SETFL, O_NONBLOCK) == 0)
            let reader = try Descriptor.open(reading: pipe.readingPath)
            let all = Task.detached { try reader.everything() }
            let bytes = [UInt8](repeating: 7, count: 1_000_000)
            try Descriptor.standardOutput.write(bytes)
            close(STDOUT_FILENO)
            #expect(try await all.value == bytes)
        }
    }

    @Test func `reading waits where another program made the pipe non-blocking`() async {
        await #expect(processExitsWith: .success) {
            let pipe = Pipe()
            dup2(pipe.fileHandleForReading.fileDescriptor, STDIN_FILENO)
            #expect(fcntl(STDIN_FILENO, F_SETFL, O_NONBLOCK) == 0)
            #expect(!Descriptor.standardInput.isReadable(within: 0))
            let all = Task.detached { try Descriptor.standardInput.everything() }
            try pipe.fileHandleForWriting.write(contentsOf: [1, 2, 3])
            try pipe.fileHandleForWriting.close()
            #expect(try await all.value == [1, 2, 3])
        }
    }

    @Test func `a process ends with the code that it is given`() async {
        await #expect(processExitsWith: .exitCode(75)) { Platform.Process.exit(75) }
    }
}
