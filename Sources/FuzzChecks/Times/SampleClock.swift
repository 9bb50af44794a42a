import Chronology
import EventSourcing

/// A time of day and a zone to read flags by. The first byte of an input chooses one, so that the rest stays readable.
struct SampleClock {
    let now: Timestamp
    let zone: Zone

    private static let zones: [Zone] =
        [
            .utc, .fixed(minutes: 180), .fixed(minutes: -1439), .fixed(minutes: 1439),
        ]
        + [
            // Oslo; New York; Lord Howe, by half an hour; the Azores, and one that jumps at midnight; summer all year.
            ZoneFile.zone("CET-1CEST,M3.5.0,M10.5.0/3"), ZoneFile.zone("EST5EDT,M3.2.0,M11.1.0"),
            ZoneFile.zone("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"), ZoneFile.zone("<-01>1<+00>,M3.5.0/0,M10.5.0/1"),
            ZoneFile.zone("<-03>3<-02>,M10.3.0/0,M2.3.0/0"), ZoneFile.zone("XXX3EDT4,0/0,J365/23"),
            // Samoa, which skipped the 30 December 2011; a local mean time with seconds until 1895.
            ZoneFile.zone("<+13>-13", jumps: [(1_325_239_200, 46_800)], first: -36_000),
            ZoneFile.zone("CET-1", jumps: [(-2_366_757_380, 3600)], first: 2580),
        ].compactMap { $0 }

    private static let moments: [Int64] = [
        1_711_137_600, 0, 1_711_845_000, 1_730_000_000, 1_325_239_200, -62_167_219_200, 253_402_300_799, 951_782_399,
    ]

    init(_ number: UInt8) {
        zone = Self.zones[Int(number) % Self.zones.count]
        let second = Self.moments[Int(number) / Self.zones.count % Self.moments.count]
        now = Timestamp(microseconds: second * Timestamp.perSecond + 250_000)
    }

    init(now: Timestamp, zone: Zone) {
        self.now = now
        self.zone = zone
    }
}
