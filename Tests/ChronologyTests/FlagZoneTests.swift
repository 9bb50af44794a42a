import Chronology
import EventSourcing
import Testing

private func flag(_ text: String, _ zone: Zone) throws(TimeError) -> FlagTime {
    // 2024-03-22T12:00:00Z
    try FlagTime(text, now: Timestamp(microseconds: 1_711_108_800_000_000), zone: zone)
}

@Suite struct `A flag where the clocks change` {
    @Test(arguments: [
        (
            SampleZones.oslo, "2024-03-31 02:30",
            "the time '2024-03-31 02:30' does not exist in Europe/Oslo: clocks went from 02:00 (+01:00) to 03:00 "
                + "(+02:00) then; write the time that is meant, with its offset"
        ),
        (
            SampleZones.newYork, "2024-03-10 02:00",
            "the time '2024-03-10 02:00' does not exist in America/New_York: clocks went from 02:00 (-05:00) to 03:00"
        ),
        (
            SampleZones.lordHowe, "2024-10-06 02:29:59~",
            "the time '2024-10-06 02:29:59~' does not exist in Australia/Lord_Howe: clocks went from 02:00 (+10:30) to "
                + "02:30 (+11:00) then"
        ),
        (
            SampleZones.saoPaulo, "~2018-11-04 00:00",
            "the time '~2018-11-04 00:00' does not exist in America/Sao_Paulo: clocks went from 00:00 (-03:00) to 01:00"
        ),
        (
            SampleZones.apia, "2011-12-30 12:00",
            "the time '2011-12-30 12:00' does not exist in Pacific/Apia: clocks went from 00:00 (-10:00) to 00:00 (+14"
        ),
    ])
    func `refuses a time that the clock skips`(_ zone: Zone, _ text: String, _ beginning: String) {
        expectRefusal(text, beginning) { text throws(TimeError) in try flag(text, zone) }
        expectRefusal(".." + text, beginning) { text throws(TimeError) in try flag(text, zone) }
    }

    @Test(arguments: [
        (
            SampleZones.oslo, "2024-10-27 02:30",
            "the time '2024-10-27 02:30' came twice in Europe/Oslo; write 2024-10-27T02:30+02:00 or "
                + "2024-10-27T02:30+01:00"
        ),
        (
            SampleZones.newYork, "~2024-11-03 1:59:59",
            "the time '~2024-11-03 1:59:59' came twice in America/New_York; write 2024-11-03T01:59:59-04:00~ or "
                + "2024-11-03T01:59:59-05:00~"
        ),
        (
            SampleZones.lordHowe, "2024-04-07 01:45",
            "the time '2024-04-07 01:45' came twice in Australia/Lord_Howe; write 2024-04-07T01:45+11:00 or "
                + "2024-04-07T01:45+10:30"
        ),
        (
            SampleZones.dublin, "2024-10-27 01:30",
            "the time '2024-10-27 01:30' came twice in Europe/Dublin; write 2024-10-27T01:30+01:00 or "
                + "2024-10-27T01:30+00:00"
        ),
    ])
    func `refuses a time that the clock shows twice, and names both`(_ zone: Zone, _ text: String, _ sentence: String)
        throws
    {
        expectRefusal(text, sentence) { text throws(TimeError) in try flag(text, zone) }
        let error = #expect(throws: TimeError.self) { try flag(text, zone) }
        #expect(error?.problem == sentence)
        // What the sentence offers works.
        for choice in sentence.split(separator: "; write ").last?.split(separator: " or ") ?? [] {
            #expect(try flag(String(choice), zone).words == String(choice))
        }
    }

    @Test(arguments: [
        (SampleZones.oslo, "2024-03-31 01:59", "2024-03-31T01:59+01:00"),
        (SampleZones.oslo, "2024-03-31 03:00", "2024-03-31T03:00+02:00"),
        (SampleZones.oslo, "2024-10-27 01:59", "2024-10-27T01:59+02:00"),
        (SampleZones.oslo, "2024-10-27 03:00", "2024-10-27T03:00+01:00"),
        (SampleZones.oslo, "2024-03-31 02:30+01:00", "2024-03-31T02:30+01:00"),
        (SampleZones.oslo, "2024-10-27T02:30Z", "2024-10-27T02:30Z"),
        (SampleZones.oslo, "-2h", "2024-03-22T11:00+01:00"),
    ])
    func `takes every other time`(_ zone: Zone, _ text: String, _ words: String) throws {
        #expect(try flag(text, zone).words == words)
    }

