import EventSourcing
import LMDB
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// The newest events of a log, which stand in no index yet.
struct TailTests {
    @Test func `events wait for the indexes until there are too many, and then go there together`() async throws {
        let scratch = try Scratch(tailUpTo: 5)
        let store = try scratch.open()
        defer { store.close() }
        for number in 1...20 {
            try await store.append([.sample("s-\(number % 3)", id: "e-\(number)", tags: ["k:\(number % 2)"])])
            // After 5 the sixth takes all of them along.
            #expect(try store.statistics().unindexed == number % 6)
            #expect(try store.entries(in: \.streamEvents) == number / 6 * 6)
            let half = try await store.read(ReadSelection(.of(tags: ["k:0"])))
            #expect(half.map(\.position.rawValue) == (1...UInt64(number)).filter { $0 % 2 == 0 })
            let verification = try LMDBEventStore.verify(at: scratch.path())
            #expect(verification.faults.map(\.description) == [])
        }
    }

    @Test func `what is larger than a tail may be goes into the indexes at once`() async throws {
        let scratch = try Scratch(tailUpTo: 5)
        let store = try scratch.open()
        defer { store.close() }
        try await store.append((1...6).map { try .sample("s", id: "e-\($0)") })
        #expect(try store.statistics().unindexed == 0)
        try await store.append([.sample("s", id: "e-7")])
        try await store.append((8...15).map { try .sample("s", id: "e-\($0)") })
        #expect(try store.statistics().unindexed == 0)
        #expect(try store.entries(in: \.eventIDs) == 15)
    }

    @Test func `a small append changes no index and few pages`() async throws {
        func pages(tailUpTo limit: Int) async throws -> Int {
            let scratch = try Scratch(tailUpTo: limit)
            let store = try scratch.open()
            defer { store.close() }
            try await store.append(
                (1...2_000).map { try .sample("s-\($0 % 500)", id: "e-\($0)", tags: ["k:\($0 % 90)"]) })
            let before = try scratch.pages()
            try await store.append((1...8).map { try .sample("s-\(60 * $0)", id: "n-\($0)", tags: ["k:\($0)"]) })
            return zip(before, try scratch.pages()).count { $0 != $1 }
        }
        let (waiting, indexed) = (try await pages(tailUpTo: 100), try await pages(tailUpTo: 0))
        #expect(waiting <= 12)
        #expect(indexed > 2 * waiting, "\(indexed) pages with the indexes, \(waiting) without")
    }

