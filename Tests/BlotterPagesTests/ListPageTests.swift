import BlotterPages
import EventSourcing
import Incidents
import Testing

@Suite struct `The list of incidents` {
    private func list(
        _ items: [(name: String, value: String)] = [], hasMore: Bool = false, isEmpty: Bool = false,
        visitor: PageVisitor = desk
    ) throws -> String {
        let timeline = try Story(seed: "crocus-city-hall").timeline("crocus-city-hall")
        let row = IncidentListPage.Row(try #require(IncidentSummary(timeline)), snapshot: timeline.snapshot)
        return IncidentListPage(
            rows: isEmpty ? [] : [row], hasMore: hasMore, position: isEmpty ? .beforeFirst : Position(56),
            query: ListQuery(items), setting: try setting(visitor)
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

    @Test(arguments: ["-5", "x", "99999999999999999999", "1e9"])
    func `a place that is none is the first or the last`(offset: String) {
        #expect((0...1_000_000).contains(ListQuery([("offset", offset)]).offset))
    }

    @Test func `explains itself while it is empty, in three ways to begin`() throws {
        let page = try list(isEmpty: true)
        #expect(page.contains("blotter report harbour-fire") && page.contains("curl http://127.0.0.1:8080/v1/events"))
        #expect(page.contains("href=\"/new\""))
        #expect(try !list(isEmpty: true, visitor: reader).contains("href=\"/new\""))
    }
}
