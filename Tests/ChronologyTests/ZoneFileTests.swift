import Chronology
import EventSourcing
import Testing

@Suite struct `A zone file` {
    private func zone(_ file: TZifBuilder) throws -> Zone { .named(try ZoneRules(name: "Test/Zone", tzif: file.bytes)) }

    private func rule(_ footer: String) throws -> Zone { try zone(TZifBuilder(footer: footer)) }

    @Test func `tells the offset before, between and after its transitions`() throws {
        let file = TZifBuilder(
            transitions: [(-1_000, 1), (0, 2), (2_000, 1)], types: [(9_017, 0), (3_600, 4), (7_200, 8)],
            letters: "LMT\0CET\0CEST\0", footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let zone = try zone(file)
        for (second, name, seconds) in [
            (-1_001, "LMT", 9_017), (-1_000, "CET", 3_600), (-1, "CET", 3_600), (0, "CEST", 7_200),
            (1_999, "CEST", 7_200), (2_000, "CET", 3_600), (1_711_108_799, "CET", 3_600),
            (1_711_846_799, "CET", 3_600),
            (1_711_846_800, "CEST", 7_200),
        ] as [(Int64, String, Int)] {
            let offset = zone.offset(at: Timestamp(microseconds: second * 1_000_000))
            #expect(offset.abbreviation == name && offset.seconds == seconds, "at \(second)")
        }
        // The microsecond before a transition still belongs to what was before.
        #expect(zone.offset(at: Timestamp(microseconds: -1)).abbreviation == "CET")
    }

    @Test func `of the first version ends with its last offset`() throws {
        let file = TZifBuilder(version: 0, transitions: [(0, 1)], types: [(0, 0), (3_600, 4)], letters: "GMT\0BST\0")
        let zone = try zone(file)
        #expect(zone.offset(at: .minimum).abbreviation == "GMT")
        #expect(zone.offset(at: .maximum).abbreviation == "BST")
    }

    @Test(
        arguments: [
            // Weekday of a month, the last one too; the default time of 02:00
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-03-31T00:59:59Z", 3600),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-03-31T01:00:00Z", 7200),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-10-27T00:59:59Z", 7200),
            ("CET-1CEST,M3.5.0,M10.5.0/3", "2024-10-27T01:00:00Z", 3600),
            ("EST5EDT,M3.2.0,M11.1.0", "9998-07-04T00:00Z", -14_400),
            ("EST5EDT,M3.2.0,M11.1.0", "0001-01-04T00:00Z", -18_000),
            // The south, where summer spans the new year
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-01-01T00:00Z", 39_600),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2024-07-01T00:00Z", 36_000),
            // Winter as the exception
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2024-01-01T00:00Z", 0),
            ("IST-1GMT0,M10.5.0,M3.5.0/1", "2024-07-01T00:00Z", 3600),
            // Days of the year: J60 is 1 March always, 59 is 29 February in a leap year
            ("AAA0BBB,J60/0,J300/0", "2024-02-29T23:59:59Z", 0), ("AAA0BBB,J60/0,J300/0", "2024-03-01T00:00Z", 3600),
            ("AAA0BBB,J60/0,J300/0", "2023-02-28T23:59:59Z", 0), ("AAA0BBB,J60/0,J300/0", "2023-03-01T00:00Z", 3600),
            ("AAA0BBB,59/0,299/0", "2024-02-28T23:59:59Z", 0), ("AAA0BBB,59/0,299/0", "2024-02-29T00:00Z", 3600),
            ("AAA0BBB,59/0,299/0", "2023-03-01T00:00Z", 3600),
            // Summer all year (RFC 8536, 3.3.1), and changes up to a week from their day
            ("EST5EDT,0/0,J365/25", "2024-01-01T04:59:59Z", -14_400),
            ("EST5EDT,0/0,J365/25", "2024-07-01T00:00Z", -14_400),
            ("XXX3EDT4,0/0,J365/23", "2024-12-31T23:59:59Z", -14_400),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T00:59:59Z", -7200),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2024-03-31T01:00:00Z", -3600),
            ("IST-2IDT,M3.4.4/26,M10.5.0", "2024-03-28T23:59:59Z", 7200),
            ("IST-2IDT,M3.4.4/26,M10.5.0", "2024-03-29T00:00:00Z", 10_800),
            // Minutes and seconds
            ("<+0545>-5:45", "2024-01-01T00:00Z", 20_700), ("LMT-2:30:17", "2024-01-01T00:00Z", 9_017),
            ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2024-01-01T00:00Z", 39_600),
        ] as [(String, String, Int)])
    func `goes on by the rule of its footer`(_ footer: String, _ time: String, _ seconds: Int) throws {
        #expect(try rule(footer).offset(at: try moment(time)).seconds == seconds)
    }

    @Test(arguments: [
        "CET", "CET-", "C-1", "CE-1", "CET-25", "CET-1CEST", "CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,",
        "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0,", "CET-1CEST,M3.5.0,M10.5.0/168", "CET-1CEST,J0,J300",
        "CET-1CEST,J366,J300", "CET-1CEST,366,300", "CET-1:60", "CET-1:5", "<CET-1", "<+0>0",
        "CET-1CEST,M3.5.0,M10.5.0 ",
        "CET-1CEST,M3.5.0/,M10.5.0", "CET-1CEST,M999999999999999999999.5.0,M10.5.0", "CET-999999999999999999999",
        "CÉT-1", " ",
    ])
    func `with a footer that is no rule is refused`(_ footer: String) {
        #expect(throws: TimeError.self) { try rule(footer) }
    }

    @Test func `is refused where it contradicts itself`() {
        let bad: [(String, TZifBuilder)] = [
            ("an index of no type", TZifBuilder(transitions: [(0, 1)])),
            ("no type at all", TZifBuilder(types: [])),
            ("times out of order", TZifBuilder(transitions: [(5, 0), (4, 0)])),
            ("a time twice", TZifBuilder(transitions: [(5, 0), (5, 0)])),
            ("an offset of 26 hours", TZifBuilder(types: [(93_600, 0)])),
            ("an offset of minus 68 years", TZifBuilder(types: [(.min, 0)])),
            ("letters that end nowhere", TZifBuilder(letters: "UTC")),
            ("letters outside", TZifBuilder(types: [(0, 9)])),
            ("letters that a terminal obeys", TZifBuilder(letters: "\u{1B}[31m\0")),
            ("a version of the future", TZifBuilder(version: UInt8(ascii: "5"))),
            ("a version that is no digit", TZifBuilder(version: 1)),
        ]
        for (what, file) in bad {
            let error = #expect(throws: TimeError.self, "\(what)") { try zone(file) }
            #expect(
                error?.problem
                    == "the zone file of 'Test/Zone' is damaged or not TZif (RFC 8536); install the tz database again")
        }
    }

    @Test func `that counts leap seconds is refused`() {
        let error = #expect(throws: TimeError.self) { try zone(TZifBuilder(leapSeconds: 27)) }
        #expect(
            error?.problem
                == "the zone 'Test/Zone' counts leap seconds, which Blotter does not; use the zone of the same name "
                + "without 'right/'"
        )
    }

    @Test func `that is something else is refused`() {
        for bytes in [[], Array("TZif".utf8), Array("#!/bin/sh\n".utf8), [UInt8](repeating: 0xFF, count: 4096)] {
            #expect(throws: TimeError.self) { try ZoneRules(name: "\u{1B}]0;x", tzif: bytes) }
        }
    }
}

