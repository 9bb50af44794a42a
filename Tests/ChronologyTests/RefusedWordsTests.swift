import Chronology
import EventSourcing
import Testing

/// What the sentence about a shape that is none begins with.
private func unreadable(_ words: String) -> String {
    "'\(words)' is not a time that Blotter can read; write a year, month, date or time such as 2024, 2024-03, "
}

private func time(_ words: String, _ reason: String) -> (String, String) { (words, "the time '\(words)' \(reason)") }

private let shapes: [String] = [
    " ", "x", "24", "202", "20240", "20240322", "+2024", "-2024", "2024-082", "2024-03-22 20:45Z", " 2024-03-22",
    "2024-03-22Z ", "2024-03-22T20:45:10,5Z", "2024-03-22T20:45.5Z", "2024-03-22T20:45ZZ", "2024-03-22T20:45Z+03:00",
    "2024-03-22T20:45 Z", "2024-03-22T20:45+03:00[Europe/Moscow]", "~2024-03-22", "2024-03-22~Z", "2024/2025",
    "24.03.2024",
    "today", "now", "20:45", "-10m", "undated", "null", "２０２４", ".", "~", "2024–03–22", "1711140300",
]

private let reasons: [(words: String, beginning: String)] = [
    ("", "the time is empty; write a year, month, date or time such as 2024"),
    // Numbers that are not there
    time("2024-", "needs two digits for the month, such as 03"), time("2024-3", "needs two digits for the month"),
    time("2024-3-22", "needs two digits for the month"), time("2024-W12", "needs two digits for the month"),
    time("2024-03-", "needs two digits for the day, such as 03"), time("2024-03-2", "needs two digits for the day"),
    time("2024-03-22T", "needs a time of day of two digits each, such as 09:05"),
    time("2024-03-22T2", "needs a time of day"), time("2024-03-22T20", "needs a time of day"),
    time("2024-03-22T20:4Z", "needs a time of day"), time("2024-03-22T9:05Z", "needs a time of day"),
    time("2024-03-22T2045Z", "needs a time of day"),
    time("2024-03-22T20:45:6Z", "needs two digits for the second, such as 07"),
    time("2024-03-22T20:45:10.Z", "has 0 digits of a second's fraction; 1 to 9 are allowed"),
    time("2024-03-22T20:45:10.1234567890Z", "has 10 digits of a second's fraction; 1 to 9 are allowed"),
    // Numbers that the calendar and the clock do not have
    time("2024-00", "names month 00; months go from 01 to 12"),
    time("2024-13", "names month 13; months go from 01 to 12"),
    time("2024-03-00", "names day 00; 2024-03 has the days 01 to 31"), time("2024-03-32", "names day 32; 2024-03 has"),
    time("2024-04-31", "names day 31; 2024-04 has the days 01 to 30"), time("2023-02-29", "names day 29; 2023-02 has"),
    time("1900-02-29", "names day 29; 1900-02 has the days 01 to 28"), time("2024-02-30", "names day 30; 2024-02 has"),
    time("2024-03-22T24:00Z", "names hour 24; write 00:00 of the next day"),
    time("2024-03-22T25:00Z", "names hour 25; hours go from 00 to 23"),
    time("2024-03-22T20:60Z", "names minute 60; minutes go from 00 to 59"),
    time("2024-03-22T20:45:61Z", "names second 61; seconds go from 00 to 59"),
    time("2024-03-22T20:45:60Z", "names second 60, which only a leap second has: 23:59:60 in UTC on the last day"),
    time("2016-12-31T23:59:60+03:00", "names second 60, which only a leap second has"),
    time("2016-12-30T23:59:60Z", "names second 60, which only a leap second has"),
    // Offsets
    time("2024-03-22T20:45", "needs its offset from UTC; add Z, or an offset such as +03:00"),
    time("2024-03-22T20:45:10", "needs its offset from UTC"), time("2024-03-22T20:45~", "needs its offset from UTC"),
    time("2024-03-22T20:45+3", "needs its offset from UTC as hours and minutes, such as +03:00"),
    time("2024-03-22T20:45+03", "needs its offset from UTC as hours and minutes"),
    time("2024-03-22T20:45+0300", "needs its offset from UTC as hours and minutes"),
    time("2024-03-22T20:45+03:0", "needs its offset from UTC as hours and minutes"),
    time("2024+3", "needs its offset from UTC as hours and minutes"),
    time("2024-03-22T20:45+24:00", "has an offset of 24:00; offsets go up to 23:59"),
    time("2024-03-22T20:45+03:60", "has an offset of 03:60; offsets go up to 23:59"),
    time("2024-03:00", "is unclear: a year takes no offset west of UTC, which reads like a month; give the days"),
    time("2024-03-05:00", "is unclear: a month takes no offset west of UTC, which reads like a day; give the days"),
    time("2024-03-22:45", "is unclear: a month takes no offset west of UTC"),
    // The ends of time
    time("0000+00:01", "reaches beyond the years 0000 to 9999 in UTC"),
    time("9999-12-31-00:01", "reaches beyond the years 0000 to 9999 in UTC"),
    time("9999-12-31T23:59-00:01", "reaches beyond the years 0000 to 9999 in UTC"),
    time("0000-01-01T00:00+00:01", "reaches beyond the years 0000 to 9999 in UTC"),
    // Signs
    time("2024-03-22~~", "carries more than one sign; write one of ~ (about), ? (unsure) or % (both)"),
    time("2024-03-22~?", "carries more than one sign"), time("2024-03-22?~", "carries more than one sign"),
    time("2024-03-22%~", "carries more than one sign"),
    // What a terminal would obey is shown, not sent
    ("2024\u{0}", unreadable("2024\\u{0}")), ("2024-03-22\n", unreadable("2024-03-22\\u{A}")),
    ("\u{202E}2024", unreadable("\\u{202E}2024")), ("2024\u{1B}[31m", unreadable("2024\\u{1B}[31m")),
]

