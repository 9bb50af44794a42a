import EventSourcing
import EventStoreTesting
import LMDB
import Testing

@testable import LMDBEventStore

/// The words that records leave out. They are a part of the format: what is left out must be written the same for ever.
struct UsualWordsTests {
    private static let minute: Int64 = 60_000_000

    private static func occurrence(
        _ words: String, _ earliest: Int64, lasting length: Int64, _ precision: Occurrence.Precision, offset: Int?,
        isApproximate: Bool = false, isUncertain: Bool = false
    ) -> Occurrence {
        Occurrence(
            form: .absolute, earliest: Timestamp(microseconds: earliest),
            latest: Timestamp(microseconds: earliest + length - 1), precision: precision,
            isApproximate: isApproximate, isUncertain: isUncertain, offsetMinutes: offset, words: words)
    }

    private static func size(_ occurred: Occurrence) throws -> Int {
        let event = NewEvent(
            stream: try StreamID("quay-9"), kind: try EventKind("reported"), body: Array("{}".utf8), id: nil,
            bodyVersion: 1, flags: [], occurred: occurred, published: nil, by: try Author("a"), tags: [],
            references: [])
        var drafts = RecordDrafts(capacity: 1)
        drafts.append(event, author: try Author("a"), salt: [UInt8](repeating: 0, count: 16).rawBytes)
        return drafts.size(of: 0..<1)
    }

    @Test(arguments: [
        ("2024-03-22", 1_711_065_600_000_000, 1440 * minute, Occurrence.Precision.day, nil as Int?, false, false),
        ("2024-03-22Z?", 1_711_065_600_000_000, 1440 * minute, .day, 0, false, true),
        ("2024-03-22+03:00", 1_711_054_800_000_000, 1440 * minute, .day, 180, false, false),
        ("2024-03-22T19:58+03:00~", 1_711_126_680_000_000, minute, .minute, 180, true, false),
        ("2024-03-22T16:58:00Z%", 1_711_126_680_000_000, 1_000_000, .second, 0, true, true),
        ("2024-03-22T11:28:59-05:30", 1_711_126_739_000_000, 1_000_000, .second, -330, false, false),
        ("0000-01-01T00:00Z", -62_167_219_200_000_000, minute, .minute, 0, false, false),
        ("9999-12-31T23:59:59Z", 253_402_300_799_000_000, 1_000_000, .second, 0, false, false),
    ])
    func `usual words take no place in a record`(
        words: String, earliest: Int64, length: Int64, precision: Occurrence.Precision, offset: Int?,
        isApproximate: Bool, isUncertain: Bool
    ) throws {
        let occurred = Self.occurrence(
            words, earliest, lasting: length, precision, offset: offset, isApproximate: isApproximate,
            isUncertain: isUncertain)
        var usual = UsualWords()
        let areUsual = usual.are(thoseOf: occurred)
        #expect(areUsual)
        let text = usual.text.text
        #expect(text == words)
        #expect(try Self.size(occurred) == Self.size(.undated))
    }

    @Test(arguments: [
        // Another way to say the same.
        ("2024-03-22T16:58+00:00", 1_711_126_680_000_000, minute, Occurrence.Precision.minute, 0 as Int?),
        ("2024-03-22t16:58Z", 1_711_126_680_000_000, minute, .minute, 0),
        ("2024-03-22T16:58Z~", 1_711_126_680_000_000, minute, .minute, 0),
        // Other numbers than the words have.
        ("2024-03-22T16:58Z", 1_711_126_680_000_000, minute - 1, .minute, 0),
        ("2024-03-22T16:58Z", 1_711_126_680_000_001, minute, .minute, 0),
        ("2024-03-22T16:58Z", 1_711_126_680_000_000, minute, .minute, nil),
        ("2024-03-22T16:58Z", 1_711_126_680_000_000, minute, .minute, 40_000),
        ("2024-03-22T16:58Z", .max - minute, minute, .minute, 0),
        // What has no usual words.
        ("2024-03", 1_709_251_200_000_000, 31 * 1440 * minute, .month, nil),
        ("2024-03-22T16:58:00.5Z", 1_711_126_680_500_000, 100_000, .fraction, 0),
    ])
    func `words that are not the usual ones are kept`(
        words: String, earliest: Int64, length: Int64, precision: Occurrence.Precision, offset: Int?
    ) throws {
        let occurred = Self.occurrence(words, earliest, lasting: length, precision, offset: offset)
        var usual = UsualWords()
        let areUsual = usual.are(thoseOf: occurred)
        #expect(!areUsual)
        #expect(try Self.size(occurred) == Self.size(.undated) + words.utf8.count + 8)
    }

    @Test func `the usual words of any moment are those of its other description`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        var usual = UsualWords()
        for _ in 0..<2_000 {
            let minutes = Int.random(in: -1439...1439, using: &random)
            let second = Int64.random(in: -62_167_219_200 + 86_400...253_402_300_799 - 86_400, using: &random)
            let local = Timestamp(microseconds: second * Timestamp.perSecond)
            let isSecond = Bool.random(using: &random)
            let precision: Occurrence.Precision = isSecond ? .second : .minute
            let length = isSecond ? Timestamp.perSecond : Self.minute
            let count = isSecond ? 19 : 16
            let earliest = local.microseconds.flooredDivision(by: length).quotient * length
            let hours = abs(minutes) / 60
            let rest = abs(minutes) % 60
            let zone =
                minutes == 0
                ? "Z" : "\(minutes < 0 ? "-" : "+")\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)"
            let occurred = Self.occurrence(
                "\(local.description.prefix(count))\(zone)", earliest - Int64(minutes) * Self.minute, lasting: length,
                precision, offset: minutes)
            let areUsual = usual.are(thoseOf: occurred)
            #expect(areUsual, "\(occurred.words), seed \(seed)")
        }
    }
}
