import Foundation
import Testing

@testable import LMDB

/// Walking the pages of a file without LMDB.
struct PageCheckTests {
    /// An environment with tables of every shape, large values, long posting lists and pages that are free again.
    private func makeEnvironment(_ scratch: Scratch) throws {
        let environment = try scratch.makeEnvironment(
            "environment",
            ["rows": .bytes, "numbers": .integers, "tags": .postingsByBytes, "kinds": .postingsByInteger])
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        let numbers = try environment.database("numbers", .integers)
        let tags = try environment.database("tags", .postingsByBytes)
        let kinds = try environment.database("kinds", .postingsByInteger)
        for round in 0..<20 as Range<UInt64> {
            try environment.write { transaction throws(LMDBError) in
                for number in (1 + 100 * round)...(100 * round + 100) {
                    let key = Array("row \(number * 7919 % 2_000)".utf8)
                    try transaction.put(key.rawBytes, forKey: key.rawBytes, in: rows)
                    let size = number % 50 == 0 ? 10_000 : Int(number % 90)
                    let value = [UInt8](repeating: 7, count: size)
                    try transaction.put(value.rawBytes, forKey: number, in: numbers, .append)
                    let tag = Array("k:\(number % 3 == 0 ? 0 : number)".utf8)
                    try transaction.put(posting: number, forKey: tag.rawBytes, in: tags)
                    try transaction.put(posting: number, forKey: number % 3, in: kinds)
                }
            }
        }
    }

    @Test func `a sound environment has no fault, and every page is used or free`() throws {
        let scratch = try Scratch()
        try makeEnvironment(scratch)
        var told: [Int] = []
        let check = try PageCheck.check(at: scratch.path("environment")) { done, _ in told.append(done) }
        #expect(check.faults == [])
        #expect(check.usedPages > 100 && check.freePages > 10)
        #expect(check.lostPages == 0)
        #expect(told.last == check.usedPages + check.freePages)
    }

    @Test func `an environment without anything in it has no fault`() throws {
        let scratch = try Scratch()
        try scratch.makeEnvironment("empty", [:]).close()
        #expect(try PageCheck.check(at: scratch.path("empty")).faults == [])
        try scratch.makeEnvironment("tables").close()
        #expect(try PageCheck.check(at: scratch.path("tables")).faults == [])
    }

    @Test func `whatever bit turns, the walk comes to its end, and finds what belongs to the structure`() throws {
        let scratch = try Scratch()
        try makeEnvironment(scratch)
        let url = scratch.directory.appending(path: "environment/data.mdb")
        let bytes = try Data(contentsOf: url)
        let used = try PageCheck.check(at: scratch.path("environment")).usedPages
        var generator = SeededGenerator(seed: 7)
        let file = try FileHandle(forUpdating: url)
        var found = 0
        for _ in 0..<200 {
            let page = Int.random(in: 0..<used, using: &generator)
            // Headers, offsets and the heads of entries are where the structure is.
            let offset =
                4096 * page + Int.random(in: 0..<(Bool.random(using: &generator) ? 32 : 4096), using: &generator)
            let bit = UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
            try file.seek(toOffset: UInt64(offset))
            try file.write(contentsOf: Data([bytes[offset] ^ bit]))
            do throws(LMDBError) {
                let faults = try PageCheck.check(at: scratch.path("environment")).faults
                if !faults.isEmpty { found += 1 }
            } catch {
                found += 1
            }
            try file.seek(toOffset: UInt64(offset))
            try file.write(contentsOf: Data([bytes[offset]]))
        }
        #expect(found > 25)
        #expect(try PageCheck.check(at: scratch.path("environment")).faults == [])
    }

    @Test func `a page that was exchanged for another one is named`() throws {
        let scratch = try Scratch()
        try makeEnvironment(scratch)
        let url = scratch.directory.appending(path: "environment/data.mdb")
        let bytes = try Data(contentsOf: url)
        let file = try FileHandle(forUpdating: url)
        func write(_ page: Data, at number: Int) throws -> [UInt64] {
            try file.seek(toOffset: UInt64(4096 * number))
            try file.write(contentsOf: page)
            return try PageCheck.check(at: scratch.path("environment")).faults.map(\.page)
        }
        func page(_ number: Int) -> Data { bytes[(4096 * number)..<(4096 * number + 4096)] }
        // A page is in use where the walk misses it.
        var used: [Int] = []
        for number in 2..<200 where used.count < 2 {
            if try !write(Data(count: 4096), at: number).isEmpty { used.append(number) }
            #expect(try write(page(number), at: number) == [])
        }
        try #require(used.count == 2)
        _ = try write(page(used[0]), at: used[1])
        // Where one stands above the other, only the upper one is reached.
        #expect(try !Set(write(page(used[1]), at: used[0])).isDisjoint(with: used.map { UInt64($0) }))
    }

    @Test func `a file of something else is not walked`() throws {
        let scratch = try Scratch()
        try scratch.makeDirectory("other")
        try scratch.makeFile("other/data.mdb", [UInt8](repeating: 65, count: 100_000))
        let error = #expect(throws: LMDBError.self) { try PageCheck.check(at: scratch.path("other")) }
        #expect(error?.isForeignFile == true)
    }

    @Test func `a fault in the map ends the process with a sentence and the exit code that was asked for`() async throws
    {
        let scratch = try Scratch()
        try makeEnvironment(scratch)
        let path = scratch.path("environment")
        let result = try await #require(
            processExitsWith: .exitCode(74), observing: [\.standardErrorContent]
        ) { [path = path as String] in
            Environment.endProcessOnFault(code: 74, prefix: "blotter: ")
            let environment = try Environment.open(at: path)
            let numbers = try environment.database("numbers", .integers)
            try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/data.mdb")).truncate(atOffset: 8192)
            _ = try environment.read { transaction throws(LMDBError) in
                try transaction.value(forKey: 1_000, in: numbers)?.byteCount
            }
        }
        let text = String(decoding: result.standardErrorContent, as: UTF8.self)
        #expect(
            text
                == "blotter: \(path)/data.mdb is damaged: what it says leads outside of the file; blotter verify names the damage\n"
        )
    }
}