@Suite struct `The moments of a local time` {
    private func local(_ text: String) throws -> CivilTime { CivilTime(try moment(text + "Z"), offsetSeconds: 0) }

    @Test func `are one on most days`() throws {
        #expect(
            SampleZones.oslo.moments(forLocal: try local("2024-03-22T20:45"))
                == .unique(try moment("2024-03-22T19:45Z")))
        #expect(Zone.utc.moments(forLocal: try local("2024-03-22T20:45")) == .unique(try moment("2024-03-22T20:45Z")))
        #expect(
            Zone.fixed(minutes: 345).moments(forLocal: try local("2024-03-22T20:45"))
                == .unique(try moment("2024-03-22T15:00Z")))
    }

    @Test func `are none in the hour that is skipped`() throws {
        let jump = try moment("2024-03-31T01:00:00Z")
        let gap = LocalMoments.gap(before: jump.advanced(byMicroseconds: -1), after: jump)
        for text in ["2024-03-31T02:00", "2024-03-31T02:30", "2024-03-31T02:59:59.999999"] {
            #expect(SampleZones.oslo.moments(forLocal: try local(text)) == gap, "\(text)")
        }
        #expect(
            SampleZones.oslo.moments(forLocal: try local("2024-03-31T01:59:59.999999"))
                == .unique(jump.advanced(byMicroseconds: -1)))
        #expect(SampleZones.oslo.moments(forLocal: try local("2024-03-31T03:00")) == .unique(jump))
    }

    @Test func `are two in the hour that comes again`() throws {
        for (text, first, second) in [
            ("2024-10-27T02:00", "2024-10-27T00:00Z", "2024-10-27T01:00Z"),
            ("2024-10-27T02:59:59", "2024-10-27T00:59:59Z", "2024-10-27T01:59:59Z"),
        ] {
            #expect(
                SampleZones.oslo.moments(forLocal: try local(text))
                    == .fold(first: try moment(first), second: try moment(second)))
        }
        #expect(
            SampleZones.oslo.moments(forLocal: try local("2024-10-27T01:59:59"))
                == .unique(try moment("2024-10-26T23:59:59Z")))
        #expect(
            SampleZones.oslo.moments(forLocal: try local("2024-10-27T03:00"))
                == .unique(try moment("2024-10-27T02:00Z")))
    }

    @Test func `are none on a day that is skipped`() throws {
        let jump = try moment("2011-12-30T10:00Z")
        #expect(
            SampleZones.apia.moments(forLocal: try local("2011-12-30T12:00"))
                == .gap(before: jump.advanced(byMicroseconds: -1), after: jump))
    }

    /// Every moment is among those of what the clock shows then, and each of those shows the same.
    @Test func `lead back to the clock, in every zone`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for zone in SampleZones.all {
            for _ in 0..<200 {
                // 1990 to 2050, where the sample zones change their clocks
                let start = Timestamp(
                    microseconds: Int64.random(in: 631_152_000...2_524_608_000, using: &random) * 1_000_000)
                let time = zone.civilTime(at: start)
                switch zone.moments(forLocal: time) {
                case .unique(let only): #expect(only == start, "\(zone.name), seed \(seed)")
                case .fold(let first, let second):
                    #expect(first < second && (first == start || second == start), "\(zone.name), seed \(seed)")
                    #expect(
                        zone.civilTime(at: first) == time && zone.civilTime(at: second) == time,
                        "\(zone.name), seed \(seed)")
                case .gap: Issue.record("\(zone.name) skips a time that it shows, seed \(seed)")
                }
            }
        }
    }
}
