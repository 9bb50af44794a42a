import LMDB
import Testing

/// Rows in the order of their keys.
struct CursorTests {
    @Test func `byte keys sort by their bytes, both ways`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let keys = Set((1...600).map { _ in random.bytes(1...40) })
        for key in keys { try environment.put(key, key, in: rows) }
        let sorted = keys.sorted { $0.lexicographicallyPrecedes($1) }
        let (forward, backward) = try environment.read { transaction throws(LMDBError) in
            var (forward, backward): ([[UInt8]], [[UInt8]]) = ([], [])
            let up = try transaction.cursor(in: rows)
            while let row = try up.next() { if row.key.hasSameBytes(as: row.value) { forward.append(row.key.array) } }
            let down = try transaction.cursor(in: rows)
            while let row = try down.previous() { backward.append(row.key.array) }
            return (forward, backward)
        }
        #expect(forward == sorted, "seed \(seed)")
        #expect(backward == sorted.reversed(), "seed \(seed)")
        for _ in 1...200 {
            let key = random.bytes(1...3)
            let expected = sorted.first { !$0.lexicographicallyPrecedes(key) }
            let found = try environment.read { transaction throws(LMDBError) in
                try transaction.cursor(in: rows).row(atOrAfter: key.rawBytes)?.key.array
            }
            #expect(found == expected, "at or after \(key), seed \(seed)")
        }
    }

    @Test func `integer keys sort as numbers`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment("environment", ["numbers": .integers])
        defer { environment.close() }
        let numbers = try environment.database("numbers", .integers)
        let keys: [UInt64] = [0, 1, 2, 9, 10, 255, 256, 257, 65_535, 65_536, 1 << 32, 1 << 40, 1 << 63, .max]
        for key in keys.shuffled() { try environment.put([UInt8(truncatingIfNeeded: key)], key, in: numbers) }
        let found = try environment.read { transaction throws(LMDBError) in
            var found: [UInt64] = []
            let cursor = try transaction.cursor(in: numbers)
            while let row = try cursor.next() { found.append(row.key.littleEndian(at: 0) ?? 0) }
            return found
        }
        #expect(found.map(UInt64.init(littleEndian:)) == keys)
        for key in keys { #expect(try environment.value(key, in: numbers) == [UInt8(truncatingIfNeeded: key)]) }
        #expect(try environment.value(3, in: numbers) == nil)
    }

    @Test func `a cursor finds the first, the last, a key, and what comes after one`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment("environment", ["numbers": .integers])
        defer { environment.close() }
        let numbers = try environment.database("numbers", .integers)
        for key in stride(from: UInt64(10), through: 1000, by: 10) { try environment.put([1], key, in: numbers) }
        let found = try environment.read { transaction throws(LMDBError) in
            let cursor = try transaction.cursor(in: numbers)
            return [
                try cursor.first()?.number, try cursor.last()?.number, try cursor.next()?.number,
                try cursor.row(forKey: 500)?.number, try cursor.next()?.number, try cursor.previous()?.number,
                try cursor.row(forKey: 501)?.number, try cursor.row(atOrAfter: 501)?.number,
                try cursor.row(atOrAfter: 510)?.number, try cursor.row(atOrAfter: 1001)?.number,
                try cursor.first()?.number, try cursor.previous()?.number,
            ]
        }
        #expect(found == [10, 1000, nil, 500, 510, 500, nil, 510, 510, nil, 10, nil])
    }

    @Test func `an empty database has no first row and no last one`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment()
        defer { environment.close() }
        let rows = try environment.database("rows", .bytes)
        let found = try environment.read { transaction throws(LMDBError) in
            let cursor = try transaction.cursor(in: rows)
            let key: [UInt8] = [1]
            return [
                try cursor.first()?.key.array, try cursor.last()?.key.array, try cursor.next()?.key.array,
                try cursor.previous()?.key.array, try cursor.row(atOrAfter: key.rawBytes)?.key.array,
            ]
        }
        #expect(found == [nil, nil, nil, nil, nil])
    }

    @Test func `numbers and parts beyond the end of some bytes are not there`() {
        let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
        let span = bytes.rawBytes
        let (little, big): (UInt64?, UInt64?) = (span.littleEndian(at: 1), span.bigEndian(at: 1))
        let last: UInt8? = span.littleEndian(at: 8)
        #expect(little == 0x0908_0706_0504_0302)
        #expect(big == 0x0203_0405_0607_0809)
        #expect(last == 9)
        for offset in [-1, 2, 9, .max, .min] {
            let (little, big): (UInt64?, UInt64?) = (span.littleEndian(at: offset), span.bigEndian(at: offset))
            #expect(little == nil)
            #expect(big == nil)
        }
        let parts = [(7, 2), (9, 0), (8, 2), (10, 0), (-1, 1), (1, -1), (1, .max), (.max, 1)].map { offset, count in
            span.part(at: offset, count: count)?.array
        }
        #expect(parts == [[8, 9], [], nil, nil, nil, nil, nil, nil])
    }

    @Test func `bytes are compared as they are`() {
        for (left, right) in [
            ("", ""), ("", "a"), ("abc", "abc"), ("abc", "abd"), ("abc", "ab"), ("\u{E9}", "e\u{301}"),
        ] {
            let bytes = Array(left.utf8)
            let isSame = bytes.rawBytes.hasSameBytes(as: right)
            #expect(isSame == bytes.elementsEqual(right.utf8), "\(left), \(right)")
        }
    }
}

extension Cursor.Row {
    /// The key, where it is an integer.
    fileprivate var number: UInt64? { key.littleEndian(at: 0, as: UInt64.self).map(UInt64.init(littleEndian:)) }
}
