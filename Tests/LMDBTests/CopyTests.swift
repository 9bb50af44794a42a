import Testing

@testable import LMDB

/// A copy of an environment keeps the size of the original's map, which may be far beyond the copy's file.
struct CopyTests {
    /// An environment that was mapped at 8 MiB, in a file that ends with its last page in use.
    private func makeCopy(_ scratch: Scratch, rows: Int) throws -> Int {
        let environment = try scratch.makeEnvironment("copy", ["rows": .bytes])
        let rowTable = try environment.database("rows", .bytes)
        try environment.write(reserving: 2 << 20) { transaction throws(LMDBError) in
            for number in 0..<rows {
                let row = Array("row \(number)".utf8)
                try transaction.put(row.rawBytes, forKey: row.rawBytes, in: rowTable)
            }
        }
        #expect(try environment.usage().mapSize > 4 << 20)
        let used = try environment.usage().usedSize
        environment.close()
        try scratch.cut("copy/data.mdb", to: used)
        return used
    }

    @Test(arguments: [1, 20_000])
    func `the map of a copy is never larger than its file`(rows: Int) throws {
        let scratch = try Scratch()
        let used = try makeCopy(scratch, rows: rows)
        #expect((used < Environment.alignment) == (rows == 1))
        let environment = try Environment.open(at: scratch.path("copy"))
        defer { environment.close() }
        #expect(try environment.usage().mapSize <= environment.fileSize())
        let table = try environment.database("rows", .bytes)
        for number in 0..<200 {
            try environment.put([UInt8](repeating: 7, count: 20_000), Array("more \(number)".utf8), in: table)
            let (usage, size) = (try environment.usage(), try environment.fileSize())
            #expect(usage.usedSize <= usage.mapSize && usage.mapSize <= size)
        }
        #expect(try environment.count(of: table) == rows + 200)
    }

    @Test func `what another process has made larger is mapped as far as there is a file`() throws {
        let scratch = try Scratch()
        _ = try makeCopy(scratch, rows: 1)
        let environment = try Environment.open(at: scratch.path("copy"))
        defer { environment.close() }
        try scratch.cut("copy/data.mdb", to: 1 << 20)
        try environment.adoptFileSize()
        #expect(try environment.usage().mapSize == 1 << 20)
    }
}
