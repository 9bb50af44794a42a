import LMDB
import Testing

/// Keys that each have a sorted set of integers.
struct PostingTests {
    @Test(arguments: [1, 2, 3, 100, 5000])
    func `postings of a key are found from anywhere, both ways`(count: Int) throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment("environment", ["tags": .postingsByBytes])
        defer { environment.close() }
        let tags = try environment.database("tags", .postingsByBytes)
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        var set: Set<UInt64> = []
        while set.count < count { set.insert(.random(in: 2...UInt64(4 * count), using: &random)) }
        let sorted = set.sorted()
        let key = Array("key".utf8)
        try environment.write { transaction throws(LMDBError) in
            for (number, neighbour) in [(1, "kex"), (.max, "kez")] as [(UInt64, String)] {
                let neighbour = Array(neighbour.utf8)
                try transaction.put(posting: number, forKey: neighbour.rawBytes, in: tags)
            }
            for posting in set { try transaction.put(posting: posting, forKey: key.rawBytes, in: tags) }
        }
        let (forward, backward, counted) = try environment.read { transaction throws(LMDBError) in
            let cursor = try transaction.cursor(in: tags)
            var (forward, backward): ([UInt64], [UInt64]) = ([], [])
            var next = try cursor.posting(of: key.rawBytes, atOrAfter: 0)
            let counted = try cursor.postingCount()
            while let posting = next {
                forward.append(posting)
                next = try cursor.nextPosting()
            }
            next = try cursor.lastPosting(of: key.rawBytes)
            while let posting = next {
                backward.append(posting)
                next = try cursor.previousPosting()
            }
            return (forward, backward, counted)
        }
        #expect(forward == sorted, "seed \(seed)")
        #expect(backward == sorted.reversed(), "seed \(seed)")
        #expect(counted == count)
        for lowest in [0, 1, sorted[0], sorted[count - 1], sorted[count - 1] + 1, .max, sorted[count / 2] + 1] {
            let (found, before) = try environment.read { transaction throws(LMDBError) in
                let cursor = try transaction.cursor(in: tags)
                let found = try cursor.posting(of: key.rawBytes, atOrAfter: lowest)
                return (found, found == nil ? nil : try cursor.previousPosting())
            }
            #expect(found == sorted.first { $0 >= lowest }, "at or after \(lowest), seed \(seed)")
            if found != nil { #expect(before == sorted.last { $0 < lowest }, "before \(lowest), seed \(seed)") }
        }
    }

    @Test func `postings may hang on integers, and keys are gone through one by one`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment("environment", ["kinds": .postingsByInteger])
        defer { environment.close() }
        let kinds = try environment.database("kinds", .postingsByInteger)
        try environment.write { transaction throws(LMDBError) in
            for posting in 1...300 as ClosedRange<UInt64> {
                try transaction.put(posting: posting, forKey: posting % 3, in: kinds, .appendDuplicate)
            }
        }
        let (keys, first, last, nobody) = try environment.read { transaction throws(LMDBError) in
            var keys: [[UInt64]] = []
            let cursor = try transaction.cursor(in: kinds)
            while let row = try cursor.nextKey() {
                let (key, value): (UInt64, UInt64) = (
                    row.key.littleEndian(at: 0) ?? 9, row.value.littleEndian(at: 0) ?? 9
                )
                keys.append([key, value, UInt64(try cursor.postingCount())])
            }
            let first = try cursor.posting(of: 2, atOrAfter: 100)
            return (keys, first, try cursor.lastPosting(of: 1), try cursor.posting(of: 3, atOrAfter: 0))
        }
        #expect(keys == [[0, 3, 100], [1, 1, 100], [2, 2, 100]])
        #expect(first == 101)
        #expect(last == 298)
        #expect(nobody == nil)
        #expect(try environment.count(of: kinds) == 300)
    }

    @Test(arguments: [1, 2, 2000] as [UInt64])
    func `a posting is put once, and appended only behind the others`(count: UInt64) throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment("environment", ["kinds": .postingsByInteger])
        defer { environment.close() }
        let kinds = try environment.database("kinds", .postingsByInteger)
        try environment.write { transaction throws(LMDBError) in
            for posting in 1...count {
                try transaction.put(posting: 2 * posting, forKey: 1, in: kinds, .appendDuplicate)
            }
        }
        for (posting, mode) in [(2 * count, .insert), (2 * count, .appendDuplicate), (1, .appendDuplicate)]
            as [(UInt64, PutMode)]
        {
            let error = #expect(throws: LMDBError.self, "\(posting), \(mode)") {
                try environment.write { transaction throws(LMDBError) in
                    try transaction.put(posting: posting, forKey: 1, in: kinds, mode)
                }
            }
            #expect(error?.isExisting == true, "\(posting), \(mode)")
        }
        #expect(try environment.count(of: kinds) == Int(count))
    }

    @Test func `a key without postings has neither first nor last`() throws {
        let scratch = try Scratch()
        let environment = try scratch.makeEnvironment("environment", ["tags": .postingsByBytes])
        defer { environment.close() }
        let tags = try environment.database("tags", .postingsByBytes)
        let key = Array("key".utf8)
        let found = try environment.read { transaction throws(LMDBError) in
            let cursor = try transaction.cursor(in: tags)
            return [try cursor.posting(of: key.rawBytes, atOrAfter: 0), try cursor.lastPosting(of: key.rawBytes)]
        }
        #expect(found == [nil, nil])
    }
}
