import Chronology
import EventSourcing
import Testing

/// Words and the interval they name, in UTC.
private struct Case: CustomTestStringConvertible {
    let words: String
    let earliest: String
    let latest: String
    let precision: Occurrence.Precision
    let offset: Int?
    var testDescription: String { words }

    init(_ words: String, _ earliest: String, _ latest: String, _ precision: Occurrence.Precision, _ offset: Int? = nil) {
        self.words = words
        self.earliest = earliest
        self.latest = latest
        self.precision = precision
        self.offset = offset
    }
}

private let good: [Case] = [
    // Years, months, dates
    Case("2024", "2024-01-01T00:00:00Z", "2024-12-31T23:59:59.999999Z", .year),
    Case("0000", "0000-01-01T00:00:00Z", "0000-12-31T23:59:59.999999Z", .year),
    Case("9999", "9999-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", .year),
    Case("2024Z", "2024-01-01T00:00:00Z", "2024-12-31T23:59:59.999999Z", .year, 0),
    Case("2024z", "2024-01-01T00:00:00Z", "2024-12-31T23:59:59.999999Z", .year, 0),
    Case("2024+03:00", "2023-12-31T21:00:00Z", "2024-12-31T20:59:59.999999Z", .year, 180),
    Case("2024-03", "2024-03-01T00:00:00Z", "2024-03-31T23:59:59.999999Z", .month),
    Case("2024-02", "2024-02-01T00:00:00Z", "2024-02-29T23:59:59.999999Z", .month),
    Case("2023-02", "2023-02-01T00:00:00Z", "2023-02-28T23:59:59.999999Z", .month),
    Case("2024-12", "2024-12-01T00:00:00Z", "2024-12-31T23:59:59.999999Z", .month),
    Case("2024-03Z", "2024-03-01T00:00:00Z", "2024-03-31T23:59:59.999999Z", .month, 0),
    Case("2024-03+05:30", "2024-02-29T18:30:00Z", "2024-03-31T18:29:59.999999Z", .month, 330),
    Case("2024-03-22", "2024-03-22T00:00:00Z", "2024-03-22T23:59:59.999999Z", .day),
    Case("2024-02-29", "2024-02-29T00:00:00Z", "2024-02-29T23:59:59.999999Z", .day),
    Case("2000-02-29", "2000-02-29T00:00:00Z", "2000-02-29T23:59:59.999999Z", .day),
    Case("0000-02-29", "0000-02-29T00:00:00Z", "0000-02-29T23:59:59.999999Z", .day),
    Case("2024-03-22Z", "2024-03-22T00:00:00Z", "2024-03-22T23:59:59.999999Z", .day, 0),
    Case("2024-03-22+03:00", "2024-03-21T21:00:00Z", "2024-03-22T20:59:59.999999Z", .day, 180),
    Case("2024-03-22-08:00", "2024-03-22T08:00:00Z", "2024-03-23T07:59:59.999999Z", .day, -480),
    Case("2024-03-22-00:00", "2024-03-22T00:00:00Z", "2024-03-22T23:59:59.999999Z", .day),
    Case("2024-03-22+23:59", "2024-03-21T00:01:00Z", "2024-03-22T00:00:59.999999Z", .day, 1439),
    Case("2024-03-22-23:59", "2024-03-22T23:59:00Z", "2024-03-23T23:58:59.999999Z", .day, -1439),
    // Times
    Case("2024-03-22T20:45Z", "2024-03-22T20:45:00Z", "2024-03-22T20:45:59.999999Z", .minute, 0),
    Case("2024-03-22T20:45z", "2024-03-22T20:45:00Z", "2024-03-22T20:45:59.999999Z", .minute, 0),
    Case("2024-03-22t20:45z", "2024-03-22T20:45:00Z", "2024-03-22T20:45:59.999999Z", .minute, 0),
    Case("2024-03-22T20:45+03:00", "2024-03-22T17:45:00Z", "2024-03-22T17:45:59.999999Z", .minute, 180),
    Case("2024-03-22T20:45-03:30", "2024-03-23T00:15:00Z", "2024-03-23T00:15:59.999999Z", .minute, -210),
    Case("2024-03-22T20:45+00:00", "2024-03-22T20:45:00Z", "2024-03-22T20:45:59.999999Z", .minute, 0),
    Case("2024-03-22T20:45-00:00", "2024-03-22T20:45:00Z", "2024-03-22T20:45:59.999999Z", .minute),
    Case("2024-03-22T00:00Z", "2024-03-22T00:00:00Z", "2024-03-22T00:00:59.999999Z", .minute, 0),
    Case("2024-03-22T23:59Z", "2024-03-22T23:59:00Z", "2024-03-22T23:59:59.999999Z", .minute, 0),
    Case("2024-03-22T20:45:10Z", "2024-03-22T20:45:10Z", "2024-03-22T20:45:10.999999Z", .second, 0),
    Case("2024-03-22T20:45:59+03:00", "2024-03-22T17:45:59Z", "2024-03-22T17:45:59.999999Z", .second, 180),
    Case("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z", "1969-12-31T23:59:59.999999Z", .second, 0),
    Case("2024-03-22T20:45:10.5Z", "2024-03-22T20:45:10.500000Z", "2024-03-22T20:45:10.599999Z", .fraction, 0),
    Case("2024-03-22T20:45:10.05Z", "2024-03-22T20:45:10.050000Z", "2024-03-22T20:45:10.059999Z", .fraction, 0),
    Case("2024-03-22T20:45:10.000Z", "2024-03-22T20:45:10Z", "2024-03-22T20:45:10.000999Z", .fraction, 0),
    Case("2024-03-22T20:45:10.12345Z", "2024-03-22T20:45:10.123450Z", "2024-03-22T20:45:10.123459Z", .fraction, 0),
    Case("2024-03-22T20:45:10.123456Z", "2024-03-22T20:45:10.123456Z", "2024-03-22T20:45:10.123456Z", .fraction, 0),
    Case("2024-03-22T20:45:10.1234569Z", "2024-03-22T20:45:10.123456Z", "2024-03-22T20:45:10.123456Z", .fraction, 0),
    Case("2024-03-22T20:45:10.999999999Z", "2024-03-22T20:45:10.999999Z", "2024-03-22T20:45:10.999999Z", .fraction, 0),
    // Leap seconds
    Case("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z", "2016-12-31T23:59:59.999999Z", .second, 0),
    Case("2017-01-01T02:59:60+03:00", "2016-12-31T23:59:59Z", "2016-12-31T23:59:59.999999Z", .second, 180),
    Case("2016-12-31T15:59:60.7-08:00", "2016-12-31T23:59:59.700000Z", "2016-12-31T23:59:59.799999Z", .fraction, -480),
    // The ends of the range
    Case("0000-01-01T00:00:00.000000Z", "0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z", .fraction, 0),
    Case("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z", .fraction, 0),
    Case("9999-12-31+00:01", "9999-12-30T23:59:00Z", "9999-12-31T23:58:59.999999Z", .day, 1),
]

