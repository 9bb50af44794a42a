import EventSourcing
import LMDB
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// Nothing damaged is ever served: a bit that turned in the file is an error or does not matter.
struct DamageTests {
    private static func events() throws -> [NewEvent] {
        try [
            .sample("quay", id: "e1", body: "{\"n\":1}", tags: ["unit:E39"]),
            .sample("harbour", id: "e2", body: "{\"n\":2}"),
            .sample("quay", id: "e3", body: "{\"n\":3}", tags: ["k:1"], references: [.to("harbour", 1)]),
            .sample("harbour", "responded", id: "e4", body: "{\"n\":4}", tags: ["unit:E40"], by: "desk-2"),
            .sample("quay", id: "e5", body: "{\"n\":5}", tags: ["k:1"], occurred: "19:58"),
            .sample("tower", "updated", id: "e6", body: "{\"n\":6}", tags: ["k:1"], references: [.to("harbour")]),
        ]
    }

    @Test(arguments: [3, 6] as [UInt64])
    func `a bit that turns in a record is an error that names its position`(position: UInt64) async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try scratch.open()
        defer { store.close() }
        let events = try Self.events()
        try await store.append(events)
        let good = try await store.read()
        let (head, repeated) = (try await store.head(), [events[Int(position) - 1]])
        let file = try DamagedFile(scratch)
        let record = try store.record(at: position)
        var (reads, others) = (Verdicts(), Verdicts())
        try await file.turnEachBit(of: record) { bit in
            await reads.ask("read with bit \(bit) turned", is: good) { try await store.read() }
            await reads.ask("visit with bit \(bit) turned", is: 0) {
                _ = try await store.visit(ReadSelection()) { _ in true }
                return 0
            }
            await others.ask("head with bit \(bit) turned", is: head) { try await store.head() }
            guard bit.isMultiple(of: 11) else { return }
            await others.ask("repeat with bit \(bit) turned", is: [false]) {
                try await store.append(repeated).map(\.isNew)
            }
            await others.ask("by tag with bit \(bit) turned", is: good.filter { $0.tags.map(\.text) == ["k:1"] }) {
                try await store.read(ReadSelection(.of(tags: ["k:1"]), direction: .backward)).reversed()
            }
        }
        #expect(reads.faults == [])
        #expect(reads.right == 0, "every bit of a record is covered by a checksum")
        #expect(reads.errors.count == 2 * 8 * record.count)
        #expect(others.faults == [])
        #expect((reads.errors + others.errors).allSatisfy { $0.position == Position(position) })
        let sentences = reads.errors.allSatisfy { $0.description.contains("the record at position \(position) ") }
        #expect(sentences)
        #expect(try await store.read() == good)
    }

    @Test func `a bit that turns in the row of a stream does not lose the stream`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let store = try scratch.open()
        defer { store.close() }
        try await store.append(Self.events())
        let streams = try await store.streams(after: nil, limit: 10)
        let file = try DamagedFile(scratch)
        var verdicts = Verdicts()
        var bits = 0
        for name in ["harbour", "quay", "tower"] {
            let row = Array(name.utf8) + (try store.value(Array(name.utf8), in: \.streams))
            bits += 8 * row.count
            try await file.turnEachBit(of: row) { bit in
                await verdicts.ask("streams with bit \(bit) of \(name) turned", is: streams) {
                    try await store.streams(after: nil, limit: 10)
                }
                for head in streams {
                    await verdicts.ask(
                        "revision of \(head.stream) with bit \(bit) of \(name) turned", is: head.revision
                    ) {
                        try await store.revision(of: head.stream)
                    }
                }
                guard bit.isMultiple(of: 7) else { return }
                let before = try store.commits()
                await verdicts.ask(
                    "append with bit \(bit) of \(name) turned", is: nil, orIs: [.damaged, .staleRevision]
                ) {
                    try await store.append([.sample(name, expecting: 0)]).first
                }
                #expect(try store.commits() == before)
            }
        }
        #expect(verdicts.faults == [])
        #expect(verdicts.errors.count >= 2 * bits)
    }

    @Test func `a bit that turns in the row of a kind is an error or does not matter`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        let good = try await filled(scratch)
        let store = try scratch.open()
        let row = Array("responded".utf8) + (try store.value(Array("responded".utf8), in: \.kinds))
        store.close()
        let file = try DamagedFile(scratch)
        var verdicts = Verdicts()
        try await file.turnEachBit(of: row) { bit in
            let store = try scratch.open()
            defer { store.close() }
            await verdicts.ask("read with bit \(bit) turned", is: good) { try await store.read() }
            await verdicts.ask("by kind with bit \(bit) turned", is: good.filter { $0.kind.name == "responded" }) {
                try await store.read(ReadSelection(.of(kinds: ["responded"])))
            }
        }
        #expect(verdicts.faults == [])
        #expect(verdicts.right == 0)
    }

    @Test func `a bit that turns in the identity of a log keeps it from being opened`() async throws {
        let scratch = try Scratch(tailUpTo: 0)
        // Without an event: the first commit would leave the row in the file twice, one of them in an older state.
        let store = try scratch.open()
        let row = LogIdentity.key + (try store.value(LogIdentity.key, in: \.meta))
        store.close()
        let file = try DamagedFile(scratch)
        var verdicts = Verdicts()
        try await file.turnEachBit(of: row) { bit in
            await verdicts.ask("open with bit \(bit) turned", is: false, orIs: [.damaged, .notALog]) {
                try scratch.open().close()
                return true
            }
        }
        #expect(verdicts.faults == [])
        #expect(verdicts.right == 0)
    }

    private func filled(_ scratch: Scratch) async throws -> [RecordedEvent] {
        let store = try scratch.open()
        defer { store.close() }
        try await store.append(Self.events())
        return try await store.read()
    }
}
