import Chronology
import EventSourcing
import Testing

/// Asks a zone everything that can be asked; whatever it answers, it must not trap.
func useEverything(of zone: Zone, _ random: inout SeededGenerator) {
    for _ in 0..<4 {
        let range = Timestamp.minimum.microseconds...Timestamp.maximum.microseconds
        let moment = Timestamp(microseconds: Int64.random(in: range, using: &random))
        for moment in [moment, .minimum, .maximum, Timestamp(microseconds: 1_711_846_800_000_000)] {
            let time = zone.civilTime(at: moment)
            _ = zone.moments(forLocal: time)
            for text in ["now", "2024-03-31 02:30", "2024", "yesterday", "00:00..24:00", "-3h"] {
                _ = try? FlagTime(text, now: moment, zone: zone)
            }
        }
    }
}

@Suite struct `Hostile input` {
    private static let samples = [
        "2024-03-22T20:45:10.5+03:00~", "2024-03..2024-04", "..2024", "2024-03-22T20:45Z..", "-1h30m",
        "yesterday 14:00",
        "~20:45", "now", "PT75M", "P1DT2H3M4.5S", "harbour-fire#12", "#3", "UTC+5:30", "-05:30", "2016-12-31T23:59:60Z",
        ##"{"after":"#3","offset":"PT75M","bound":"atLeast"}"##, "CET-1CEST,M3.5.0,M10.5.0/3", "0000-01-01",
        "9999-12-31",
    ]

    @Test func `never traps as words`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        print("hostile words: seed \(seed)")
        let zones = SampleZones.all
        for round in 0..<6_000 {
            let text = String(decoding: Self.bytes(round, &random), as: UTF8.self)
            let now = [.minimum, .maximum, Timestamp(microseconds: 1_711_143_015_000_000)][round / 3 % 3]
            let zone = zones[round % zones.count]
            Self.expectSound(text, "seed \(seed)") { text throws(TimeError) in try TimeExpression(words: text) }
            Self.expectSound(text, "seed \(seed)") { text throws(TimeError) in
                try FlagTime(text, now: now, zone: zone).expression
            }
            if let flag = try? MomentFlag(text, now: now, zone: zone) { #expect(flag.earliest <= flag.latest) }
            if let duration = try? ISO8601Duration(text) { #expect(duration.microseconds >= 0) }
            if let reference = try? EventReference(text) { #expect(reference.description == text, "seed \(seed)") }
            if let parsed = try? Zone(parsing: text) { #expect((try? Zone(parsing: parsed.name)) == parsed) }
            if Zone.isPlausibleName(text) { #expect(!text.contains(".") && !text.hasPrefix("/")) }
        }
    }

    /// What is read can be read again from its own words; what is refused is refused with a sentence.
    private static func expectSound(
        _ text: String, _ hint: Comment, _ read: (String) throws(TimeError) -> TimeExpression
    ) {
        do throws(TimeError) {
            let expression = try read(text)
            let occurrence = expression.occurrence(words: expression.words)
            if let earliest = occurrence.earliest, let latest = occurrence.latest { #expect(earliest <= latest, hint) }
            #expect((occurrence.earliest ?? .minimum) >= .minimum && (occurrence.latest ?? .maximum) <= .maximum, hint)
            #expect(expression.words.utf8.count <= Occurrence.maximumWordsLength, hint)
            #expect((try? TimeExpression(words: expression.words)) == expression, hint)
        } catch {
            #expect(!error.problem.isEmpty && error.problem.count < 600 && isPrintable(error.problem), hint)
        }
    }

    /// Noise, noise of the right letters, and good words with a few bytes changed.
    private static func bytes(_ round: Int, _ random: inout SeededGenerator) -> [UInt8] {
        let count = Int.random(in: 0...40, using: &random)
        let letters = Array("0123456789-:.TZ+~?%{}\"#PDHMSWay ,/e".utf8)
        switch round % 3 {
        case 0: return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        case 1: return (0..<count).map { _ in letters.randomElement(using: &random) ?? 0 }
        default:
            var bytes = Array((samples.randomElement(using: &random) ?? "").utf8)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: bytes.insert(letters.randomElement(using: &random) ?? 0, at: place)
                case 1 where place < bytes.count: bytes.remove(at: place)
                case 2 where place < bytes.count: bytes[place] = letters.randomElement(using: &random) ?? 0
                default: bytes.append(contentsOf: bytes.prefix(place))
                }
            }
            return bytes
        }
    }

    @Test func `never traps as the bytes of a zone file`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        print("hostile zone files: seed \(seed)")
        let good = TZifBuilder(
            transitions: [(-1_000, 1), (0, 2), (2_000, 1)], types: [(9_017, 0), (3_600, 4), (7_200, 8)],
            letters: "LMT\0CET\0CEST\0", footer: "CET-1CEST,M3.5.0,M10.5.0/3"
        ).bytes
        for length in good.indices {
            #expect(throws: TimeError.self) { try ZoneRules(name: "x", tzif: Array(good.prefix(length))) }
        }
        for _ in 0..<3_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            if let rules = try? ZoneRules(name: "x", tzif: bytes) { useEverything(of: .named(rules), &random) }
        }
    }

    @Test func `never traps as the footer of a zone file`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        print("hostile footers: seed \(seed)")
        let parts = [
            "CET", "<+03>", "-1", "5", "24:59:59", "-24", "CEST", ",", "M3.5.0", "M12.1.6", "J365", "J1", "0", "365",
            "/",
            "167", "/-167", "/0", ":30", "M2.5.3",
        ]
        for round in 0..<3_000 {
            var footer = ""
            if round % 2 == 0 {
                // Always a rule, with the strangest changes that are allowed
                let days = (0..<2).map { _ in
                    ["0", "365", "J1", "J59", "J60", "J365", "M1.1.0", "M12.5.6"].randomElement(using: &random) ?? "0"
                }
                let hours = (0..<4).map { _ in Int.random(in: -24...24, using: &random) }
                let times = (0..<2).map { _ in Int.random(in: -167...167, using: &random) }
                footer = "AAA\(hours[0])BBB\(hours[1]),\(days[0])/\(times[0]),\(days[1])/\(times[1])"
            } else {
                for _ in 0..<Int.random(in: 1...12, using: &random) {
                    footer += parts.randomElement(using: &random) ?? ""
                }
            }
            let rules = try? ZoneRules(name: "x", tzif: TZifBuilder(footer: footer).bytes)
            if let rules { useEverything(of: .named(rules), &random) } else { #expect(round % 2 == 1, "\(footer)") }
        }
    }
}