    @Test func `whoever opens a log finds the events that wait, also where they wait no longer`() async throws {
        let scratch = try Scratch(tailUpTo: 4)
        let writer = try scratch.open()
        let reader = try scratch.open()
        defer {
            writer.close()
            reader.close()
        }
        let stream = try StreamID("s")
        try await writer.append([.sample("other")])
        for number in 1...30 {
            let event = try NewEvent.sample("s", id: "e-\(number)", tags: ["all:yes"], references: [.to("other")])
            try await writer.append([event])
            #expect(try await reader.revision(of: stream) == Revision(UInt64(number)))
            #expect(try await reader.read(ReadSelection(.of(tags: ["all:yes"]))).count == number)
            #expect(try await reader.read(ReadSelection(.stream(stream), direction: .backward)).count == number)
            #expect(
                try await reader.streams(after: nil, limit: 9).map(\.revision) == [
                    Revision(1), Revision(UInt64(number)),
                ])
            // The other store takes its turn with what this one has left.
            guard number.isMultiple(of: 7) else { continue }
            #expect(try await reader.append([event]).map(\.isNew) == [false])
            #expect(try await writer.append([event]).map(\.position) == [Position(UInt64(number) + 1)])
        }
    }

    @Test func `a damaged record of the tail is told once, and nothing is answered that may lack it`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        try await store.append((1...9).map { try .sample("s-\($0 % 2)", id: "e-\($0)", tags: ["k:\($0)"]) })
        var record = try store.record(at: 8)
        record[RecordLayout.revision] ^= 1
        try store.put { transaction, tables throws(LMDBError) in
            try transaction.put(record.rawBytes, forKey: 8, in: tables.events)
        }
        let other = try scratch.open()
        defer { other.close() }
        let error = await refusal { _ = try await other.read(ReadSelection(.of(tags: ["k:1"]))) }
        #expect(error?.code == .damaged && error?.position == Position(8))
        let appended = await refusal { try await other.append([.sample("s-0", id: "e-8")]) }
        #expect(appended?.code == .damaged && appended?.position == Position(8))
        let faults = try LMDBEventStore.verify(at: scratch.path()).faults
        #expect(faults.compactMap(\.position) == [Position(8)], "\(faults.map(\.description))")
    }

    @Test func `indexes that say they reach beyond the log's end are damage`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        try await store.append((1...3).map { try .sample(id: "e-\($0)") })
        try store.put { transaction, tables throws(LMDBError) in
            var mark = try CommitMark(in: transaction.reader, tables.meta)
            mark.indexed = 4
            try mark.put(into: &transaction, tables.meta)
        }
        let error = await refusal { _ = try await store.head() }
        #expect(
            error?.description
                == "The log is damaged: its indexes reach to position 4, but its events end at 3.")
        #expect(try !LMDBEventStore.verify(at: scratch.path()).faults.isEmpty)
    }

    @Test func `making the indexes anew puts the tail there too`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        try await store.append([.sample("s-1", id: "e-0")])
        try await store.append((1...8).map { try .sample("s-\($0 % 2)", id: "e-\($0)", references: [.to("s-1")]) })
        let events = try await store.read()
        #expect(try store.statistics().unindexed == 9)
        store.close()
        #expect(try LMDBEventStore.rebuildIndexes(at: scratch.path()) == 9)
        let mended = try scratch.open()
        defer { mended.close() }
        #expect(try mended.statistics().unindexed == 0)
        #expect(try await mended.read() == events)
    }

    /// An event of the stream with this number.
    private func entry(_ position: UInt64, ofStream ordinal: UInt64, revision: UInt64) -> LogTail.Entry {
        LogTail.Entry(
            position: position, ordinal: ordinal, revision: revision, streamHash: ordinal * 7, idHash: position * 11,
            marks: 0, kind: 1, tags: 0, references: 0)
    }

    /// A look at the log that has begun before others have appended must not be asked about what these have appended: its
    /// records are not there for it.
    @Test func `what came after a look at the log began is not asked about by it`() {
        var asked: [UInt64] = []
        func isMeant(_ entry: LogTail.Entry) -> Bool {
            asked.append(entry.position)
            return true
        }
        let known = KnownTail()
        func tail(_ positions: ClosedRange<UInt64>) -> LogTail {
            known.tail(of: positions) { positions in
                positions.map { entry($0, ofStream: $0 % 2 + 1, revision: ($0 + 1) / 2) }
            }
        }
        let newer = tail(1...9)
        let older = tail(1...6)
        #expect(newer.newest(7, isMeant)?.position == 8)
        #expect(older.newest(7, isMeant)?.position == 6)
        #expect(older.newest(14, isMeant)?.position == 5)
        #expect(older.event(idHash: 77, isMeant) == nil)
        #expect(older.newStreams == 2 && newer.count == 9)
        #expect(asked == [8, 6, 5])
        // One in whose eyes events stand in no index yet that went there since.
        _ = tail(10...12)
        asked = []
        #expect(tail(3...4).newest(14, isMeant)?.position == 3)
        #expect(tail(3...3).newest(7, isMeant) == nil)
        #expect(tail(11...12).entries.map(\.position) == [11, 12])
        #expect(asked == [3])
    }

    @Test func `what is read twice of the tail is kept`() {
        let known = KnownTail()
        var read: [ClosedRange<UInt64>] = []
        func look(_ positions: ClosedRange<UInt64>) {
            let tail = known.tail(of: positions) { positions in
                read.append(positions)
                return positions.map { entry($0, ofStream: 1, revision: $0) }
            }
            #expect(tail.entries.map(\.position) == Array(positions))
        }
        for positions: ClosedRange<UInt64> in [1...5, 1...5, 1...7, 1...6, 8...9, 1...7, 8...10, 9...10, 2...4] {
            look(positions)
        }
        #expect(read == [1...5, 6...7, 8...9, 10...10])
    }

    @Test func `events with many tags go into the indexes sooner`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        let tags = (1...Tag.maximumCount).map { "k:\($0)" }
        // Each has 20 places, of 8 for each of 512 events.
        for number in 1...204 { try await store.append([.sample("s", id: "e-\(number)", tags: tags)]) }
        #expect(try store.statistics().unindexed == 204)
        try await store.append([.sample("s", id: "e-205", tags: tags)])
        #expect(try store.statistics().unindexed == 0)
        #expect(try store.entries(in: \.tags) == 205 * tags.count)
    }

    @Test func `where many are appended together more of them wait`() async throws {
        let scratch = try Scratch()
        let store = try scratch.open()
        defer { store.close() }
        func append(_ numbers: ClosedRange<Int>) async throws -> Int {
            try await store.append(numbers.map { try .sample("s-\($0 % 90)", id: "e-\($0)") })
            return try store.statistics().unindexed
        }
        for group in 0..<128 { _ = try await append((16 * group + 1)...(16 * group + 16)) }
        #expect(try store.statistics().unindexed == 2048)
        #expect(try await append(2049...2064) == 0)
        #expect(try await append(2065...2664) == 0)
        #expect(try await append(2665...3176) == 512)
        #expect(try await append(3177...3180) == 516)
        // Who comes alone has the indexes filled.
        #expect(try await append(3181...3181) == 0)
        #expect(try store.entries(in: \.eventIDs) == 3181)
        #expect(try LMDBEventStore.verify(at: scratch.path()).faults.map(\.description) == [])
    }

    @Test func `what lies in the indexes is told, whatever has become of the tail`() async throws {
        let scratch = try Scratch(tailUpTo: 5)
        let store = try scratch.open()
        defer { store.close() }
        try await store.append((1...6).map { try .sample("s-\($0 % 2)", id: "e-\($0)", tags: ["k:\($0 % 3)"]) })
        try await store.append((7...9).map { try .sample("s-\($0 % 2)", id: "e-\($0)") })
        var record = try store.record(at: 8)
        record[RecordLayout.revision] ^= 1
        try store.put { transaction, tables throws(LMDBError) in
            try transaction.put(record.rawBytes, forKey: 8, in: tables.events)
        }
        let other = try scratch.open()
        defer { other.close() }
        let past = try await other.read(ReadSelection(.of(tags: ["k:1"]), upTo: Position(6)))
        #expect(past.map(\.position) == [Position(1), Position(4)])
        let stream = try await other.read(ReadSelection(.stream(StreamID("s-1")), upTo: Position(7)))
        #expect(stream.map(\.position.rawValue) == [1, 3, 5, 7])
        #expect(await refusal { _ = try await other.read(ReadSelection(.of(tags: ["k:1"]))) }?.code == .damaged)
    }
}
