import Foundation
import Platform
import Testing

struct ReadingTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test(arguments: [0, 1, 7, 8, 9, 100_000])
    func `a file is read to its end, whatever the size of the buffer`(count: Int) throws {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let path = try scratch.file("bytes", bytes)
        for step in [1, 8, 4096] where count <= step * 20_000 {
            let descriptor = try Descriptor.open(reading: path)
            #expect(try descriptor.everything(inStepsOf: step) == bytes)
            var buffer: [UInt8] = [42]
            #expect(try descriptor.read(into: &buffer) == 0)
            #expect(buffer == [42])
        }
    }

    @Test func `the size is that of the file, and a pipe has none`() throws {
        #expect(try Descriptor.open(reading: scratch.file("empty", [])).size == 0)
        #expect(try Descriptor.open(reading: scratch.file("three", [1, 2, 3])).size == 3)
        let pipe = Pipe()
        #expect(try Descriptor.open(reading: pipe.readingPath).size == nil)
    }

    @Test func `a missing file is told apart from other errors`() throws {
        let path = try scratch.file("missing")
        let error = try #require(throws: SystemError.self) { try Descriptor.open(reading: path) }
        #expect(error.isNotFound)
        #expect(error.description == "cannot open \(path): No such file or directory")
    }

    @Test func `a path through a file leads nowhere`() throws {
        let path = try scratch.file("file", [1]) + "/below"
        let error = try #require(throws: SystemError.self) { try Descriptor.open(reading: path) }
        #expect(error.isNotFound)
    }

    @Test func `a directory is refused`() throws {
        let path = scratch.directory.path
        let error = try #require(throws: SystemError.self) { try Descriptor.open(reading: path) }
        #expect(!error.isNotFound)
        #expect(error.description == "cannot read \(path): Is a directory")
    }

    @Test func `a file that is opened for reading cannot be written`() throws {
        let path = try scratch.file("file", [1])
        let descriptor = try Descriptor.open(reading: path)
        let error = try #require(throws: SystemError.self) { try descriptor.write([2]) }
        #expect(!error.isBrokenPipe && !error.isNotFound)
        #expect(error.description == "cannot write to \(path): Bad file descriptor")
        #expect(try descriptor.everything() == [1])
    }

    @Test func `a pipe gives what has been written, then its end`() throws {
        let pipe = Pipe()
        let descriptor = try Descriptor.open(reading: pipe.readingPath)
        var buffer = [UInt8](repeating: 0, count: 10)
        try pipe.fileHandleForWriting.write(contentsOf: [1, 2, 3])
        #expect(try descriptor.read(into: &buffer) == 3)
        #expect(buffer.prefix(3) == [1, 2, 3])
        try pipe.fileHandleForWriting.write(contentsOf: [4])
        try pipe.fileHandleForWriting.close()
        #expect(try descriptor.everything() == [4])
    }

    @Test func `a pipe is readable once something is in it, and at its end`() throws {
        let pipe = Pipe()
        let descriptor = try Descriptor.open(reading: pipe.readingPath)
        #expect(!descriptor.isReadable(within: 0))
        #expect(!descriptor.isReadable(within: 1))
        try pipe.fileHandleForWriting.write(contentsOf: [1])
        #expect(descriptor.isReadable(within: 0))
        var buffer: [UInt8] = [0]
        #expect(try descriptor.read(into: &buffer) == 1)
        #expect(!descriptor.isReadable(within: 0))
        try pipe.fileHandleForWriting.close()
        #expect(descriptor.isReadable(within: 10_000))
        #expect(try descriptor.read(into: &buffer) == 0)
    }

    @Test func `a file is always readable and no terminal`() throws {
        let descriptor = try Descriptor.open(reading: scratch.file("file", []))
        #expect(descriptor.isReadable(within: 0))
        #expect(!descriptor.isTerminal)
        #expect(descriptor.columns == nil)
    }

    @Test func `a descriptor is closed with its last holder`() throws {
        let path = try scratch.file("file", [1])
        // Far more than a process may have open at once.
        for _ in 0..<10_000 { _ = try Descriptor.open(reading: path) }
        var first: Descriptor? = try Descriptor.open(reading: path)
        let second = first
        first = nil
        #expect(try second?.everything() == [1])
    }
}
