import Foundation
import Testing

/// Input that nobody meant: the good lines are kept, the others named, and no input ends the program by force.
@Suite struct `Odd input` {
    let program: Program
    init() throws { program = try Program() }

    /// Appends bytes; says how many events there are afterwards, and which lines were named.
    private func append(_ bytes: Data) throws -> (status: Int32, events: Int64?, named: [Int]) {
        let file = try program.file("input", bytes)
        let outcome = try program.run("append", file)
        #expect(!outcome.wasKilled, "\(outcome.status) \(outcome.errors.prefix(500))")
        let named = outcome.errors.split(separator: "\n").map { said -> Int in
            guard said.hasPrefix("\(file):") else { return -1 }
            return Int(said.dropFirst(file.count + 1).prefix { $0 != ":" }) ?? -1
        }
        let piped = try program.run(["append", "--log", program.path("piped")], input: bytes)
        #expect(piped.status == outcome.status)
        #expect(piped.errors == outcome.errors.replacingOccurrences(of: file, with: "standard input"))
        return (outcome.status, try program.eventCount(), named)
    }

    private let one = line("fire", "one")
    private let two = line("fire", "two")

    @Test func `lines may end as on other systems, be blank, and the last one need not end`() throws {
        #expect(try append(Data("\(one)\r\n\(two)\r\n\r\n  \n\t\n\n\(one)".utf8)) == (0, 3, []))
    }

    @Test func `nothing at all is no failure`() throws {
        #expect(try append(Data()) == (0, 0, []))
        #expect(try append(Data("\n\n \r\n".utf8)) == (0, 0, []))
    }

    @Test func `a byte order mark is named, and the lines after it are kept`() throws {
        #expect(try append(Data("\u{FEFF}\(one)\n\(two)\n".utf8)) == (65, 1, [1]))
    }

    @Test(arguments: [String.Encoding.utf16, .utf16BigEndian, .utf32LittleEndian])
    func `a file in another encoding is refused line by line`(encoding: String.Encoding) throws {
        let result = try append(try #require("\(one)\n\(two)\n".data(using: encoding)))
        #expect(result.status == 65)
        #expect(result.events == 0)
        #expect(result.named.prefix(2) == [1, 2])
    }

    @Test func `bytes that are no text are refused where they stand`() throws {
        var bytes = Data("\(one)\n".utf8)
        bytes += [0, 0, 10, 0xFF, 0xFE, 10, 0xC0, 0x80, 10]
        bytes += Data(two.utf8.prefix(40)) + [0] + Data(two.utf8.dropFirst(40)) + [10]
        bytes += Data(two.replacingOccurrences(of: "two", with: "tw?").utf8.map { $0 == 63 ? 0xE9 : $0 }) + [10]
        bytes += Data(two.utf8)
        #expect(try append(bytes) == (65, 2, [2, 3, 4, 5, 6]))
    }

    @Test func `a line without end is read in bounded memory and named once`() throws {
        #expect(try append(Data(repeating: 120, count: 3 << 20)) == (65, 0, [1]))
        #expect(try append(Data(repeating: 120, count: 3 << 20) + Data("\n\(one)\n".utf8)) == (65, 1, [1]))
        #expect(try append(Data(repeating: 32, count: 3 << 20) + Data("\n\(one)\n".utf8)) == (65, 2, [1]))
    }

    @Test func `a line of exactly one mebibyte is taken, and one byte more is not`() throws {
        let padded = { (text: String, count: Int) in
            Data(text.utf8) + Data(repeating: 32, count: count - text.utf8.count)
        }
        #expect(try append(padded(one, 1 << 20) + [10] + padded(two, (1 << 20) + 1) + [10]) == (65, 1, [2]))
    }

    @Test func `hostile depth, doubled names and numbers without bounds are refused or kept, never obeyed`() throws {
        let attributes = { (json: String) in one.replacingOccurrences(of: "}}", with: #","attributes":\#(json)}}"#) }
        let lines = [
            String(repeating: "[", count: 300_000), String(repeating: #"{"a":"#, count: 100_000),
            attributes(String(repeating: "[", count: 40) + String(repeating: "]", count: 40)),
            attributes(#"{"a":1,"\u0061":2}"#),
            attributes(#"{"a":"\ud800"}"#), attributes(#"{"a":01}"#), attributes(#"{"a":NaN}"#),
            attributes(
                #"{"a":1e999999999,"b":-\#(String(repeating: "9", count: 5000)),"c":\#(String(repeating: "0.", count: 1))\#(String(repeating: "0", count: 5000))1}"#
            ),
            attributes(#"{"a":"\#(String(repeating: "y", count: 262_144))"}"#),
        ]
        #expect(try append(Data(lines.joined(separator: "\n").utf8)) == (65, 1, [1, 2, 3, 4, 5, 6, 7, 9]))
        #expect(try program.run("timeline", "fire", "--format", "json").status == 0)
    }

    @Test(arguments: 1...6)
    func `bytes at random never end the program by force`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var bytes = Data()
        let good = Data(one.utf8)
        for _ in 0..<60 {
            var mangled = good
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                mangled[Int.random(in: mangled.indices, using: &generator)] = UInt8.random(
                    in: 0...255, using: &generator)
            }
            bytes += mangled + [10]
            bytes += (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
        }
        let result = try append(bytes)
        #expect(result.status == 65, "seed \(seed)")
        #expect(try program.run("incidents").status == 0, "seed \(seed)")
        #expect(!(try program.run("timeline", "fire").wasKilled), "seed \(seed)")
    }

    @Test func `a directory is not a file of lines`() throws {
        let outcome = try program.run("append", program.directory.path)
        #expect(outcome.status == 66)
        #expect(outcome.errors.contains("directory"))
    }

    @Test func `an argument that is not UTF-8 is refused and not mended`() throws {
        let outcome = try program.shell(#"blotter report fire $'a\xffb'"#)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("UTF-8"))
        #expect(outcome.output.isEmpty)
    }

    @Test func `an argument may be of any length that the system allows`() throws {
        let long = String(repeating: "x", count: 100_000)
        let commands = [
            ["report", long, "x"], ["report", "fire", long], ["report", "fire", "x", "--at", long],
            ["report", "fire", "x", "--tag", long],
            ["report", "fire", "x", "--id", long], ["report", "fire", "x", "--by", long],
            ["report", "fire", "x", "--figure", long],
            ["report", "fire", "x", "--grade", long],
            ["report", "fire", "x", "--lat", long],
            ["report", "fire", "x", "--url", long], ["report", "fire", "x", "--corrects", long, "--reason", "y"],
            ["retract", long, "--reason", "y"],
            ["report", "fire", "x", "--expect", long], ["report", "fire", "x", "--status", long],
            ["report", "fire", "x", "--zone", long],
            ["timeline", long], ["timeline", "fire", "--as-of", long], ["replay", "--tag", long], ["append", long],
            ["replay", "--log", "/" + long],
        ]
        for command in commands {
            let outcome = try program.run(command)
            #expect([64, 65, 66, 74].contains(outcome.status), "\(command.map { $0.prefix(20) }): \(outcome.status)")
            #expect(outcome.output.isEmpty)
        }
    }
}
