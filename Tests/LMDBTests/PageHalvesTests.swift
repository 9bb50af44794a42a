import Foundation
import Testing

@testable import LMDB

/// Walking the pages of large tables on two threads.
@Suite struct `A walk on two threads` {
    private let scratch: Scratch
    private let url: URL

    init() throws {
        scratch = try Scratch()
        url = scratch.directory.appending(path: "large/data.mdb")
        let environment = try scratch.makeEnvironment(
            "large", ["numbers": .integers, "rows": .bytes, "tags": .postingsByBytes])
        defer { environment.close() }
        let numbers = try environment.database("numbers", .integers)
        let rows = try environment.database("rows", .bytes)
        let tags = try environment.database("tags", .postingsByBytes)
        for round in 0..<4 as Range<UInt64> {
            try environment.write { transaction throws(LMDBError) in
                for number in (1 + 8000 * round)...(8000 * round + 8000) {
                    let value = [UInt8](repeating: 7, count: number % 1000 == 0 ? 9000 : 120)
                    try transaction.put(value.rawBytes, forKey: number, in: numbers, .append)
                    let key = Array("row \(number &* 7919 % 32_003)".utf8)
                    try transaction.put([UInt8](repeating: 1, count: 60).rawBytes, forKey: key.rawBytes, in: rows)
                    try transaction.put(posting: number, forKey: Array("k:\(number % 5)".utf8).rawBytes, in: tags)
                }
            }
        }
    }

    /// What one thread finds.
    private func alone() throws -> PageCheck {
        let file = try PageFile(url.path)
        let metas = try file.metaPages()
        let newest = try #require(metas.max { $0.transaction < $1.transaction })
        var walk = PageWalk(file, newest) { _, _ in }
        try walk.walk(newest)
        return walk.result()
    }

    private func expectTheSame(_ what: Comment) throws {
        let (check, alone) = (try PageCheck.check(at: scratch.path("large")), try alone())
        #expect(check.faults == alone.faults, what)
        #expect(check.usedPages == alone.usedPages, what)
        #expect(check.freePages == alone.freePages, what)
        #expect(check.lostPages == alone.lostPages, what)
    }

    @Test func `counts what one thread counts where everything is sound`() throws {
        var told: [Int] = []
        let check = try PageCheck.check(at: scratch.path("large")) { done, _ in told.append(done) }
        #expect(check.faults == [])
        #expect(check.usedPages > 1500)
        #expect(told == told.sorted())
        try expectTheSame("a sound file")
    }

    @Test func `finds damage in either half, and names it as one thread does`() throws {
        let bytes = try Data(contentsOf: url)
        let file = try FileHandle(forUpdating: url)
        var found = 0
        for number in stride(from: 2, to: bytes.count / 4096, by: 61) {
            try file.seek(toOffset: UInt64(4096 * number))
            try file.write(contentsOf: Data(count: 4096))
            try expectTheSame("page \(number)")
            if try !PageCheck.check(at: scratch.path("large")).faults.isEmpty { found += 1 }
            try file.seek(toOffset: UInt64(4096 * number))
            try file.write(contentsOf: bytes[(4096 * number)..<(4096 * number + 4096)])
        }
        #expect(found > 20)
    }

    @Test func `finds a page that is reached from both halves`() throws {
        let bytes = [UInt8](try Data(contentsOf: url))
        func page(_ number: Int) -> ArraySlice<UInt8> { bytes[(4096 * number)..<(4096 * number + 4096)] }
        func isBranch(_ number: Int) -> Bool {
            PageNodes(Array(page(number)).rawBytes, number: UInt64(number))?.flags == .branch
        }
        // The root of a large table is a branch above branches.
        let file = try FileHandle(forUpdating: url)
        var found = 0
        for number in 2..<(bytes.count / 4096) where isBranch(number) {
            let content = Array(page(number))
            guard let nodes = PageNodes(content.rawBytes, number: UInt64(number)), nodes.count > 1,
                let first = nodes.child(0), isBranch(Int(first))
            else { continue }
            let last =
                4096 * number + Int(content[16 + 2 * (nodes.count - 1)]) + 256
                * Int(content[17 + 2 * (nodes.count - 1)])
            try file.seek(toOffset: UInt64(last))
            try file.write(contentsOf: Data([0, 8, 16, 24].map { UInt8(truncatingIfNeeded: first >> $0) }))
            if try !PageCheck.check(at: scratch.path("large")).faults.isEmpty { found += 1 }
            try expectTheSame("page \(number)")
            try file.seek(toOffset: UInt64(last))
            try file.write(contentsOf: Data(bytes[last..<(last + 4)]))
        }
        #expect(found > 0)
    }
}