private let bad: [(words: String, hint: String)] = [
    ("", "empty"), (" ", "cannot"), ("x", "cannot"), ("24", "2024"), ("202", "2024"), ("20240", "2024"), ("20240322", "2024"),
    ("+2024", "2024"), ("-2024", "2024"), ("2024-", "month"), ("2024-3", "two digits"), ("2024-3-22", "two digits"),
    ("2024-00", "months go from"), ("2024-13", "months go from"), ("2024-03-", "day"), ("2024-03-2", "two digits"),
    ("2024-03-00", "days 01 to 31"), ("2024-03-32", "days 01 to 31"), ("2024-04-31", "days 01 to 30"),
    ("2023-02-29", "2023-02 has the days 01 to 28"), ("1900-02-29", "01 to 28"), ("2024-02-30", "01 to 29"),
    ("2024-03-22T", "two digits"), ("2024-03-22T2", "two digits"), ("2024-03-22T20", "two digits"),
    ("2024-03-22T20:4Z", "two digits"), ("2024-03-22T9:05Z", "two digits"), ("2024-03-22 20:45Z", "T20:45"),
    ("2024-03-22T20:45", "offset"), ("2024-03-22T20:45:10", "offset"), ("2024-03-22T20:45~", "offset"),
    ("2024-03-22T24:00Z", "00:00 of the next day"), ("2024-03-22T25:00Z", "hours go from"),
    ("2024-03-22T20:60Z", "minutes go from"), ("2024-03-22T20:45:61Z", "seconds go from"),
    ("2024-03-22T20:45:6Z", "two digits for the second"), ("2024-03-22T20:45:60Z", "leap second"),
    ("2016-12-31T23:59:60+03:00", "leap second"), ("2016-12-30T23:59:60Z", "leap second"),
    ("2024-03-22T20:45:10.Z", "0 digits"), ("2024-03-22T20:45:10.1234567890Z", "10 digits"),
    ("2024-03-22T20:45:10,5Z", "cannot"), ("2024-03-22T20:45.5Z", "offset"), ("2024-03-22T2045Z", "two digits"),
    ("2024-03-22T20:45+3", "hours and minutes"), ("2024-03-22T20:45+03", "hours and minutes"),
    ("2024-03-22T20:45+0300", "hours and minutes"), ("2024-03-22T20:45+24:00", "23:59"),
    ("2024-03-22T20:45+03:60", "23:59"), ("2024-03-22T20:45+03:0", "hours and minutes"),
    ("2024-03-22T20:45ZZ", "cannot"), ("2024-03-22T20:45Z+03:00", "cannot"), ("2024-03-22T20:45 Z", "offset"),
    ("2024-03-22Z ", "cannot"), (" 2024-03-22", "cannot"), ("2024-03-22~~", "more than one sign"),
    ("2024-03-22~?", "more than one sign"), ("2024-03-22?~", "more than one sign"), ("~2024-03-22", "cannot"),
    ("2024-03-22%~", "more than one sign"), ("2024-03-22~Z", "cannot"), ("2024-03:00", "reads like a month"),
    ("2024-03-05:00", "reads like a day"), ("2024-03-22:45", "reads like a day"), ("2024+3", "hours and minutes"),
    ("0000+00:01", "0000 to 9999"), ("9999-12-31-00:01", "0000 to 9999"), ("9999-12-31T23:59-00:01", "0000 to 9999"),
    ("0000-01-01T00:00+00:01", "0000 to 9999"), ("today", "cannot"), ("now", "cannot"), ("20:45", "cannot"),
    ("2024-03-22T20:45+03:00[Europe/Moscow]", "cannot"), ("2024-W12", "two digits"), ("2024-082", "cannot"),
    ("２０２４", "cannot"), ("2024\u{0}", "\\u{0}"), ("2024-03-22\n", "\\u{A}"), ("\u{202E}2024", "\\u{202E}"),
]

