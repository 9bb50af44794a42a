import Chronology
import EventSourcing

/// Zones that need no file of the system: today's rule of some place, for all time.
enum SampleZones {
    static let moscow = rule("Europe/Moscow", "MSK-3")
    static let oslo = rule("Europe/Oslo", "CET-1CEST,M3.5.0,M10.5.0/3")
    static let newYork = rule("America/New_York", "EST5EDT,M3.2.0,M11.1.0")
    static let kathmandu = rule("Asia/Kathmandu", "<+0545>-5:45")
    /// Half an hour of summer time.
    static let lordHowe = rule("Australia/Lord_Howe", "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0")
    /// The rule of 2018: midnight is skipped in November, and the hour before midnight comes twice in February.
    static let saoPaulo = rule("America/Sao_Paulo", "<-03>3<-02>,M11.1.0/0,M2.3.0/0")
    /// Midnight is skipped in March and comes twice in November.
    static let havana = rule("America/Havana", "CST5CDT,M3.2.0/0,M11.1.0/1")
    /// The rule of 2010: a minute after midnight the clocks go back into the day before.
    static let gooseBay = rule("America/Goose_Bay", "AST4ADT,M3.2.0/0:01,M11.1.0/0:01")
    /// Winter time is the exception.
    static let dublin = rule("Europe/Dublin", "IST-1GMT0,M10.5.0,M3.5.0/1")
    /// The clocks skipped the whole of 2011-12-30.
    static let apia = zone(
        "Pacific/Apia",
        TZifBuilder(
            transitions: [(1_325_239_200, 1)], types: [(-36_000, 0), (50_400, 4)], letters: "-10\0+14\0",
            footer: "<+14>-14"))
    /// Seconds east of UTC, as before there were zones.
    static let localMean = zone("Local/Mean", TZifBuilder(types: [(9017, 0)], letters: "LMT\0"))

    static let all: [Zone] = [
        .utc, .fixed(minutes: 345), .fixed(minutes: -1439), moscow, oslo, newYork, kathmandu, lordHowe, saoPaulo,
        havana,
        dublin, apia, localMean,
    ]

    static func rule(_ name: String, _ footer: String) -> Zone { zone(name, TZifBuilder(footer: footer)) }

    /// UTC where the bytes are bad: the tests that use the zone then say so.
    private static func zone(_ name: String, _ file: TZifBuilder) -> Zone {
        guard let rules = try? ZoneRules(name: name, tzif: file.bytes) else { return .utc }
        return .named(rules)
    }
}

/// The moment at which a text of RFC 3339 begins.
func moment(_ text: String) throws -> Timestamp { try TimePoint(words: text).earliest }
