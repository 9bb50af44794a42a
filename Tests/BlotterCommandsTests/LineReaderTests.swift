import Foundation
import Incidents
import Platform
import Testing

@testable import BlotterCommands

struct LineReaderTests {
    private let file = FileManager.default.temporaryDirectory.appending(path: "line-reader-\(UUID().uuidString)").path

    /// All lines of a text that stands in a file; nil is one that is too long.
    private func lines(of text: [UInt8]) throws -> [[UInt8]?] {
        try Data(text).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        var reader = LineReader(try Descriptor.open(reading: file))
        var lines: [[UInt8]?] = []
        while let line = try reader.next() {
            switch line {
            case .lines(let bytes): lines += Self.cut(bytes)
            case .tooLong: lines.append(nil)
            case .pause: Issue.record("a file never lets its reader wait")
            }
        }
        #expect(reader.bytesRead == text.count)
        return lines
    }

    /// The lines of a block, one by one.
    private static func cut(_ block: [UInt8]) -> [[UInt8]?] {
        let lines = block.split(separator: 10, omittingEmptySubsequences: false).map { Array($0) }
        return (lines.last?.isEmpty == true ? lines.dropLast() : lines[...]).map {
            $0.count > EventLine.maximumLength ? nil : $0
        }
    }

    @Test(
        arguments: [
            ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]),
            ("\n\na\n\n", ["", "", "a", ""]), ("a\r\nb\r", ["a\r", "b\r"]),
        ] as [(String, [String])])
    func `a text is cut at its line feeds, and nowhere else`(text: String, expected: [String]) throws {
        #expect(try lines(of: Array(text.utf8)) == expected.map { Array($0.utf8) })
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `whatever stands in a file, its lines put together give it back`(seed: UInt64) throws {
        var generator = SeededGenerator(state: seed)
        var text: [UInt8] = []
        // Longer than what is read at once, so that lines lie across the seams.
        while text.count < 700_000 {
            text +=
                (0..<Int.random(in: 0...9000, using: &generator)).map { _ in
                    UInt8.random(in: 11...255, using: &generator)
                } + [10]
        }
        let cut = try lines(of: text)
        #expect(cut.allSatisfy { $0?.contains(10) == false }, "seed \(seed)")
        #expect(Array(cut.map { ($0 ?? []) + [10] }.joined()) == text, "seed \(seed)")
    }

    @Test func `a block has no more lines than there is room for what is wrong with them`() throws {
        let text = Array(repeatElement([UInt8(ascii: "x"), 10], count: 50_000).joined()) + [UInt8(ascii: "y")]
        try Data(text).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        var reader = LineReader(try Descriptor.open(reading: file))
        var blocks: [[UInt8]] = []
        while case .lines(let block)? = try reader.next() { blocks.append(block) }
        #expect(blocks.count == 5)
        #expect(blocks.allSatisfy { $0.count { $0 == 10 } <= 16_384 })
        #expect(Array(blocks.joined()) == text)
    }

    @Test func `a line that is too long is told once, and those around it are whole`() throws {
        let limit = EventLine.maximumLength
        let long = { (count: Int) in [UInt8](repeating: 120, count: count) }
        #expect(try lines(of: long(limit) + [10] + long(3)) == [long(limit), long(3)])
        #expect(try lines(of: [97, 10] + long(limit + 1) + [10, 98, 10]) == [[97], nil, [98]])
        #expect(try lines(of: long(5 * limit) + [10] + long(2 * limit)) == [nil, nil])
        #expect(try lines(of: long(limit + 1)) == [nil])
        #expect(try lines(of: long(limit)) == [long(limit)])
    }

    @Test func `a pipe gives the lines that are whole, and lets its reader wait for the others`() throws {
        let pipe = Pipe()
        let descriptor = try Descriptor.open(reading: "/dev/fd/\(pipe.fileHandleForReading.fileDescriptor)")
        var reader = LineReader(descriptor)
        func next() throws -> String? {
            switch try reader.next() {
            case .lines(let bytes): String(decoding: bytes, as: UTF8.self)
            case .tooLong: "too long"
            case .pause: "pause"
            case nil: nil
            }
        }
        let write = { (text: String) in try pipe.fileHandleForWriting.write(contentsOf: Data(text.utf8)) }
        #expect(try next() == "pause")
        try write("one\ntw")
        reader.wait()
        #expect(try next() == "one\n")
        #expect(try next() == "pause")
        try write("o\n\nthree")
        #expect(try next() == "two\n\n")
        #expect(try next() == "pause")
        try pipe.fileHandleForWriting.close()
        reader.wait()
        #expect(try next() == "three")
        #expect(try next() == nil)
        #expect(try next() == nil)
    }
}

/// SplitMix64: small, seeded, the same on every machine.
private struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