    @Test(arguments: [
        // 23, 25, 23.5 and 24.5 hours
        (SampleZones.oslo, "2024-03-31", "2024-03-31+01:00..2024-03-31+02:00"),
        (SampleZones.oslo, "~2024-10-27", "2024-10-27+02:00~..2024-10-27+01:00~"),
        (SampleZones.lordHowe, "2024-10-06", "2024-10-06+10:30..2024-10-06+11:00"),
        (SampleZones.lordHowe, "2024-04-07", "2024-04-07+11:00..2024-04-07+10:30"),
        // Midnight is skipped, or comes twice: the date begins where the day does
        (SampleZones.saoPaulo, "2018-11-04", "2018-11-04-03:00..2018-11-04-02:00"),
        (SampleZones.saoPaulo, "2018-11-03", "2018-11-03-03:00"),
        (SampleZones.saoPaulo, "2018-02-17", "2018-02-17-02:00..2018-02-17-03:00"),
        (SampleZones.havana, "2024-03-10", "2024-03-10-05:00..2024-03-10-04:00"),
        (SampleZones.havana, "2024-11-03", "2024-11-03-04:00..2024-11-03-05:00"),
        (SampleZones.havana, "2024-11-02", "2024-11-02-04:00"),
        // Midnight passes, and the day before returns for an hour
        (SampleZones.gooseBay, "2010-11-06", "2010-11-06-03:00..2010-11-06-04:00"),
        (SampleZones.gooseBay, "2010-11-07", "2010-11-07-03:00..2010-11-07-04:00"),
        // Months and years
        (SampleZones.oslo, "2024-03", "2024-03+01:00..2024-03+02:00"), (SampleZones.oslo, "2024-07", "2024-07+02:00"),
        (SampleZones.oslo, "2024", "2024+01:00"), (SampleZones.dublin, "2024-01", "2024-01+00:00"),
        (SampleZones.apia, "2011-12", "2011-12-01-10:00..2011-12-31+14:00"),
    ])
    func `gives each end of a day or month its own offset`(_ zone: Zone, _ text: String, _ words: String) throws {
        #expect(try flag(text, zone).words == words)
    }

    @Test func `refuses a day that the clock skips`() {
        expectRefusal("2011-12-30", "the day '2011-12-30' does not exist in Pacific/Apia, whose clocks skipped it") {
            text throws(TimeError) in try flag(text, SampleZones.apia)
        }
    }

    @Test func `refuses an offset that hours and minutes cannot say`() throws {
        for text in ["1850-01-01", "1850-01-01 12:00", "1850"] {
            let beginning =
                "the time '\(text)' falls where the clocks of Local/Mean ran +02:30:17 from UTC, which an offset"
            expectRefusal(text, beginning) { text throws(TimeError) in try flag(text, SampleZones.localMean) }
        }
        #expect(try flag("now", SampleZones.localMean).words == "2024-03-22T12:00:00+00:00")
        #expect(try flag("1850-01-01 12:00Z", SampleZones.localMean).words == "1850-01-01T12:00Z")
    }

    /// No microsecond belongs to two days, or to none; only where a day returns after midnight, both hold that hour.
    @Test func `lays day after day without gap or overlap, in every zone`() throws {
        for zone in SampleZones.all where zone != SampleZones.localMean && zone != SampleZones.gooseBay {
            var end: Timestamp?
            for number in 15_200..<15_700 {
                let date = CivilDate(daysSinceEpoch: number + (zone == SampleZones.apia ? 0 : 4_383))
                guard
                    let flag = try? MomentFlag(
                        "\(date.year)-\(two(date.month))-\(two(date.day))", now: .minimum, zone: zone)
                else {
                    #expect(zone == SampleZones.apia && date == CivilDate(year: 2011, month: 12, day: 30))
                    continue
                }
                if let end { #expect(flag.earliest.microseconds == end.microseconds + 1, "\(zone.name), \(date)") }
                #expect(zone.civilTime(at: flag.earliest).date == date && zone.civilTime(at: flag.latest).date == date)
                end = flag.latest
            }
        }
    }

    @Test func `means what the zone's clock shows, or says why not`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        for zone in SampleZones.all where zone != SampleZones.localMean {
            for _ in 0..<300 {
                let start = Timestamp(
                    microseconds: Int64.random(in: 1_262_304_000...2_208_988_800, using: &random) * 1_000_000)
                let time = zone.civilTime(at: start)
                let text = "\(time.date.year)-\(two(time.date.month))-\(two(time.date.day)) \(time.secondText)"
                do throws(TimeError) {
                    let occurrence = try flag(text, zone).expression.occurrence(words: "")
                    #expect(occurrence.earliest == start, "\(text) in \(zone.name), seed \(seed)")
                } catch {
                    #expect(error.problem.contains("came twice"), "\(text) in \(zone.name), seed \(seed)")
                }
            }
        }
    }

