import Checksums
import EventSourcing
import LMDB
import Testing

@testable import EventStoreTesting
@testable import LMDBEventStore

/// The bytes of a record, which every later version of the program must still read.
struct RecordTests {
    /// Version 1, worked out by hand, with XXH3 and SHA-256 of other programs.
    private static let first: [(offset: Int, bytes: [UInt8])] = [
        (0, [0x86, 0xF2, 0x56, 0x8C, 0xA0, 0x09, 0xE8, 0x92]),  // XXH3 of bytes 8 to 247
        (8, [1]),  // version of the layout
        (9, [4]),  // precision: minute
        (10, [0x1D]),  // absolute, earliest, latest, approximate
        (11, [2]),  // references
        (12, [0x14, 0]),  // flags: has a relation, public
        (14, [2, 0]),  // kind
        (16, [1, 0]),  // version of the body
        (18, [0xB4, 0]),  // offset: 180 minutes
        (20, [2, 1, 0, 0, 0, 0, 0, 0]),  // position 258
        (28, [3, 0, 0, 0, 0, 0, 0, 0]),  // revision
        (36, [7, 0, 0, 0, 0, 0, 0, 0]),  // ordinal
        (44, [0x40, 0x46, 0x16, 0xC1, 0x42, 0x14, 0x06, 0x00]),  // recorded
        (52, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),  // published: −1
        (60, [0x00, 0x56, 0xED, 0xB9, 0x42, 0x14, 0x06, 0x00]),  // earliest
        (68, [0xFF, 0xDC, 0x80, 0xBD, 0x42, 0x14, 0x06, 0x00]),  // latest
        (76, [12, 6, 4, 2]),  // lengths of stream, id and by; tags
        (80, [23, 0, 0, 0]),  // length of the words
        (84, [100, 0, 0, 0]),  // length of the envelope
        (88, [36, 0, 0, 0]),  // length of the body
        (92, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]),  // salt
        (
            108,
            [
                0xEB, 0x18, 0x85, 0x96, 0xD0, 0x6B, 0xF1, 0x69, 0x79, 0xBD, 0xAD, 0xE7, 0xE0, 0x41, 0x00, 0x81,
                0x91, 0xC4, 0xCC, 0x84, 0xC1, 0x75, 0x23, 0x49, 0x09, 0xD4, 0x10, 0x20, 0x35, 0x98, 0xC9, 0xA0,
            ]
        ),  // SHA-256 of salt and body
        (140, [0xAE, 0x04, 0xD5, 0xCA, 0x51, 0xC2, 0x19, 0xD0]),  // XXH3 of the body
        (148, Array("harbour-firedesk-7Zo\u{EB}2024-03-22T19:58+03:00~".utf8)),
        (193, Array("\u{8}unit:E39\u{9}ort:K\u{F6}ln".utf8)),
        (212, Array("\u{C}harbour-fire".utf8) + [2, 0, 0, 0, 0, 0, 0, 0]),
        (233, Array("\u{6}quay-9".utf8) + [0, 0, 0, 0, 0, 0, 0, 0]),
        (248, Array("{\"summary\":\"Smoke over the harbour\"}".utf8)),
    ]

    /// Version 2 of the same event: its words are the usual ones.
    private static let second: [(offset: Int, bytes: [UInt8])] = [
        (0, [0xBA, 0xCB, 0x5F, 0x96, 0x8A, 0x5C, 0x2C, 0x16]),  // XXH3 of what follows, sealed
        (8, [2]),  // version of the layout
        (9, [4]),  // precision: minute
        (10, [0x5D]),  // absolute, earliest, latest, approximate, usual words
        (11, [2]),  // references
        (12, [0x14, 0]),  // flags: has a relation, public
        (14, [2, 0]),  // kind
        (16, [1, 0]),  // version of the body
        (18, [0xB4, 0]),  // offset: 180 minutes
        (20, [7, 0, 0, 0, 0, 0]),  // ordinal
        (26, [3, 0, 0, 0, 0, 0]),  // revision
        (32, [0x40, 0x46, 0x16, 0xC1, 0x42, 0x14, 0x06, 0x00]),  // recorded
        (40, [0x00, 0x56, 0xED, 0xB9, 0x42, 0x14, 0x06, 0x00]),  // earliest
        (48, [85, 0]),  // length of the envelope
        (50, [12, 6, 4, 2]),  // lengths of stream, id and by; tags
        (54, [0, 0]),  // length of the words
        (56, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]),  // salt
        (
            72,
            [
                0xEB, 0x18, 0x85, 0x96, 0xD0, 0x6B, 0xF1, 0x69, 0x79, 0xBD, 0xAD, 0xE7, 0xE0, 0x41, 0x00, 0x81,
                0x91, 0xC4, 0xCC, 0x84, 0xC1, 0x75, 0x23, 0x49, 0x09, 0xD4, 0x10, 0x20, 0x35, 0x98, 0xC9, 0xA0,
            ]
        ),  // SHA-256 of salt and body
        (104, [0xAE, 0x04, 0xD5, 0xCA, 0x51, 0xC2, 0x19, 0xD0]),  // XXH3 of the body
        (112, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),  // published: −1
        (120, Array("harbour-firedesk-7Zo\u{EB}".utf8)),
        (142, Array("\u{8}unit:E39\u{9}ort:K\u{F6}ln".utf8)),
        (161, Array("\u{C}harbour-fire".utf8) + [2, 0, 0, 0, 0, 0, 0, 0]),
        (182, Array("\u{6}quay-9".utf8) + [0, 0, 0, 0, 0, 0, 0, 0]),
        (197, Array("{\"summary\":\"Smoke over the harbour\"}".utf8)),
    ]

    /// Version 2 of one with a UUID, published when it was recorded, whose words are not the usual ones for its times.
    private static let other: [(offset: Int, bytes: [UInt8])] = [
        (0, [0x61, 0x3E, 0x08, 0x96, 0x75, 0xA2, 0x5D, 0x8A]),  // XXH3 of what follows, sealed
        (8, [2]),  // version of the layout
        (9, [4]),  // precision: minute
        (10, [0x9D]),  // absolute, earliest, latest, approximate, published when recorded
        (11, [2]),  // references
        (12, [0x14, 0]),  // flags: has a relation, public
        (14, [2, 0]),  // kind
        (16, [1, 0]),  // version of the body
        (18, [0xB4, 0]),  // offset: 180 minutes
        (20, [7, 0, 0, 0, 0, 0]),  // ordinal
        (26, [3, 0, 0, 0, 0, 0]),  // revision
        (32, [0x40, 0x46, 0x16, 0xC1, 0x42, 0x14, 0x06, 0x00]),  // recorded
        (40, [0x00, 0x56, 0xED, 0xB9, 0x42, 0x14, 0x06, 0x00]),  // earliest
        (48, [118, 0]),  // length of the envelope
        (50, [12, 0, 4, 2]),  // lengths of stream, id and by; tags
        (54, [23, 0]),  // length of the words
        (56, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]),  // salt
        (
            72,
            [
                0xEB, 0x18, 0x85, 0x96, 0xD0, 0x6B, 0xF1, 0x69, 0x79, 0xBD, 0xAD, 0xE7, 0xE0, 0x41, 0x00, 0x81,
                0x91, 0xC4, 0xCC, 0x84, 0xC1, 0x75, 0x23, 0x49, 0x09, 0xD4, 0x10, 0x20, 0x35, 0x98, 0xC9, 0xA0,
            ]
        ),  // SHA-256 of salt and body
        (104, [0xAE, 0x04, 0xD5, 0xCA, 0x51, 0xC2, 0x19, 0xD0]),  // XXH3 of the body
        (112, [0xFE, 0xDC, 0x80, 0xBD, 0x42, 0x14, 0x06, 0x00]),  // latest
        (120, Array("harbour-fire".utf8)),
        (132, [1, 0x8E, 0x6A, 0x5B, 0x1C, 0x40, 0x7A, 0xBC, 0x8D, 0xEF, 1, 0x23, 0x45, 0x67, 0x89, 0xAB]),
        (148, Array("Zo\u{EB}2024-03-22T19:58+03:00~".utf8)),
        (175, Array("\u{8}unit:E39\u{9}ort:K\u{F6}ln".utf8)),
        (194, Array("\u{C}harbour-fire".utf8) + [2, 0, 0, 0, 0, 0, 0, 0]),
        (215, Array("\u{6}quay-9".utf8) + [0, 0, 0, 0, 0, 0, 0, 0]),
        (230, Array("{\"summary\":\"Smoke over the harbour\"}".utf8)),
    ]

    private static func event(
        _ id: String = "desk-7", latest: Int64 = 1_711_126_739_999_999, published: Int64? = -1
    ) throws -> RecordedEvent {
        let recorded = Timestamp(microseconds: 1_711_126_800_123_456)
        return RecordedEvent(
            position: Position(258), revision: Revision(3), recorded: recorded, stream: try StreamID("harbour-fire"),
            id: try EventID(id), kind: try EventKind("responded"), bodyVersion: 1,
            flags: [.hasRelation, .publicAudience],
            occurred: Occurrence(
                form: .absolute, earliest: Timestamp(microseconds: 1_711_126_680_000_000),
                latest: Timestamp(microseconds: latest), precision: .minute, isApproximate: true,
                isUncertain: false, offsetMinutes: 180, words: "2024-03-22T19:58+03:00~"),
            published: published.map { Timestamp(microseconds: $0) } ?? recorded, by: try Author("Zo\u{EB}"),
            tags: [try Tag("unit:E39"), try Tag("ort:K\u{F6}ln")],
            references: [try .to("harbour-fire", 2), try .to("quay-9")],
            body: Array("{\"summary\":\"Smoke over the harbour\"}".utf8))
    }

    /// The event of ``other``: a microsecond short of a minute.
    private static func otherEvent() throws -> RecordedEvent {
        try event("018e6a5b-1c40-7abc-8def-0123456789ab", latest: 1_711_126_739_999_998, published: nil)
    }

    private static func encoded(_ event: RecordedEvent, isPublishedWhenRecorded: Bool = false) -> [UInt8] {
        RecordCodec.encode(
            event, ordinal: 7, kind: 2, salt: Array(0..<16), isPublishedWhenRecorded: isPublishedWhenRecorded)
    }

    @Test func `a record is laid out as version 2 says, byte for byte`() throws {
        let records = [
            (Self.second, Self.encoded(try Self.event())),
            (Self.other, Self.encoded(try Self.otherEvent(), isPublishedWhenRecorded: true)),
        ]
        for (golden, bytes) in records {
            var offset = 0
            for part in golden {
                #expect(part.offset == offset)
                #expect(Array(bytes.dropFirst(offset).prefix(part.bytes.count)) == part.bytes, "at \(offset)")
                offset += part.bytes.count
            }
            #expect(bytes.count == offset)
        }
    }

    @Test func `a record of either version reads as the event that it was made of`() throws {
        let records = [
            (Self.first, try Self.event()), (Self.second, try Self.event()), (Self.other, try Self.otherEvent()),
        ]
        for (golden, event) in records {
            let bytes = golden.flatMap(\.bytes)
            let record = try Record(checking: bytes.rawBytes, at: 258)
            let (ordinal, kind, revision, size) = (record.ordinal, record.kind, record.revision, record.size)
            #expect([ordinal, UInt64(kind), revision, UInt64(size)] == [7, 2, 3, UInt64(bytes.count)])
            let envelope = try record.envelope(kind: EventKind("responded"))
            #expect(try envelope.carrying(body: record.body()) == event)
            let others = [try EventID("desk-8"), try EventID("018e6a5b-1c40-7abc-8def-0123456789ac")]
            let answers = [
                record.hasSoundCommitment, record.hasID(event.id), record.hasTag(Array("ort:K\u{F6}ln".utf8).rawBytes),
                record.refers(to: Array("quay-9".utf8).rawBytes), record.hasID(others[0]), record.hasID(others[1]),
            ]
            #expect(answers == [true, true, true, true, false, false])
        }
    }

    @Test func `random events come back from their records`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = RandomEvents(seed: seed)
        var events: [RecordedEvent] = []
        for position in 1...300 as ClosedRange<UInt64> {
            let new = try random.event(after: events)
            let event = RecordedEvent(
                new, position: Position(position), revision: Revision(position / 2),
                recorded: Timestamp(microseconds: Int64(position)), id: try new.id ?? EventID("e"),
                author: try Author("desk-1"))
            events.append(event)
            let bytes = Self.encoded(event)
            let record = try Record(checking: bytes.rawBytes, at: position)
            let envelope = try record.envelope(kind: event.kind)
            #expect(try envelope.carrying(body: record.body()) == event, "seed \(seed)")
        }
    }

    @Test func `a record of either version cut short anywhere, or longer, is damaged`() throws {
        for bytes in [Self.first, Self.second, Self.other].map({ $0.flatMap(\.bytes) }) {
            for count in 0..<bytes.count {
                let part = Array(bytes.prefix(count))
                let error = #expect(throws: LMDBError.self, "\(count) bytes") { try Self.read(part) }
                #expect(error?.isDamage == true)
                #expect(error?.key == 258)
            }
            #expect(throws: LMDBError.self) { try Self.read(bytes + [0]) }
        }
    }

    @Test func `a record of either version with one bit changed anywhere is damaged`() throws {
        for bytes in [Self.first, Self.second, Self.other].map({ $0.flatMap(\.bytes) }) {
            for bit in 0..<(8 * bytes.count) {
                var damaged = bytes
                damaged[bit / 8] ^= 1 << UInt8(bit % 8)
                let error = #expect(throws: LMDBError.self, "bit \(bit)") { try Self.read(damaged) }
                #expect(error?.isDamage == true)
            }
        }
    }

    private static func read(_ bytes: [UInt8]) throws {
        let record = try Record(checking: bytes.rawBytes, at: 258)
        _ = try record.body()
    }

    @Test func `a record under another position, or of a newer layout, is refused`() throws {
        for bytes in [Self.first, Self.second, Self.other].map({ $0.flatMap(\.bytes) }) {
            let misplaced = #expect(throws: LMDBError.self) { _ = try Record(checking: bytes.rawBytes, at: 259).size }
            #expect(
                misplaced?.description
                    == "The log is damaged: the record at position 259 was written for another position, 258.")
        }
        var newer = Self.encoded(try Self.event())
        newer[8] = 3
        let refused = #expect(throws: LMDBError.self) { _ = try Record(checking: newer.rawBytes, at: 258).size }
        #expect(
            refused?.description
                == "The log is damaged: the record at position 258 has the layout 3, which this program cannot read.")
    }
}
