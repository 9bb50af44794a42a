import LMDB
import Synchronization
import Testing

/// Readers share a limited number of slots with other processes.
struct ReaderTests {
    @Test func `readers one after the other share a slot`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        for number in 1...600 {
            try environment.put("\(number)", "key", in: rows)
            #expect(try environment.text("key", in: rows) == "\(number)")
        }
        #expect(try environment.takenReaders() <= 2)
    }

    @Test func `readers at once have a slot each, and the slots are used again`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        try environment.put("value", "key", in: rows)
        for _ in 1...15 {
            let texts = Mutex<[String]>([])
            let meeting = Meeting(of: 40)
            onThreads(40) { _ in
                let text = try? environment.read { transaction throws(LMDBError) in
                    meeting.arrive()
                    let key = Array("key".utf8)
                    return try transaction.value(forKey: key.rawBytes, in: rows)?.text
                }
                texts.withLock { $0.append((text ?? nil) ?? "nothing") }
            }
            #expect(texts.withLock { $0 } == [String](repeating: "value", count: 40))
        }
        // 600 reads in all, more than there are slots.
        #expect(try environment.takenReaders() <= 60)
        #expect(try environment.usage().maximumReaders >= 500)
    }

    @Test func `a closure that throws gives its slot back`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        for _ in 1...600 {
            #expect(throws: LMDBError(code: 1, operation: "go on")) {
                try environment.read { _ throws(LMDBError) in throw LMDBError(code: 1, operation: "go on") }
            }
        }
        #expect(try environment.takenReaders() <= 2)
    }
}
