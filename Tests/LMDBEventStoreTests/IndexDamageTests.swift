import EventSourcing
import LMDB
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// An index is believed only as far as the records bear it out.
struct IndexDamageTests {
    /// No two of them differ in one bit only, so that no damaged posting is another one of the same list.
    private static let tagged: [UInt64] = [3, 5, 6, 9, 10, 12]
    private static let referring: [UInt64] = [2, 7, 8, 13]

    private static func events() throws -> [NewEvent] {
        try (1...15 as ClosedRange<UInt64>).map { position in
            try .sample(
                position == 1 ? "harbour" : position.isMultiple(of: 2) ? "even" : "odd",
                position.isMultiple(of: 5) ? "fifth" : "reported", id: "e\(position)",
                tags: (tagged.contains(position) ? ["k:several"] : []) + (position == 11 ? ["k:single"] : []),
                references: referring.contains(position) ? [.to("harbour")] : [])
        }
    }

    private struct Question {
        let name: String
        let selection: ReadSelection
        let answer: [RecordedEvent]
    }

    /// Every query over every index, from and up to everywhere, both ways, with the answers of the sound log.
    private static func questions(_ store: LMDBEventStore) async throws -> [Question] {
        let queries: [(String, Query)] = try [
            ("several", .of(tags: ["k:several"])), ("single", .of(tags: ["k:single"])),
            ("fifth", .of(kinds: ["fifth"])),
            ("tagged fifth", .of(kinds: ["fifth"], tags: ["k:several"])), ("odd", .of(streams: ["odd"])),
            ("odd or single", Query([.of(streams: ["odd"]), .of(tags: ["k:single"])])),
            ("referring", .of(referringTo: ["harbour"])),
        ]
        var questions: [Question] = []
        for (name, query) in queries {
            for (after, upTo) in [(0, nil), (4, 11), (5, 9), (11, nil), (0, 3)] as [(UInt64, UInt64?)] {
                for direction in [ReadSelection.Direction.forward, .backward] {
                    let selection = ReadSelection(
                        query, after: Position(after), upTo: upTo.map { Position($0) }, direction: direction)
                    questions.append(
                        Question(
                            name: "\(name) after \(after) \(direction)", selection: selection,
                            answer: try await store.read(selection)))
                }
            }
        }
        return questions
    }

    @Test func `a bit that turns in a posting is an error or does not matter`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try scratch.open()
        defer { store.close() }
        try await store.append(Self.events())
        let questions = try await Self.questions(store)
        let file = try DamagedFile(scratch)
        let lists: [(name: String, key: [UInt8], postings: [UInt64])] = [
            ("several", [], Self.tagged), ("single", Array("k:single".utf8), [11]), ("fifth", [], [5, 10, 15]),
            ("referring", [], Self.referring),
        ]
        for list in lists {
            let postings = list.postings.flatMap(\.littleEndianBytes)
            var verdicts = Verdicts()
            try await file.turnEachBit(of: postings, in: list.key + postings) { bit in
                for question in questions where question.name.contains(list.name) && (bit % 64 < 8 || bit % 64 == 63) {
                    await verdicts.ask("\(question.name) with bit \(bit) turned", is: question.answer) {
                        try await store.read(question.selection)
                    }
                }
            }
            #expect(verdicts.faults == [])
            #expect(!verdicts.errors.isEmpty)
        }
    }

    @Test func `a bit that turns in the index of a stream is an error or does not matter`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try scratch.open()
        defer { store.close() }
        try await store.append(Self.events())
        let questions = try await Self.questions(store)
        let file = try DamagedFile(scratch)
        // `odd` is the third stream to appear, with the events at 3, 5, 7 …
        for revision in 1...7 as ClosedRange<UInt64> {
            let row = store.reader.keys.key(3, revision: revision).bytes + (2 * revision + 1).littleEndianBytes
            var verdicts = Verdicts()
            try await file.turnEachBit(of: row) { bit in
                for question in questions where question.name.contains("odd") {
                    await verdicts.ask(
                        "\(question.name) with bit \(bit) of revision \(revision) turned", is: question.answer
                    ) { try await store.read(question.selection) }
                }
            }
            #expect(verdicts.faults == [])
            #expect(!verdicts.errors.isEmpty)
        }
    }

    @Test func `an event id that leads to another event is an error and not a second append`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try scratch.open()
        defer { store.close() }
        let events = try Self.events()
        try await store.append(events)
        let file = try DamagedFile(scratch)
        let key = store.reader.keys.key(3, hash: store.reader.hash(of: try EventID("e9"))).bytes
        let posting = UInt64(9).littleEndianBytes
        var verdicts = Verdicts()
        try await file.turnEachBit(of: posting, in: key + posting) { bit in
            await verdicts.ask("repeat with bit \(bit) turned", is: [false]) {
                try await store.append([events[8]]).map(\.isNew)
            }
        }
        #expect(verdicts.faults == [])
        #expect(verdicts.errors.count == 64)
        #expect(try await store.append([events[8]]).map(\.isNew) == [false])
    }
}

extension UInt64 {
    fileprivate var littleEndianBytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: self >> UInt64(8 * $0)) } }
}
