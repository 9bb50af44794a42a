import BlotterPages
import Chronology
import EventSourcing
import Incidents
import Testing

@Suite struct `The zone of a page` {
    private func chosen(_ zone: Zone, _ words: String) throws -> PageSetting {
        var setting = try setting()
        setting.choose(zone, words)
        return setting
    }

    private func incident(_ setting: PageSetting, _ items: [(name: String, value: String)] = []) throws -> PageReader {
        let story = try Story(seed: "crocus-city-hall")
        return try PageReader(page(story, "crocus-city-hall", items, setting: setting).html())
    }

    private func list(_ setting: PageSetting, _ items: [(name: String, value: String)] = []) throws -> PageReader {
        let timeline = try Story(seed: "crocus-city-hall").timeline("crocus-city-hall")
        let row = IncidentListPage.Row(try #require(IncidentSummary(timeline)), snapshot: timeline.snapshot)
        return try PageReader(
            listPage([row], hasMore: true, query: ListQuery(items), setting: setting).html())
    }

    @Test(arguments: [(Zone.utc, "UTC"), (.fixed(minutes: 120), "+02:00"), (.fixed(minutes: -210), "-03:30")])
    func `a browser is told the zone in its own words`(zone: Zone, name: String) throws {
        let read = try list(try chosen(zone, name))
        #expect(read.all("main").first?.attributes["data-zone"] == name)
    }

    @Test func `a moment is told on the clock of the page, and is the same when it is read again`() throws {
        for (zone, typed, words) in [
            (Zone.fixed(minutes: 180), "2024-03-22 20:45", "2024-03-22T20:45+03:00"),
            (.utc, "2024-03-22 20:45:10", "2024-03-22T20:45:10Z"), (.utc, "2024", "2024-12-31T23:59Z"),
            (.utc, "2024-03-22T20:45:10.500000Z", "2024-03-22T20:45:10.500000Z"),
            (.fixed(minutes: 180), "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
        ] {
            let setting = try chosen(zone, "x")
            let moment = try MomentFlag(typed, now: setting.now, zone: zone).latest
            #expect(setting.lastingWords(for: moment) == words)
            #expect(try MomentFlag(words, now: .minimum, zone: .fixed(minutes: -60)).latest == moment)
        }
    }

    private func form(_ setting: PageSetting) throws -> PageReader {
        var form = EntryForm([("zone", "UTC")])
        form.incident = "fire"
        return try PageReader(
            EntryFormPage(form: form, isNew: false, incidentZone: IncidentZone(.fixed(minutes: 60)), setting: setting)
                .html())
    }

    /// What can be chosen: the value that is sent, and the words that are read.
    private func choices(_ page: PageReader) -> [String] {
        page.all("option").compactMap { $0.path.last == "select" ? $0.attributes["value"] : nil }
    }

    @Test func `is that in which times are told`() throws {
        let evening = [(name: "asOf", value: "2024-03-22T20:45:59.999999+03:00"), (name: "clock", value: "published")]
        #expect(try incident(setting(), evening).text.contains("22 Mar 2024 20:45"))
        let utc = try incident(chosen(.utc, "UTC"), evening)
        #expect(utc.text.contains("22 Mar 2024 17:45") && !utc.text.contains("22 Mar 2024 20:45"))
    }

    @Test func `goes along wherever a page leads`() throws {
        let setting = try chosen(.utc, "UTC")
        let items = [(name: "asOf", value: "2024-03-22T21:00:00Z"), (name: "clock", value: "published")]
        for page in [
            try incident(setting), try incident(setting, items + [("kind", "reported")]), try list(setting),
            try list(setting, [("text", "fire"), ("offset", "25")]), try form(setting),
        ] {
            let addresses = page.elements.compactMap {
                $0.attributes["data-permalink"] ?? ($0.name == "a" ? $0.attributes["href"] : nil)
            }
            let own = addresses.filter { $0.hasPrefix("/") }
            #expect(!own.isEmpty && own.allSatisfy { $0.contains("zone=UTC") }, "\(own)")
            #expect(page.faults == [])
            // Each form that asks for a page has it too, hidden or to choose.
            let asking = page.all("form").count { $0.attributes["method"] == "get" }
            let sent = page.elements.count {
                $0.attributes["name"] == "zone" && ["input", "select"].contains($0.name)
            }
            #expect(sent == asking + (page.all("textarea").isEmpty ? 0 : 1))
        }
    }

    @Test func `can be chosen among the desk's, the incident's, UTC and the one that an address names`() throws {
        // The story is told in Moscow's time, and so is the desk's.
        #expect(try choices(incident(setting())).contains("UTC") && !choices(incident(setting())).contains("+03:00"))
        var other = PageSetting(
            zone: .utc, now: try moment("2025-06-01T12:00:00Z"), visitor: desk, address: "http://127.0.0.1:8080")
        let page = try incident(other)
        #expect(choices(page).contains("+03:00") && !choices(page).contains("UTC"))
        #expect(page.text.contains("UTC (desk)") && page.text.contains("UTC+3 (incident)"))
        other.choose(.fixed(minutes: -300), "-05:00")
        let far = try incident(other)
        let selected = far.all("option").filter { $0.attributes["selected"] != nil }
        #expect(selected.map { $0.attributes["value"] } == ["-05:00"])
        #expect(try choices(form(setting())).contains("+01:00"))
    }

    /// A file of the tz database (RFC 8536) that says all in its last line.
    private static let berlin: [UInt8] = {
        let counts: [UInt8] = [0, 0, 0, 0, 1, 4].flatMap { [0, 0, 0, $0] }
        let head = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15) + counts
        let hour: [UInt8] = [0, 0, 0x0E, 0x10, 0, 0]
        let part = head + hour + Array("CET\0".utf8)
        return part + part + Array("\nCET-1CEST,M3.5.0,M10.5.0/3\n".utf8)
    }()

    @Test func `of an incident is compared with the desk's as both were at the time of the incident`() throws {
        let berlin = try Zone("Europe/Berlin") { _ in Self.berlin }
        let (winter, summer) = (try moment("2025-01-15T12:00:00Z"), try moment("2025-07-15T12:00:00Z"))
        func offered(_ moments: [Timestamp], _ now: Timestamp) throws -> Bool {
            let setting = PageSetting(zone: berlin, now: now, visitor: desk, address: "http://127.0.0.1:8080")
            var form = EntryForm([])
            form.incident = "fire"
            let zone = IncidentZone(.fixed(minutes: 60), moments: moments)
            let page = EntryFormPage(form: form, isNew: false, incidentZone: zone, setting: setting)
            return try choices(PageReader(page.html())).contains("+01:00")
        }
        for now in [winter, summer] {
            #expect(try !offered([winter, winter], now))
            #expect(try offered([summer, summer], now) && offered([winter, summer], now))
        }
    }

    @Test func `of an incident is that in which most of its times were written`() throws {
        var story = Story()
        #expect(try Story().timeline("fire").zone == nil)
        for words in ["2024-03-22T19:00+03:00", "2024-03-22T20:00+03:00", "2024-03-22T20:00Z"] {
            try story.add(
                #"{"incident":"fire","kind":"reported","occurred":"\#(words)","body":{"summary":"Smoke"}}"#,
                at: "2024-03-22T21:00:00Z")
        }
        #expect(try story.timeline("fire").zone?.zone == .fixed(minutes: 180))
    }
}