    private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

@Suite struct `A moment as a flag` {
    @Test(
        arguments: [
            ("2024-03-22", SampleZones.moscow, "2024-03-21T21:00:00Z", "2024-03-22T20:59:59.999999Z"),
            ("2024-03-22", .utc, "2024-03-22T00:00:00Z", "2024-03-22T23:59:59.999999Z"),
            ("2024-03-22 20:45", SampleZones.moscow, "2024-03-22T17:45:00Z", "2024-03-22T17:45:59.999999Z"),
            ("2024-03-22T20:45Z", SampleZones.moscow, "2024-03-22T20:45:00Z", "2024-03-22T20:45:59.999999Z"),
            ("20:45:10", SampleZones.moscow, "2024-03-22T17:45:10Z", "2024-03-22T17:45:10.999999Z"),
            ("9:05", .utc, "2024-03-22T09:05:00Z", "2024-03-22T09:05:59.999999Z"),
            ("now", .utc, "2024-03-22T12:00:00Z", "2024-03-22T12:00:00.999999Z"),
            ("-10m", SampleZones.newYork, "2024-03-22T11:50:00Z", "2024-03-22T11:50:59.999999Z"),
            ("yesterday 14:00", SampleZones.oslo, "2024-03-21T13:00:00Z", "2024-03-21T13:00:59.999999Z"),
            ("2024-03", SampleZones.oslo, "2024-02-29T23:00:00Z", "2024-03-31T21:59:59.999999Z"),
            ("2024-03", SampleZones.newYork, "2024-03-01T05:00:00Z", "2024-04-01T03:59:59.999999Z"),
            ("2024", SampleZones.newYork, "2024-01-01T05:00:00Z", "2025-01-01T04:59:59.999999Z"),
            (" 2024-03-22T20:45:10.123456Z ", .utc, "2024-03-22T20:45:10.123456Z", "2024-03-22T20:45:10.123456Z"),
        ] as [(String, Zone, String, String)])
    func `names an interval`(_ text: String, _ zone: Zone, _ earliest: String, _ latest: String) throws {
        let flag = try MomentFlag(text, now: try moment("2024-03-22T12:00Z"), zone: zone)
        #expect(flag.earliest.description == earliest)
        #expect(flag.latest.description == latest)
    }

    @Test(arguments: [
        (
            "20:33..20:45",
            "'20:33..20:45' is not one moment; write a time such as 2024-03-22, '2024-03-22 20:45' or -10m"
        ),
        ("..20:45", "'..20:45' is not one moment"), ("2024..", "'2024..' is not one moment"),
        ("..", "'..' is not one moment"),
        (##"{"after":"#3","offset":"PT1M"}"##, ##"'{"after":"#3","offset":"PT1M"}' is not one moment"##),
        ("~20:45", "the moment '~20:45' carries a sign of doubt, which has no meaning here; leave ~ ? % out"),
        ("20:45?", "the moment '20:45?' carries a sign of doubt"),
        ("2024%", "the moment '2024%' carries a sign of doubt"),
        ("", "the time is empty"), ("25:00", "the time '25:00' names hour 25"),
        ("#3", "'#3' is not a time that Blotter"),
        ("2024-03-31 02:30", "the time '2024-03-31 02:30' does not exist in Europe/Oslo"),
        ("2024-10-27 02:30", "the time '2024-10-27 02:30' came twice in Europe/Oslo"),
    ])
    func `is one, with both ends known and no doubt`(_ text: String, _ beginning: String) throws {
        let now = try moment("2024-03-22T12:00Z")
        expectRefusal(text, beginning) { text throws(TimeError) in
            try MomentFlag(text, now: now, zone: SampleZones.oslo)
        }
    }

    @Test func `of more than 512 bytes is refused`() {
        let text = String(repeating: "2", count: 513)
        expectRefusal(text, "the time '2222") { text throws(TimeError) in
            try MomentFlag(text, now: .minimum, zone: .utc)
        }
    }
}
