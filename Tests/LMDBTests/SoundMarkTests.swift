import Foundation
import Synchronization
import Testing

@testable import LMDB

/// Before the first write to a file that may have changed unseen, its pages are walked.
struct SoundMarkTests {
    let scratch: Scratch
    let directory: String
    let file: URL
    let mark: URL

    init() throws {
        scratch = try Scratch()
        directory = scratch.path("environment")
        file = scratch.directory.appending(path: "environment/data.mdb")
        mark = scratch.directory.appending(path: "environment/sound.mark")
        let environment = try scratch.makeEnvironment("environment", ["rows": .bytes])
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        for round in 0..<30 {
            try environment.write { transaction throws(LMDBError) in
                for number in 0..<40 {
                    let key = Array("row \(number * 131 % 40) \(round % 7)".utf8)
                    try transaction.put([UInt8](repeating: 7, count: 60).rawBytes, forKey: key.rawBytes, in: rows)
                }
            }
        }
    }

    /// Opens, puts a row, closes; says how often all pages were walked for it.
    @discardableResult private func write(_ key: String) throws -> Int {
        let walks = Mutex(0)
        let environment = try Environment.open(at: directory) { done, total in
            if done == total { walks.withLock { $0 += 1 } }
        }
        defer { environment.close() }
        try environment.put("value", key, in: environment.database("rows", .bytes))
        try environment.put("value", "\(key) again", in: environment.database("rows", .bytes))
        return walks.withLock { $0 }
    }

    private func turnBit(at offset: Int) throws {
        let handle = try FileHandle(forUpdating: file)
        try handle.seek(toOffset: UInt64(offset))
        let byte = try #require(handle.read(upToCount: 1)?.first)
        try handle.seek(toOffset: UInt64(offset))
        try handle.write(contentsOf: Data([byte ^ 1]))
        try handle.close()
    }

    @Test func `pages are walked once, and again only when somebody else has changed the file`() throws {
        #expect(try write("a") == 1)
        #expect(try write("b") == 0)
        #expect(try write("c") == 0)
        let bytes = try Data(contentsOf: file)
        try bytes.write(to: file, options: .atomic)
        #expect(try write("d") == 1)
        #expect(try write("e") == 0)
        // Beyond all pages that are in use.
        try turnBit(at: 1_000_000)
        #expect(try write("f") == 1)
        #expect(try write("g") == 0)
    }

    @Test(arguments: ["nothing", "garbage", "a directory", "a link"])
    func `a mark that is none costs a walk and nothing else`(content: String) throws {
        try write("a")
        try FileManager.default.removeItem(at: mark)
        switch content {
        case "garbage": try Data(repeating: 65, count: 10_000).write(to: mark)
        case "a directory": try FileManager.default.createDirectory(at: mark, withIntermediateDirectories: false)
        case "a link": try FileManager.default.createSymbolicLink(at: mark, withDestinationURL: file)
        default: break
        }
        #expect(try write("b") == 1)
        // What cannot be a mark stays what it is, and each process walks anew.
        #expect(try write("c") == (["a directory", "a link"].contains(content) ? 1 : 0))
        #expect(try PageCheck.check(at: directory).faults == [])
    }

    @Test func `a table with a damaged page is not asked, and others are`() throws {
        let environment = try scratch.makeEnvironment("two", ["rows": .bytes, "others": .bytes])
        let names = ["rows", "others"]
        for name in names {
            let table = try environment.database(name, .bytes)
            for number in 0..<300 { try environment.put("\(name) value \(number)", "\(name) \(number)", in: table) }
        }
        environment.close()
        let bytes = try Data(contentsOf: scratch.directory.appending(path: "two/data.mdb"))
        var refused: [String: Int] = [:]
        for page in 2..<(try PageCheck.check(at: scratch.path("two")).usedPages) {
            var damaged = bytes
            // A leaf that says it holds keys of one size alone.
            damaged[4096 * page + 10] ^= 0x20
            try damaged.write(to: scratch.directory.appending(path: "two/data.mdb"))
            let faults = try PageCheck.check(at: scratch.path("two")).faults
            guard let fault = faults.first, let table = fault.database else { continue }
            let again = try Environment.open(at: scratch.path("two"))
            defer { again.close() }
            for name in names {
                func ask() throws(LMDBError) {
                    try again.read { transaction throws(LMDBError) in try transaction.requireSoundPages(of: [name]) }
                }
                guard faults.contains(where: { $0.database == name }) else {
                    #expect(throws: Never.self) { try ask() }
                    continue
                }
                refused[name, default: 0] += 1
                #expect(throws: LMDBError.self) { try ask() }
            }
            #expect(names.contains(table))
        }
        #expect(refused.values.allSatisfy { $0 > 1 } && refused.count == 2, "\(refused)")
    }

    @Test func `readers need not look at pages while a writer is at work who has`() throws {
        try write("a")
        let path = directory + "/data.mdb"
        let (writer, reader) = (try Turn(at: path), try Turn(at: path))
        let (written, read) = (SoundMark(in: directory), SoundMark(in: directory))
        #expect(read.vouches(for: reader))
        try writer.take()
        written.begin(writer)
        try turnBit(at: 1_000_000)
        #expect(read.vouches(for: reader) && !read.holds(for: reader))
        written.keep(for: writer)
        #expect(read.holds(for: reader))
        // A writer that is stopped in its turn.
        written.begin(writer)
        try turnBit(at: 1_000_000)
        writer.pass()
        #expect(!read.vouches(for: reader))
    }

    @Test func `nothing is written to a file with a damaged page, and reading goes on`() throws {
        let used = try PageCheck.check(at: directory).usedPages
        var refused = 0
        for page in 2..<used {
            // The kind of a page.
            try turnBit(at: 4096 * page + 10)
            defer { try? turnBit(at: 4096 * page + 10) }
            guard let fault = try PageCheck.check(at: directory).faults.first else { continue }
            refused += 1
            let before = try Data(contentsOf: file)
            let environment = try Environment.open(at: directory)
            defer { environment.close() }
            let rows: Database
            do { rows = try environment.database("rows", .bytes) } catch { continue }
            for _ in 0..<2 {
                let error = #expect(throws: LMDBError.self) { try environment.put("value", "a", in: rows) }
                #expect(error?.isDamage == true && error?.description.contains(fault.description) == true)
            }
            #expect(try Data(contentsOf: file) == before)
            #expect(throws: Never.self) { try environment.read { _ throws(LMDBError) in } }
        }
        #expect(refused > 3)
    }
}
