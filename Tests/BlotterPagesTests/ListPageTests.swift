import BlotterPages
import EventSourcing
import Incidents
import Testing

@Suite struct `The list of incidents` {
    private func list(
        _ items: [(name: String, value: String)] = [], hasMore: Bool = false, isEmpty: Bool = false,
        visitor: PageVisitor = desk, asOf: AsOf? = nil
    ) throws -> String {
        let timeline = try Story(seed: "crocus-city-hall").timeline("crocus-city-hall")
        let row = IncidentListPage.Row(try #require(IncidentSummary(timeline)), snapshot: timeline.snapshot)
        return listPage(
            isEmpty ? [] : [row], hasMore: hasMore, end: isEmpty ? 0 : 56, asOf: asOf, query: ListQuery(items),
            setting: try setting(visitor)
        ).html()
    }

    @Test func `tells of each how it stands, what it is, its numbers and its last change`() throws {
        let page = try list()
        #expect(page.contains("closed</p>") && page.contains("Attack on Crocus City Hall"))
        #expect(page.contains("<b>145</b> <span dir=\"auto\">killed</span>"))
        #expect(page.contains("56 events"))
    }

    @Test func `keeps what was asked for from page to page`() throws {
        let page = try list([("text", "a&b"), ("status", "active"), ("offset", "25")], hasMore: true)
        #expect(page.contains("href=\"/?status=active&amp;text=a%26b&amp;offset=50\""))
        #expect(page.contains("href=\"/?status=active&amp;text=a%26b\""))
        #expect(page.contains("<option value=\"active\" selected>"))
        #expect(page.contains("value=\"a&amp;b\""))
    }

    @Test func `another moment is shown from the first incident on, and the same one from where it was`() throws {
        let read = try PageReader(try list([("text", "fire"), ("offset", "25")]))
        let dock = try #require(read.all("section").first { $0.attributes["id"] == "dock" })
        #expect(dock.attributes["data-permalink"] == "/?text=fire&offset=25")
        let back = try #require(read.all("a").first { $0.attributes["id"] == "back" })
        #expect(back.attributes["href"] == "/?asOf=%4055&text=fire")
        #expect(!read.all("input").contains { $0.attributes["name"] == "offset" })
        #expect(read.all("a").contains { $0.attributes["href"] == "/?clock=published&text=fire" })
    }

    @Test func `what was not understood is said in the title, where it is read first`() throws {
        var query = ListQuery([("since", "soon"), ("tag", "")])
        query.problems = [("since", "cannot be read"), ("tag", "has no colon")]
        let page = listPage([], hasMore: false, end: 1, asOf: nil, query: query, setting: try setting(desk)).html()
        #expect(page.contains("<title>Not understood: Changed since, Tag · Incidents · Blotter</title>"))
    }

    @Test(arguments: ["-5", "x", "99999999999999999999", "1e9"])
    func `a place that is none is the first or the last`(offset: String) {
        #expect((0...1_000_000).contains(ListQuery([("offset", offset)]).offset))
    }

    @Test func `as of a moment it says how much was known, and leads to each incident as of the same`() throws {
        let moment = try moment("2024-03-22T21:00:00Z")
        let then = AsOf(clock: .recorded, moment: moment, position: Position(12))
        let page = try list([("asOf", "2024-03-22T21:00Z"), ("status", "active")], asOf: then)
        let read = try PageReader(page)
        #expect(read.faults == [])
        #expect(page.contains("12 of 56 events known") && read.text.contains("As it was known on 23 Mar 2024 00:00"))
        #expect(page.contains("href=\"/incidents/crocus-city-hall?asOf=2024-03-22T21%3A00%3A00Z\""))
        let slider = try #require(read.all("input").first { $0.attributes["type"] == "range" })
        #expect(slider.attributes["min"] == "1" && slider.attributes["max"] == "56")
        #expect(slider.attributes["value"] == "12")
        let addresses = Dictionary(
            read.all("a").compactMap { link in link.attributes["id"].map { ($0, link.attributes["href"] ?? "") } }
        ) { $1 }
        #expect(addresses["back"] == "/?asOf=%4011&status=active")
        #expect(addresses["forward"] == "/?asOf=%4013&status=active")
        #expect(addresses["now"] == "/?status=active")
        #expect(page.contains("href=\"/?asOf=2024-03-22T21%3A00Z&amp;clock=published&amp;status=active\""))
        // A position means the same moment to an incident, exactly.
        #expect(try list([("asOf", "@12")], asOf: then).contains("href=\"/incidents/crocus-city-hall?asOf=%4012\""))
    }

    @Test func `goes by the hour where positions of the log are not for everybody, or mean nothing`() throws {
        let moment = try moment("2024-03-22T21:00:00Z")
        var limited = desk
        limited.isLimited = true
        let words = [(name: "asOf", value: "2024-03-22T21:00:00Z")]
        for (visitor, clock) in [(reader, AsOf.Clock.recorded), (limited, .recorded), (desk, .published)] {
            let then = AsOf(clock: clock, moment: moment, position: Position(12))
            let items = words + (clock == .published ? [("clock", "published")] : [])
            let page = try list(items, visitor: visitor, asOf: then)
            #expect(!page.contains("id=\"step\"") && !page.contains("events known"))
            #expect(page.contains("asOf=2024-03-22T20%3A00%3A00Z") && page.contains("asOf=2024-03-22T22%3A00%3A00Z"))
            #expect(try PageReader(page).faults == [])
        }
    }

    @Test func `a slider that was sent leads to a position of the log, or to now`() throws {
        func address(_ step: String) throws -> String {
            ListQuery([("step", step), ("text", "a")]).resolved(end: Position(56)).address(in: try setting())
        }
        #expect(try address("12") == "/?asOf=%4012&text=a" && address("0") == "/?asOf=%401&text=a")
        #expect(try address("-7") == "/?asOf=%401&text=a")
        #expect(try address("56") == "/?text=a" && address("99999") == "/?text=a")
    }

    @Test func `a moment that cannot be read is told at its field, and now is shown`() throws {
        var query = ListQuery([("asOf", "soon")])
        query.problems = [("asOf", "'soon' is no time")]
        let page = listPage([], query: query, setting: try setting()).html()
        let wrong = try PageReader(page).elements.filter { $0.attributes["aria-invalid"] == "true" }
        #expect(wrong.map { $0.attributes["id"] } == ["filter-asOf"])
        #expect(page.contains("all 56 events known") && !page.contains("dock past"))
    }

    @Test func `explains itself while it is empty, in three ways to begin`() throws {
        let page = try list(isEmpty: true)
        #expect(page.contains("blotter report harbour-fire") && page.contains("curl http://127.0.0.1:8080/v1/events"))
        #expect(page.contains("href=\"/new\""))
        #expect(try !list(isEmpty: true, visitor: reader).contains("href=\"/new\""))
    }
}