private let intervals: [(words: String, beginning: String)] = [
    ("..", "the interval '..' has no end at all; write A..B, ..B or A.., or leave the time out"),
    ("2025..2024", "the interval '2025..2024' ends before it begins; write the earlier time first"),
    (
        "2024-03-22T20:45Z..2024-03-22T20:44Z",
        "the interval '2024-03-22T20:45Z..2024-03-22T20:44Z' ends before it begins"
    ),
    ("2024-03-22T20:45..2024-03-23", "the time '2024-03-22T20:45' needs its offset from UTC"),
    ("2024-03-22T20:45:10...5Z", "the time '2024-03-22T20:45:10' needs its offset from UTC"),
    ("2024...2025", unreadable(".2025")), ("2024..2025..2026", unreadable("2025..2026")),
    ("2024 .. 2025", unreadable("2024 ")), ("[2024..2025]", unreadable("[2024")), ("..?", unreadable("?")),
    ("~..2024", unreadable("~")), ("2024..~2025", unreadable("~2025")), ("2024..{}", unreadable("{}")),
]

@Suite struct `Words that are no time` {
    @Test(arguments: shapes) func `are refused with examples of what is one`(_ words: String) {
        expectRefusal(words, unreadable(words)) { words throws(TimeError) in try TimePoint(words: words) }
        expectRefusal(words, unreadable(words)) { words throws(TimeError) in try TimeExpression(words: words) }
    }

    @Test(arguments: reasons) func `are refused with their own reason`(_ words: String, _ beginning: String) {
        expectRefusal(words, beginning) { words throws(TimeError) in try TimePoint(words: words) }
        expectRefusal(words, beginning) { words throws(TimeError) in try TimeExpression(words: words) }
    }

    @Test(arguments: intervals) func `are refused as intervals`(_ words: String, _ beginning: String) {
        expectRefusal(words, beginning) { words throws(TimeError) in try TimeExpression(words: words) }
    }

    @Test func `are quoted cut short`() {
        let words = String(repeating: "9", count: 10_000)
        expectRefusal(words, "'\(String(repeating: "9", count: 60))…' is not") { words throws(TimeError) in
            try TimePoint(words: words)
        }
    }

    @Test func `are refused unread beyond their limit`() {
        let fill = String(repeating: "2", count: Occurrence.maximumWordsLength - 6)
        let words = "2024.." + fill
        expectRefusal(words, "'22222") { words throws(TimeError) in try TimeExpression(words: words) }
        expectRefusal(words + "2", "the time '2024..2222") { words throws(TimeError) in try TimeExpression(words: words)
        }
        let error = #expect(throws: TimeError.self) { try TimeExpression(words: words + "2") }
        #expect(error?.problem.hasSuffix("is 513 bytes long; at most 512 are allowed") == true)
    }
}

/// Expects an error whose sentence begins so, and holds no control character.
func expectRefusal(
    _ text: String, _ beginning: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ read: (String) throws(TimeError) -> some Any
) {
    do throws(TimeError) {
        let value = try read(text)
        Issue.record("\(text) was read as \(value)", sourceLocation: sourceLocation)
    } catch {
        let said = error.problem
        #expect(said.hasPrefix(beginning), "\(text): \(said)", sourceLocation: sourceLocation)
        #expect(isPrintable(said), sourceLocation: sourceLocation)
    }
}

/// Whether a terminal would obey nothing in a text.
func isPrintable(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { ![.control, .format, .lineSeparator].contains($0.properties.generalCategory) }
}
