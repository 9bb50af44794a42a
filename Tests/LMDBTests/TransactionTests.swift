import Foundation
import LMDB
import Synchronization
import Testing

/// The closure is the transaction: all of it, or nothing.
struct TransactionTests {
    @Test func `what was put is what is read`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        var expected: [[UInt8]: [UInt8]] = [:]
        for _ in 1...200 { expected[random.bytes(1...511)] = random.bytes(0...9000) }
        for (key, value) in expected { try environment.put(value, key, in: rows) }
        for (key, value) in expected { #expect(try environment.value(key, in: rows) == value, "seed \(seed)") }
        #expect(try environment.count(of: rows) == expected.count)
        #expect(try environment.text("never put", in: rows) == nil)
    }

    @Test func `a closure that throws leaves nothing behind`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        try environment.put("before", "key", in: rows)
        let before = try environment.usage().lastTransaction
        let refusal = LMDBError(code: 1, operation: "go on")
        #expect(throws: refusal) {
            try environment.write { transaction throws(LMDBError) in
                for key in ["key", "other"] {
                    let key = Array(key.utf8)
                    try transaction.put(key.rawBytes, forKey: key.rawBytes, in: rows)
                }
                throw refusal
            }
        }
        #expect(try environment.text("key", in: rows) == "before")
        #expect(try environment.text("other", in: rows) == nil)
        #expect(try environment.usage().lastTransaction == before)
        try environment.put("after", "key", in: rows)
        #expect(try environment.text("key", in: rows) == "after")
    }

    @Test func `a closure that puts nothing commits nothing`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let before = try environment.usage().lastTransaction
        #expect(try environment.write { _ throws(LMDBError) in 7 } == 7)
        #expect(try environment.usage().lastTransaction == before)
    }

    @Test func `a transaction sees what it has put itself`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        let seen = try environment.write { transaction throws(LMDBError) in
            var seen: [String] = []
            for text in ["one", "two", "three"] {
                let (key, value) = (Array("key".utf8), Array(text.utf8))
                try transaction.put(value.rawBytes, forKey: key.rawBytes, in: rows)
                seen.append(try transaction.reader.value(forKey: key.rawBytes, in: rows)?.text ?? "nothing")
            }
            return seen
        }
        #expect(seen == ["one", "two", "three"])
    }

    @Test func `a look stays as it was while others write`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        try environment.put("before", "key", in: rows)
        let (isLooking, hasWritten) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        Thread.detachNewThread {
            isLooking.wait()
            try? environment.put("after", "key", in: rows)
            hasWritten.signal()
        }
        let seen = try environment.read { transaction throws(LMDBError) in
            let key = Array("key".utf8)
            let first = try transaction.value(forKey: key.rawBytes, in: rows)?.text
            isLooking.signal()
            hasWritten.wait()
            return [first, try transaction.value(forKey: key.rawBytes, in: rows)?.text]
        }
        #expect(seen == ["before", "before"])
        #expect(try environment.text("key", in: rows) == "after")
    }

    @Test func `a put in the wrong mode is refused and the rest goes on`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment("environment", ["rows": .bytes, "numbers": .integers])
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        let numbers = try environment.database("numbers", .integers)
        try environment.put("one", "key", in: rows, .insert)
        try environment.put([1], 7, in: numbers, .append)
        let again = #expect(throws: LMDBError.self) { try environment.put("two", "key", in: rows, .insert) }
        let earlier = #expect(throws: LMDBError.self) { try environment.put([2], 6, in: numbers, .append) }
        #expect(again?.isExisting == true)
        #expect(earlier?.isExisting == true)
        #expect(try environment.text("key", in: rows) == "one")
        try environment.put([3], 8, in: numbers, .append)
        #expect(try environment.count(of: numbers) == 2)
        try environment.put("two", "key", in: rows)
        #expect(try environment.text("key", in: rows) == "two")
    }

    @Test(arguments: [0, 512]) func `a key of a length that LMDB cannot keep is an error`(length: Int) throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        let key = [UInt8](repeating: 65, count: length)
        #expect(throws: LMDBError.self) { try environment.put([1], key, in: rows) }
        #expect(try environment.count(of: rows) == 0)
        try environment.put("value", "key", in: rows)
    }
}
