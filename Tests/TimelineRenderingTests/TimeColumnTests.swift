import Chronology
import EventSourcing
import Incidents
import Testing
import TimelineRendering

@Suite struct `Times in a timeline` {
    /// The lines of a timeline that has an entry at each of these times, up to and including the summary.
    private func lines(_ occurred: [String], zone: Zone) throws -> [String] {
        var story = Story()
        for time in occurred {
            let words = time.hasPrefix("{") ? time : time.json
            try story.add(
                #"{"incident":"fire","kind":"reported","occurred":\#(words),"body":{"summary":"s"}}"#,
                at: "2024-03-25T00:00:00Z")
        }
        let text = TimelineTextRenderer(width: 120, color: false, zone: zone, now: try moment("2024-04-01T00:00:00Z"))
            .render(try story.timeline("fire"))
        return text.split(separator: "\n").dropFirst().map { line in
            String(line).replacing(#/\ +REPORTED.*/#, with: "").trimmingPrefix(#/\ +/#).description
        }
    }

    @Test func `are as exact as their words, and a day is never midnight`() throws {
        let found = try lines(
            [
                "2023", "2024-03", "2024-03-22+03:00", "2024-03-22", "2024-03-22T20:45+03:00",
                "2024-03-22T20:45:10+03:00~",
                "2024-03-22T20:45:50.25+03:00", "2024-03-22T21:00+03:00?", "2024-03-22T21:01+03:00%",
            ], zone: moscow())
        #expect(
            found == [
                "2023", "2023", "Mar 2024", "Mar 2024", "Fri 22 Mar 2024", "all day", "22 Mar", "20:45", "~20:45:10",
                "+40s  20:45:50.25", "+14m  21:00?", "+1m ~21:01?",
            ])
    }

