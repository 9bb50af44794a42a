import Chronology
import EventSourcing
import Testing

/// Friday evening in Moscow; Saturday has not begun anywhere but further east.
private let now = "2024-03-22T17:50:15.25Z"

private let inMoscow: [(text: String, words: String)] = [
    // Moments that count from now
    ("now", "2024-03-22T20:50:15+03:00"), ("NOW", "2024-03-22T20:50:15+03:00"), ("now~", "2024-03-22T20:50:15+03:00~"),
    ("~now", "2024-03-22T20:50:15+03:00~"), ("-10m", "2024-03-22T20:40+03:00"), ("-10M", "2024-03-22T20:40+03:00"),
    ("-2h", "2024-03-22T18:50+03:00"), ("-1d", "2024-03-21T20:50+03:00"), ("-2w", "2024-03-08T20:50+03:00"),
    ("-1h30m", "2024-03-22T19:20+03:00"), ("-90s", "2024-03-22T20:48:45+03:00"), ("-0m", "2024-03-22T20:50+03:00"),
    ("-1h0s", "2024-03-22T19:50:15+03:00"), ("-1w2d3h4m5s?", "2024-03-13T17:46:10+03:00?"),
    ("~-10m", "2024-03-22T20:40+03:00~"), ("-10m~", "2024-03-22T20:40+03:00~"),
    // Times of today
    ("20:45", "2024-03-22T20:45+03:00"), ("~20:45", "2024-03-22T20:45+03:00~"), ("20:45~", "2024-03-22T20:45+03:00~"),
    ("~ 20:45", "2024-03-22T20:45+03:00~"), ("20:45?", "2024-03-22T20:45+03:00?"),
    ("20:45%", "2024-03-22T20:45+03:00%"), ("9:05", "2024-03-22T09:05+03:00"), ("09:05", "2024-03-22T09:05+03:00"),
    ("20:45:10", "2024-03-22T20:45:10+03:00"), ("20:45:10.5", "2024-03-22T20:45:10.5+03:00"),
    ("00:00", "2024-03-22T00:00+03:00"),
    ("23:59", "2024-03-22T23:59+03:00"),
    // The day is that of the clock that the words name
    ("20:45Z", "2024-03-22T20:45Z"), ("20:45+05:00", "2024-03-22T20:45+05:00"),
    ("00:10+07:00", "2024-03-23T00:10+07:00"),
    // Days
    ("today", "2024-03-22+03:00"), ("Today", "2024-03-22+03:00"), ("~today", "2024-03-22+03:00~"),
    ("today 14:00", "2024-03-22T14:00+03:00"), ("today  9:00?", "2024-03-22T09:00+03:00?"),
    ("yesterday", "2024-03-21+03:00"), ("yesterday%", "2024-03-21+03:00%"),
    ("yesterday 14:00", "2024-03-21T14:00+03:00"), ("~Yesterday 23:59:59", "2024-03-21T23:59:59+03:00~"),
    ("yesterday 14:00Z", "2024-03-21T14:00Z"),
    // Dates, with the zone's offset where they have none
    ("2024-03-22 20:45", "2024-03-22T20:45+03:00"), ("2024-03-22T20:45", "2024-03-22T20:45+03:00"),
    ("2024-03-22 9:05:07", "2024-03-22T09:05:07+03:00"), ("~2024-03-22 20:45", "2024-03-22T20:45+03:00~"),
    ("2024-03-22", "2024-03-22+03:00"), ("2024-03", "2024-03+03:00"), ("2024", "2024+03:00"), ("2024~", "2024+03:00~"),
    ("2024-03-22T20:45Z", "2024-03-22T20:45Z"), ("2024-03-22t20:45z", "2024-03-22T20:45Z"),
    ("2024-03-22T20:45-05:30", "2024-03-22T20:45-05:30"), ("2024-03-22 20:45+00:00", "2024-03-22T20:45+00:00"),
    ("2024-03-22T20:45-00:00", "2024-03-22T20:45-00:00"), ("2024-03-22-08:00", "2024-03-22-08:00"), ("2024Z", "2024Z"),
    ("2017-01-01 02:59:60", "2017-01-01T02:59:60+03:00"),
    // Intervals
    ("20:33..20:45", "2024-03-22T20:33+03:00..2024-03-22T20:45+03:00"),
    ("20:33 .. 20:45", "2024-03-22T20:33+03:00..2024-03-22T20:45+03:00"),
    ("~20:33..20:45?", "2024-03-22T20:33+03:00~..2024-03-22T20:45+03:00?"),
    ("..20:45", "..2024-03-22T20:45+03:00"), ("20:33..", "2024-03-22T20:33+03:00.."),
    ("-2h..now", "2024-03-22T18:50+03:00..2024-03-22T20:50:15+03:00"),
    ("yesterday..today", "2024-03-21+03:00..2024-03-22+03:00"),
    ("yesterday 23:00..9:30", "2024-03-21T23:00+03:00..2024-03-22T09:30+03:00"),
    ("2024-03-22T20:45:10.5..20:45:11", "2024-03-22T20:45:10.5+03:00..2024-03-22T20:45:11+03:00"),
    // Relative to another event
    (##"{"after":"#3", "offset":"PT75M"}"##, ##"{"after":"#3","offset":"PT75M"}"##),
    // Spaces around it
    ("  20:45 ", "2024-03-22T20:45+03:00"),
]

private func unreadable(_ text: String) -> String {
    "'\(text)' is not a time that Blotter can read; write a time such as 20:45, 'yesterday 14:00', '2024-03-22 20:45', "
}

private func noTimeAgo(_ text: String) -> (String, String) {
    (text, "'\(text)' is not a time ago; write such as -90s, -10m, -2h, -1d or -1h30m")
}

private let refused: [(text: String, beginning: String)] = [
    ("", "the time is empty; write a time such as 20:45"), ("   ", "the time is empty"),
    ("~", "the sign '~' stands without a time; write such as ~20:45"),
    ("~..20:03", "the sign '~' stands without a time; write such as ~20:45, or leave an open end empty"),
    ("noon", unreadable("noon")), ("now x", unreadable("now x")), ("nowadays", unreadable("nowadays")),
    ("tomorrow", unreadable("tomorrow")), ("today14:00", unreadable("today14:00")), ("20.45", unreadable("20.45")),
    ("2024-03-22  20:45", "the time '2024-03-22  20:45' needs a time of day of two digits each, such as 09:05"),
    ("20:45 Z", unreadable("20:45 Z")), ("8:45pm", unreadable("8:45pm")), ("-10m ago", unreadable("-10m ago")),
    ("~~20:45", "the time '~~20:45' carries more than one sign; write one ~"), ("?20:45", unreadable("?20:45")),
    ("−10m", unreadable("−10m")),
    ("+10m", unreadable("+10m")), ("nów", unreadable("nów")), ("\u{1B}[31m", unreadable("\\u{1B}[31m")),
    noTimeAgo("-"), noTimeAgo("-10"), noTimeAgo("-m"), noTimeAgo("-10x"), noTimeAgo("-1m1h"), noTimeAgo("-1m1m"),
    noTimeAgo("-1.5h"), noTimeAgo("- 10m"), noTimeAgo("--10m"), noTimeAgo("-2024"),
    ("-99999999d", "the time '-99999999d' reaches back beyond the year 0000"),
    ("-99999999999999999999w99999999999999999999d", "the time '-9999999999999999"),
    (
        "23:59..00:10",
        "the interval '23:59..00:10' ends before it begins; write the earlier time first, or 'yesterday 23:59..00:10' where it goes over midnight"
    ),
    (
        "~23:59 .. 00:10?",
        "the interval '~23:59 .. 00:10?' ends before it begins; write the earlier time first, or '~yesterday 23:59..00:10?'"
    ),
    ("today..yesterday", "the interval 'today..yesterday' ends before it begins; write the earlier time first"),
    ("-999999w", "the time '-999999w' reaches back beyond the year 0000; write a shorter one"),
    ("now~~", "the time 'now~~' carries more than one sign; write one of"),
    ("~20:45~", "the time '~20:45~' carries a sign in front and another behind; write one of them"),
    ("~20:45?", "the time '~20:45?' carries a sign in front and another behind"),
    ("9:5", "the time '9:5' needs a time of day of two digits each"), (":45", unreadable(":45")),
    ("24:00", "the time '24:00' names hour 24; write 00:00 of the next day"),
    ("25:00", "the time '25:00' names hour 25; hours go from 00 to 23"),
    ("yesterday x", "the time 'yesterday x' needs a time of day"),
    ("today ~", "the time 'today ~' needs a time of day"),
    ("2024-02-30 10:00", "the time '2024-02-30 10:00' names day 30; 2024-02 has the days 01 to 29"),
    ("20:45:60", "the time '2024-03-22T20:45:60+03:00' names second 60"),
    ("..", "the interval '..' has no end at all"),
    ("20:45..20:33", "the interval '20:45..20:33' ends before it begins"),
    ("20:33..x", unreadable("x")), ("20:33...20:45", unreadable(".20:45")), ("..{}", unreadable("{}")),
    (##"{"after":"#3"}"##, "a relative time needs an 'offset'"),
    ("0000-01-01", "the time '0000-01-01+03:00' reaches beyond the years 0000 to 9999 in UTC"),
]

@Suite struct `A time as a flag` {
    @Test(arguments: inMoscow) func `becomes words that stand on their own`(_ text: String, _ words: String) throws {
        let flag = try FlagTime(text, now: try moment(now), zone: SampleZones.moscow)
        #expect(flag.words == words)
        #expect(try TimeExpression(words: words) == flag.expression)
    }

    @Test(arguments: refused) func `is refused in one clear sentence`(_ text: String, _ beginning: String) throws {
        let now = try moment(now)
        expectRefusal(text, beginning) { text throws(TimeError) in
            try FlagTime(text, now: now, zone: SampleZones.moscow)
        }
    }

    @Test(arguments: [
        ("now", "2024-03-22T17:50:15Z"), ("20:45", "2024-03-22T20:45Z"), ("today", "2024-03-22"),
        ("2024-03", "2024-03"), ("2024-03-22 20:45", "2024-03-22T20:45Z"), ("2024-03-22", "2024-03-22"),
        ("2024~", "2024~"),
    ])
    func `in UTC ends with Z, and leaves dates as they are`(_ text: String, _ words: String) throws {
        let now = try moment(now)
        #expect(try FlagTime(text, now: now, zone: .utc).words == words)
        #expect(try FlagTime(text, now: now, zone: .fixed(minutes: 0)).words == words)
    }

    @Test(arguments: [
        ("now", "2024-03-22T13:50:15-04:00"), ("20:45", "2024-03-22T20:45-04:00"), ("today", "2024-03-22-04:00"),
        ("2024-01", "2024-01-01-05:00..2024-01-31-05:00"), ("2024", "2024-01-01-05:00..2024-12-31-05:00"),
        ("2024-03", "2024-03-01-05:00..2024-03-31-04:00"), ("~2024-07", "2024-07-01-04:00~..2024-07-31-04:00~"),
        ("2024-01..2024-02", "2024-01-01-05:00..2024-02-29-05:00"),
    ])
    func `west of UTC gives years and months by their days`(_ text: String, _ words: String) throws {
        #expect(try FlagTime(text, now: try moment(now), zone: SampleZones.newYork).words == words)
    }

    @Test func `over midnight can be written as the refusal proposes`() throws {
        let now = try moment("2024-03-22T00:20Z")
        #expect(
            try FlagTime("~yesterday 23:59..00:10", now: now, zone: .utc).words
                == "2024-03-21T23:59Z~..2024-03-22T00:10Z")
        #expect(try FlagTime("-1000000m", now: now, zone: .utc).words == "2022-04-27T13:40Z")
    }

    @Test func `alone is today's, even where that still lies ahead`() throws {
        let afterMidnight = try moment("2024-03-22T21:10Z")
        #expect(try FlagTime("23:50", now: afterMidnight, zone: SampleZones.moscow).words == "2024-03-23T23:50+03:00")
        #expect(
            try FlagTime("yesterday 23:50", now: afterMidnight, zone: SampleZones.moscow).words
                == "2024-03-22T23:50+03:00")
    }

    @Test func `takes the day from the zone's clock, not from that of UTC`() throws {
        let late = try moment("2024-12-31T23:30Z")
        #expect(try FlagTime("today", now: late, zone: SampleZones.moscow).words == "2025-01-01+03:00")
        #expect(
            try FlagTime("yesterday 10:00", now: late, zone: SampleZones.kathmandu).words == "2024-12-31T10:00+05:45")
        #expect(try FlagTime("today", now: late, zone: SampleZones.newYork).words == "2024-12-31-05:00")
    }

    @Test func `never leaves the range of years`() throws {
        let west = Zone.fixed(minutes: -300)
        for text in ["now", "today", "yesterday", "10:00", "-0m", "-1s"] {
            #expect(throws: TimeError.self) { try FlagTime(text, now: .minimum, zone: west) }
        }
        for text in ["now", "today", "23:00"] {
            #expect(throws: TimeError.self) { try FlagTime(text, now: .maximum, zone: .fixed(minutes: 300)) }
        }
        #expect(try FlagTime("now", now: Timestamp(microseconds: .max), zone: .utc).words == "9999-12-31T23:59:59Z")
    }
}