@Suite struct `A point in time` {
    @Test(arguments: good) fileprivate func `names the whole interval of its words`(_ sample: Case) throws {
        let point = try TimePoint(words: sample.words)
        #expect(point.earliest.description == sample.earliest)
        #expect(point.latest.description == sample.latest)
        #expect(point.precision == sample.precision)
        #expect(point.offsetMinutes == sample.offset)
        #expect(point.words == sample.words)
        #expect(!point.isApproximate && !point.isUncertain)
    }

    @Test(arguments: good) fileprivate func `takes the signs of EDTF without moving`(_ sample: Case) throws {
        let plain = try TimePoint(words: sample.words)
        for (sign, approximate, uncertain) in [("~", true, false), ("?", false, true), ("%", true, true)] {
            let point = try TimePoint(words: sample.words + sign)
            #expect(point.isApproximate == approximate && point.isUncertain == uncertain)
            #expect(point.earliest == plain.earliest && point.latest == plain.latest)
        }
    }

    @Test(arguments: bad) func `refuses other words with a reason`(_ words: String, _ hint: String) {
        let error = #expect(throws: TimeError.self) { try TimePoint(words: words) }
        #expect(error?.problem.contains(hint) == true, "said: \(error?.problem ?? "nothing")")
    }

    @Test func `quotes long words cut short`() {
        let error = #expect(throws: TimeError.self) { try TimePoint(words: String(repeating: "9", count: 10_000)) }
        #expect((error?.problem.count ?? 0) < 300)
        #expect(error?.problem.contains("…") == true)
    }
}
