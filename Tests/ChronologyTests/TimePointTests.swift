import Chronology
import EventSourcing
import Foundation
import Testing

/// Words and the interval they name, in UTC.
private struct Case: CustomTestStringConvertible {
    let words: String
    let earliest: String
    let latest: String
    let precision: Occurrence.Precision
    let offset: Int?
    var testDescription: String { words }

    init(_ words: String, _ earliest: String, _ latest: String, _ precision: Occurrence.Precision, _ offset: Int? = nil)
    {
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

    /// Foundation's Gregorian calendar begins in October 1582; the years before it are those of the next test.
    @Test func `round-trips at random, with the interval that another calendar gives`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let sample = RandomPoint(years: 1583...9998, using: &random)
            let point = try TimePoint(words: sample.words)
            let expected = sample.interval(in: calendar)
            #expect(point.words == sample.words, "seed \(seed)")
            #expect(point.earliest.microseconds == expected?.first, "\(sample.words), seed \(seed)")
            #expect(point.latest.microseconds == expected?.last, "\(sample.words), seed \(seed)")
            #expect(try TimePoint(words: point.words) == point, "seed \(seed)")
        }
    }

    @Test func `begins where the calendar of its own words says, in every year`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let sample = RandomPoint(years: 1...9998, using: &random)
            let point = try TimePoint(words: sample.words)
            let first = CivilTime(point.earliest, offsetSeconds: sample.offsetMinutes * 60)
            #expect(first == sample.firstTime, "\(sample.words), seed \(seed)")
            #expect(point.earliest <= point.latest, "\(sample.words), seed \(seed)")
        }
    }
}
