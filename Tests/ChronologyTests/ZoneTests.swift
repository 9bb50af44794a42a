import Chronology
import EventSourcing
import Testing

@Suite struct `A zone` {
    @Test(
        arguments: [
            ("UTC", 0, "UTC"), ("utc", 0, "UTC"), ("Z", 0, "UTC"), ("z", 0, "UTC"), ("+00:00", 0, "UTC"),
            ("-00:00", 0, "UTC"), ("+03:00", 180, "UTC+3"), ("-05:30", -330, "UTC-5:30"),
            ("+23:59", 1439, "UTC+23:59"),
            ("-23:59", -1439, "UTC-23:59"),
            ("UTC+3", 180, "UTC+3"), ("UTC+03", 180, "UTC+3"), ("utc-5:30", -330, "UTC-5:30"),
            ("UTC+12:45", 765, "UTC+12:45"),
            ("+00:30", 30, "UTC+0:30"),
        ] as [(String, Int, String)])
    func `is an offset from UTC, and named as one`(_ text: String, _ minutes: Int, _ name: String) throws {
        let zone = try Zone(parsing: text)
        #expect(zone == (minutes == 0 ? .utc : .fixed(minutes: minutes)))
        #expect(zone.name == name)
        #expect(zone.offset(at: try moment("2024-03-22Z")) == ZoneOffset(seconds: minutes * 60))
        #expect(try Zone(parsing: zone.name) == zone)
    }

    @Test(arguments: [
        "", " ", "+3", "+03", "+0300", "3", "03:00", "+03:00 ", " +03:00", "+24:00", "+03:60", "UTC+24", "UTC+3:5",
        "UTC3",
        "GMT", "MSK", "Europe/Moscow", "UTC+", "Z+03:00", "++3:00", "+-3:00", "±03:00", "+０３:００", "UTC\u{301}", "\u{0}",
    ])
    func `is nothing else without a file`(_ text: String) {
        expectRefusal(text, "'") { text throws(TimeError) in try Zone(parsing: text) }
        let error = #expect(throws: TimeError.self) { try Zone(parsing: text) }
        #expect(error?.problem.contains("is not an offset from UTC; write UTC, Z, or an offset such as +03:00") == true)
    }

    @Test(arguments: [
        "UTC", "Europe/Moscow", "America/Port-au-Prince", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "GMT0",
        "EST5EDT",
        "Antarctica/DumontDUrville", "a",
    ])
    func `has a plausible name`(_ name: String) { #expect(Zone.isPlausibleName(name)) }

    @Test(arguments: [
        "", "/", "/etc/passwd", "..", "../../etc/passwd", "Europe/", "/Europe", "Europe//Moscow", "Europe/../Moscow",
        "Europe/.", "Europe/Mos.cow", "Europe/Москва", "Europe/Moscow\u{0}", "Europe/Mos cow", "Europe/Moscow\n", "-a",
        "+3",
        "Europe\\Moscow", "~", "3", String(repeating: "a", count: 101),
    ])
    func `does not have an implausible name`(_ name: String) { #expect(!Zone.isPlausibleName(name)) }

    @Test func `that is fixed stays within a day`() {
        #expect(Zone.fixed(minutes: 5_000).offset(at: .minimum).minutes == 1439)
        #expect(Zone.fixed(minutes: .min).offset(at: .minimum).minutes == -1439)
        #expect(Zone.fixed(minutes: -5_000).name == "UTC-23:59")
    }

    @Test(
        arguments: [
            (0, "UTC", "+00:00", 0), (10_800, "UTC+3", "+03:00", 180), (-19_800, "UTC-5:30", "-05:30", -330),
            (9_017, "UTC+2:30:17", "+02:30:17", nil), (-17_762, "UTC-4:56:02", "-04:56:02", nil),
            (45, "UTC+0:00:45", "+00:00:45", nil),
        ] as [(Int, String, String, Int?)])
    func `has offsets that people can read`(_ seconds: Int, _ utcText: String, _ text: String, _ minutes: Int?) {
        let offset = ZoneOffset(seconds: seconds)
        #expect(offset.utcText == utcText && offset.text == text && offset.minutes == minutes)
        #expect(offset.abbreviation == utcText)
        #expect(ZoneOffset(seconds: seconds, abbreviation: "MSK").abbreviation == "MSK")
        #expect(ZoneOffset(seconds: seconds, abbreviation: "-03").abbreviation == utcText)
    }
}

@Suite struct `A time on the wall` {
    @Test func `is shown as people write it`() throws {
        let time = SampleZones.moscow.civilTime(at: try moment("2024-03-22T17:05:09.25Z"))
        #expect(time.dayHeading == "Fri 22 Mar 2024")
        #expect(time.dayText == "22 Mar 2024")
        #expect(time.minuteText == "20:05")
        #expect(time.secondText == "20:05:09")
        #expect(time.dayAndMinuteText == "22 Mar 2024 20:05")
        #expect(time.weekday == 5 && time.microsecond == 250_000)
        #expect(Zone.utc.civilTime(at: .minimum).dayHeading == "Sat 1 Jan 0000")
        #expect(Zone.utc.civilTime(at: .maximum).dayHeading == "Fri 31 Dec 9999")
    }

    @Test func `and the moment lead back to each other in every fixed zone`() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for _ in 0..<2_000 {
            let microseconds = Int64.random(
                in: Timestamp.minimum.microseconds...Timestamp.maximum.microseconds, using: &random)
            let offset = Int.random(in: -93_599...93_599, using: &random)
            let time = CivilTime(Timestamp(microseconds: microseconds), offsetSeconds: offset)
            #expect(time.moment(offsetSeconds: offset).microseconds == microseconds, "seed \(seed)")
        }
    }

    @Test func `of a moment beyond the range is that of the range's end`() {
        let late = CivilTime(Timestamp(microseconds: .max), offsetSeconds: 0)
        #expect(late == CivilTime(.maximum, offsetSeconds: 0))
        #expect(SampleZones.oslo.civilTime(at: Timestamp(microseconds: .min)).date.year == 0)
    }
}