    @Test func `show the fraction of a second where the words have one`() throws {
        #expect(
            try lines(
                [
                    "2024-03-22T10:00:00Z", "2024-03-22T10:00:00.5Z", "2024-03-22T10:00:00.900Z",
                    "2024-03-22T10:00:01.000001Z~", "2024-03-22T10:00:01.000001000Z?",
                ], zone: .utc) == [
                    "Fri 22 Mar 2024", "10:00:00", "10:00:00.5", "10:00:00.9", "~10:00:01.000001",
                    "10:00:01.000001?",
                ])
    }

    @Test func `tell both ends of an interval alike, and all of a distance that somebody said`() throws {
        var story = Story()
        try story.add(
            #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T20:45:00Z","body":{"summary":"s"}}"#,
            at: "2024-03-25T00:00:00Z")
        for offset in ["PT59S", "PT90S", "PT0.5S", "P1DT30M", "PT2H5M"] {
            try story.add(
                ##"{"incident":"fire","kind":"reported","occurred":{"after":"#1","offset":"\##(offset)"},"body":{"summary":"s"}}"##,
                at: "2024-03-25T00:00:00Z")
        }
        let text = TimelineTextRenderer(width: 120, color: false, zone: .utc, now: try moment("2024-04-01T00:00:00Z"))
            .render(try story.timeline("fire"))
        let rows = text.split(separator: "\n").map { $0.replacing(#/\ \ +/#, with: " | ") }
        for row in [
            "20:45:59 | REPORTED | #2 | s | 59 s after #1", "20:46:30 | REPORTED | #3 | s | 1 min 30 s after #1",
            "20:45:00..20:45:01 | REPORTED | #4 | s | 0.5 s after #1",
            "21:15:00 | REPORTED | #5 | s | 1 day 30 min after #1",
            "22:50:00 | REPORTED | #6 | s | 2 h 05 min after #1",
        ] {
            #expect(rows.contains { $0.hasSuffix(row) }, "\(row)")
        }
    }

    @Test func `name a day with its offset where it is none of the zone`() throws {
        #expect(
            try lines(["2024-03-22+03:00", "2024-03-22"], zone: .fixed(minutes: -300)) == [
                "Thu 21 Mar 2024", "22 Mar UTC+3", "22 Mar UTC",
            ])
    }

    @Test func `show open and closed intervals, and days only where they change`() throws {
        let found = try lines(
            [
                "..2024-03-22T20:45Z", "2024-03-22T20:45Z..", "2024-03-22T20:33Z~..2024-03-22T20:40Z?",
                "2024-03-22T23:50Z..2024-03-23T00:10Z",
                "2024-03-22..2024-03-24", "2024-03-20..2025-06", "2024-12-31T23:00Z..2025-01-01T01:00Z",
            ], zone: .utc)
        #expect(
            found == [
                "Wed 20 Mar 2024", "20 Mar..Jun 2025", "Fri 22 Mar 2024", "22 Mar..24 Mar", "~20:33..20:40?",
                "+12m 20:45..",
                "..20:45", "── 3 h 05 min ──", "23:50..23 Mar 00:10", "Tue 31 Dec 2024", "23:00..1 Jan 2025 01:00",
            ])
    }

    @Test func `tell a gap only within one day, however a date without a time stands in it`() throws {
        #expect(
            try lines(
                ["2024-01-01T10:00Z", "2024-01-05T10:00Z", "2024-01-09", "2024-01-09T10:00Z", "2024-01-09T11:00Z"],
                zone: .utc) == [
                    "Mon 1 Jan 2024", "10:00", "Fri 5 Jan 2024", "10:00", "Tue 9 Jan 2024", "all day", "10:00",
                    "── 1 h ──", "11:00",
                ])
    }

    @Test func `tell a gap before the first line beyond it, also where that is struck`() throws {
        /// The lines where the second of three entries is retracted.
        func lines(_ second: String, _ third: String) throws -> [String] {
            var story = Story()
            for time in ["20:00", second, third] {
                try story.add(
                    #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T\#(time)Z","body":{"summary":"s"}}"#,
                    at: "2024-03-25T00:00:00Z")
            }
            try story.add(
                ##"{"incident":"fire","kind":"updated","occurred":"2024-03-23","body":{"summary":"r","relation":{"type":"retracts","target":"#2","reason":"r"}}}"##,
                at: "2024-03-25T00:00:00Z")
            let text = TimelineTextRenderer(
                width: 200, color: false, zone: .utc, now: try moment("2024-04-01T00:00:00Z")
            ).render(try story.timeline("fire"))
            return text.split(separator: "\n").filter { $0.contains("REPORTED") || $0.contains("──") }.map { line in
                line.prefix { $0 != "R" }.split(separator: " ").joined(separator: " ")
            }
        }
        #expect(try lines("21:00", "21:00") == ["20:00", "── 1 h ──", "x 21:00", "21:00"])
        #expect(try lines("21:00", "21:05") == ["20:00", "── 1 h ──", "x 21:00", "+5m 21:05"])
        #expect(try lines("20:10", "20:40") == ["20:00", "x 20:10", "── 40 min ──", "20:40"])
        #expect(try lines("20:10", "20:20") == ["20:00", "x 20:10", "+20m 20:20"])
    }

    @Test func `tell how far an entry lies behind one that was revised, for that did happen`() throws {
        var story = Story()
        for time in ["20:00", "20:10", "20:20"] {
            try story.add(
                #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T\#(time)Z","body":{"summary":"s"}}"#,
                at: "2024-03-25T00:00:00Z")
        }
        try story.add(
            ##"{"incident":"fire","kind":"updated","occurred":"2024-03-23","body":{"summary":"r","relation":{"type":"revises","target":"#2"}}}"##,
            at: "2024-03-25T00:00:00Z")
        let text = TimelineTextRenderer(width: 200, color: false, zone: .utc, now: try moment("2024-04-01T00:00:00Z"))
            .render(try story.timeline("fire"))
        #expect(text.contains("  x +10m  20:10   REPORTED") && text.contains("    +10m  20:20   REPORTED"), "\(text)")
    }

    @Test func `that hang on others are shown as the interval that follows`() throws {
        let found = try lines(
            [
                "2024-03-22T20:45Z", ##"{"after":"#1","offset":"PT10M"}"##,
                ##"{"after":"#1","offset":"PT20M","bound":"about"}"##,
                ##"{"after":"#1","offset":"PT25M","bound":"atMost"}"##,
                ##"{"after":"#1","offset":"PT2H","bound":"atLeast"}"##,
                ##"{"before":"#1","offset":"PT30S","bound":"atLeast"}"##,
            ], zone: .utc)
        #expect(
            found == [
                "Fri 22 Mar 2024", "20:45", "20:45..21:10", "..20:45:29", "+10m  20:55", "+10m ~21:05",
                "── 1 h 40 min ──",
                "22:45..",
            ])
    }

    private func oslo() throws -> Zone {
        try zone("Europe/Oslo", "CET-1CEST,M3.5.0,M10.5.0/3", hours: 1, abbreviation: "CET")
    }

    @Test(arguments: [
        ("2024-10-27", ["Sun 27 Oct 2024", "all day"]), ("2024-03-31", ["Sun 31 Mar 2024", "all day"]),
        ("~2024-10-27", ["Sun 27 Oct 2024", "~all day"]), ("2024-10-27?", ["Sun 27 Oct 2024", "all day?"]),
        ("2024-10", ["Oct 2024", "Oct 2024"]), ("2024-03", ["Mar 2024", "Mar 2024"]), ("2024", ["2024", "2024"]),
        ("2024-10-26..2024-10-27", ["Sat 26 Oct 2024", "26 Oct..27 Oct"]),
        ("2024-10-27..2024-10-28", ["Sun 27 Oct 2024", "27 Oct..28 Oct"]),
        ("2024-10-27 00:00..2024-10-27 23:59", ["Sun 27 Oct 2024", "all day"]),
        ("2024-10-27 00:00..2024-10-27 23:58", ["Sun 27 Oct 2024", "00:00..23:58"]),
    ])
    func `a day, month or year of the zone reads like one though the clocks change in it`(
        typed: String, expected: [String]
    ) throws {
        let words = try FlagTime(typed, now: try moment("2024-11-01T00:00:00Z"), zone: oslo()).words
        #expect(try lines([words], zone: oslo()) == expected, "\(words)")
    }

    @Test func `a month of another zone is named once, a day with its offsets`() throws {
        #expect(try lines(["2024-10+02:00..2024-10+01:00"], zone: .utc) == ["Oct 2024", "Oct 2024"])
        #expect(
            try lines(["2024-10-27+02:00..2024-10-27+01:00"], zone: .utc) == [
                "Sat 26 Oct 2024", "27 Oct UTC+2..27 Oct UTC+1",
            ])
    }

    @Test func `tell when the clocks change between them`() throws {
        let oslo = try oslo()
        #expect(
            try lines(["2024-03-31T00:30Z", "2024-03-31T01:10Z"], zone: oslo) == [
                "Sun 31 Mar 2024", "01:30", "── 40 min ──", "── from here on CEST (UTC+2) ──", "03:10",
            ])
    }
}
