import LMDB
import Synchronization
import Testing

/// The map grows with the log, under the eyes of its readers.
struct GrowthTests {
    @Test func `the map grows over many transactions while others read`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment("environment", ["numbers": .integers])
        defer { environment.close() }
        let numbers = try environment.database("numbers", .integers)
        let value = [UInt8](repeating: 7, count: 50_000)
        let isDone = Mutex(false)
        let faults = Mutex<[String]>([])
        let looks = Mutex(0)
        onThreads(4) { thread in
            do throws(LMDBError) {
                if thread == 0 {
                    defer { isDone.withLock { $0 = true } }
                    for key in 1...400 as ClosedRange<UInt64> {
                        try environment.put(value, key, in: numbers, .append)
                        try environment.requireFile(faults)
                    }
                } else {
                    while !isDone.withLock({ $0 }) {
                        let fault = try environment.read { transaction throws(LMDBError) -> String? in
                            let count = try transaction.count(of: numbers)
                            guard count > 0 else { return nil }
                            let last = try transaction.cursor(in: numbers).last()?.value.hasSameBytes(
                                as: value.rawBytes)
                            let key = UInt64.random(in: 1...UInt64(count))
                            let some = try transaction.value(forKey: key, in: numbers)?.hasSameBytes(as: value.rawBytes)
                            return last == true && some == true ? nil : "of \(count) rows, \(key) or the last is wrong"
                        }
                        if let fault { faults.withLock { $0.append(fault) } }
                        try environment.requireFile(faults)
                        looks.withLock { $0 += 1 }
                    }
                }
            } catch {
                faults.withLock { $0.append("\(error)") }
            }
        }
        #expect(faults.withLock { $0 } == [])
        #expect(looks.withLock { $0 } > 0)
        #expect(try environment.count(of: numbers) == 400)
        #expect(try environment.usage().usedSize > 20_000_000)
    }

    @Test(arguments: [0, 40 << 20])
    func `one transaction may be larger than the map, announced or not`(reserving size: Int) throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment("environment", ["numbers": .integers])
        defer { environment.close() }
        let numbers = try environment.database("numbers", .integers)
        let value = [UInt8](repeating: 7, count: 1 << 20)
        let isDone = Mutex(false)
        let counts = Mutex<Set<Int>>([])
        let tries = Mutex(0)
        onThreads(3) { thread in
            if thread == 0 {
                try? environment.write(reserving: size) { transaction throws(LMDBError) in
                    tries.withLock { $0 += 1 }
                    for key in 1...40 as ClosedRange<UInt64> {
                        try transaction.put(value.rawBytes, forKey: key, in: numbers, .append)
                    }
                }
                isDone.withLock { $0 = true }
            } else {
                while !isDone.withLock({ $0 }) {
                    let count = (try? environment.count(of: numbers)) ?? -1
                    counts.withLock { _ = $0.insert(count) }
                }
            }
        }
        #expect(counts.withLock { $0 }.isSubset(of: [0, 40]))
        #expect(try environment.count(of: numbers) == 40)
        #expect(try environment.value(40, in: numbers) == value)
        #expect(tries.withLock { $0 == 1 } == (size > 0))
        let (used, file) = (try environment.usage().usedSize, try environment.fileSize())
        #expect(file >= used)
        #expect(used > 40 << 20)
    }

    @Test func `a small environment is a small file`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        for number in 1...100 { try environment.put("value", "key-\(number)", in: rows) }
        #expect(try environment.fileSize() == 1 << 20)
        #expect(try environment.usage().mapSize == 1 << 20)
    }
}

extension Environment {
    /// The file is never smaller than what is in use; `usage` is asked first, since the file only grows.
    fileprivate func requireFile(_ faults: borrowing Mutex<[String]>) throws(LMDBError) {
        let used = try usage().usedSize
        let file = try fileSize()
        if file < used { faults.withLock { $0.append("the file has \(file) bytes, of which \(used) are in use") } }
    }
}
