import Foundation
import LMDB
import Synchronization
import Testing

/// What may be opened, how often, and what comes after closing.
struct OpeningTests {
    @Test func `what is opened twice is shared until both have closed it`() throws {
        let scratch = try Scratch()
        let first = try scratch.makeEnvironment()
        let rows = try first.database("rows", .bytes)
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("link"), withDestinationPath: scratch.path("environment"))
        let second = try Environment.open(at: scratch.path("environment"))
        let third = try Environment.open(at: scratch.path("link"))
        #expect(first === second)
        #expect(first === third)
        first.close()
        third.close()
        try second.put("value", "key", in: rows)
        #expect(try second.text("key", in: rows) == "value")
        second.close()
        #expect(throws: LMDBError.self) { try second.text("key", in: rows) }
        let again = try Environment.open(at: scratch.path("environment"))
        #expect(again !== first)
        #expect(try again.text("key", in: again.database("rows", .bytes)) == "value")
        again.close()
    }

    @Test func `use after close is an error`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        let rows = try environment.database("rows", .bytes)
        environment.close()
        let uses: [(String, () throws -> Void)] = [
            ("read", { _ = try environment.text("key", in: rows) }),
            ("write", { try environment.put("value", "key", in: rows) }),
            ("usage", { _ = try environment.usage() }),
            ("database", { _ = try environment.database("other", .bytes) }),
            ("createDatabases", { try environment.createDatabases(["other": .bytes]) }),
        ]
        for (name, use) in uses {
            let error = #expect(throws: LMDBError.self, "\(name)") { try use() }
            #expect(error?.code == EBADF, "\(name)")
        }
        environment.close()
    }

    @Test func `closing waits for those who read`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        let rows = try environment.database("rows", .bytes)
        try environment.put("value", "key", in: rows)
        let seen = Mutex<[String?]>([])
        let isReading = DispatchSemaphore(value: 0)
        onThreads(2) { thread in
            if thread == 0 {
                let text = try? environment.read { transaction throws(LMDBError) in
                    isReading.signal()
                    let key = Array("key".utf8)
                    var text: String?
                    for _ in 1...1000 { text = try transaction.value(forKey: key.rawBytes, in: rows)?.text }
                    return text
                }
                seen.withLock { $0.append(text ?? nil) }
            } else {
                isReading.wait()
                environment.close()
            }
        }
        #expect(seen.withLock { $0 } == ["value"])
    }

    @Test func `databases opened by many threads at once are each the right one`() throws {
        let scratch = try Scratch()
        let names = (0..<12).map { "database-\($0)" }
        let made = try scratch.makeEnvironment()
        for name in names {
            try made.createDatabases([name: .bytes])
            try made.put(name, "name", in: made.database(name, .bytes))
        }
        made.close()
        for _ in 1...20 {
            let environment = try Environment.open(at: scratch.path("environment"))
            let wrong = Mutex<[String]>([])
            onThreads(4) { thread in
                for name in thread.isMultiple(of: 2) ? names : names.reversed() {
                    let found = try? environment.text("name", in: environment.database(name, .bytes))
                    if found != name { wrong.withLock { $0.append("\(found ?? "nothing") instead of \(name)") } }
                }
            }
            #expect(wrong.withLock { $0 } == [])
            environment.close()
        }
    }

    @Test func `a database that was never made is not found`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let error = #expect(throws: LMDBError.self) { try environment.database("other", .bytes) }
        #expect(error?.isNotFound == true)
        let rows = try environment.database("rows", .bytes)
        try environment.put("value", "key", in: rows)
    }

    @Test func `what was opened to read cannot be written`() throws {
        let scratch = try Scratch()
        try scratch.makeEnvironment().close()
        let environment = try Environment.open(at: scratch.path("environment"), isReadOnly: true)
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        #expect(try environment.text("key", in: rows) == nil)
        let error = #expect(throws: LMDBError.self) { try environment.put("value", "key", in: rows) }
        #expect(error?.isDenied == true)
    }

    @Test(
        arguments: [
            (.bytes, .postingsByBytes), (.postingsByBytes, .bytes), (.integers, .bytes),
            (.integers, .postingsByInteger),
        ] as [(Database.Shape, Database.Shape)])
    func `a database that is sorted in another way is not opened`(made: Database.Shape, asked: Database.Shape) throws {
        let scratch = try Scratch()
        try scratch.makeEnvironment("environment", ["rows": made]).close()
        let environment = try Environment.open(at: scratch.path("environment"))
        defer { environment.close() }
        let error = #expect(throws: LMDBError.self) { try environment.database("rows", asked) }
        #expect(error?.isIncompatible == true)
    }
}
