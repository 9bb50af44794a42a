import BlotterPages
import EventSourcing
import Incidents
import Testing

@Suite struct `The page of an incident` {
    private func story() throws -> Story {
        var story = Story()
        func add(_ kind: String, _ body: String, _ published: String, _ recorded: String) throws {
            try story.add(
                #"{"incident":"fire","kind":"\#(kind)","occurred":"2024-03-22T19:00Z","published":"\#(published)","body":{\#(body)}}"#,
                at: recorded)
        }
        try add(
            "reported",
            #""summary":"Five injured","source":{"name":"Radio","origin":"Police"},"figures":[{"measure":"injured","best":5}]"#,
            "2024-03-22T20:00:00Z", "2024-03-22T21:00:00Z")
        try add(
            "responded", #""summary":"Engine sent","unit":{"id":"E12","status":"dispatched"}"#,
            "2024-03-22T19:30:00Z", "2024-03-22T21:01:00Z")
        try add(
            "updated",
            ##""summary":"Two injured","source":{"name":"Police"},"figures":[{"measure":"injured","best":2}],"relation":{"type":"corrects","target":"#1","reason":"counted twice"}"##,
            "2024-03-22T21:30:00Z", "2024-03-22T22:00:00Z")
        return story
    }

    @Test func `goes through its life by what became known, on either clock`() throws {
        let story = try story()
        let recorded = IncidentLife(try story.timeline("fire"))
        #expect(recorded.steps.map { $0.entries.map(\.revision.rawValue) } == [[1], [2], [3]])
        #expect(recorded.steps.map(\.turns) == [false, false, true])
        let published = IncidentLife(try story.timeline("fire", clock: .published))
        #expect(published.steps.map { $0.entries.map(\.revision.rawValue) } == [[2], [1], [3]])
        #expect(published.words(ofStep: 3) == nil)
        #expect(published.words(ofStep: 2) == "2024-03-22T20:00:00Z")
        #expect(published.words(ofStep: 0) == "2024-03-22T19:29:59.999999Z")
        for step in 0...3 {
            guard let words = published.words(ofStep: step) else { continue }
            let asOf = try story.timeline("fire", asOf: words, clock: .published).asOf
            #expect(published.known(at: asOf) == step)
        }
    }

    @Test func `what became known in one moment is one step`() throws {
        var story = Story()
        for summary in ["a", "b"] {
            try story.add(
                #"{"incident":"fire","kind":"reported","body":{"summary":"\#(summary)"}}"#, at: "2024-03-22T21:00:00Z")
        }
        #expect(IncidentLife(try story.timeline("fire")).steps.map(\.entries.count) == [2])
    }

    @Test func `a slider that was sent leads to an address that stays`() throws {
        let life = IncidentLife(try story().timeline("fire", clock: .published))
        let query = IncidentQuery([("step", "2"), ("clock", "published"), ("kind", "reported"), ("text", "a b")])
        #expect(
            query.resolved(in: life).address(of: try StreamID("fire"), in: try setting())
                == "/incidents/fire?asOf=2024-03-22T20%3A00%3A00Z&clock=published&kind=reported&text=a%20b")
        let all = IncidentQuery([("step", "99")])
        #expect(all.resolved(in: life).address(of: try StreamID("fire"), in: try setting()) == "/incidents/fire")
    }

    @Test func `as of a moment it says what turned since, and how much was not known`() throws {
        let page = try page(story(), "fire", [("asOf", "2024-03-22T21:30:00Z")]).html()
        let read = try PageReader(page)
        #expect(page.contains("2 known, 1 not yet"))
        #expect(page.contains("injured 5 → 2"))
        #expect(page.contains("Since then: corrected by #3"))
        #expect(!page.contains("<del>Five injured</del>"))
        let slider = try #require(read.all("input").first { $0.attributes["type"] == "range" })
        #expect(slider.attributes["value"] == "2" && slider.attributes["max"] == "3")
        #expect(
            read.elements.contains {
                $0.attributes["data-permalink"] == "/incidents/fire?asOf=2024-03-22T21%3A30%3A00Z"
            })
    }

    @Test func `now it strikes what no longer holds and leads both ways`() throws {
        let page = try page(story(), "fire").html()
        #expect(page.contains("<del>Five injured</del>"))
        #expect(page.contains(##"corrected by <a class="ref" href="#r3">#3</a>"##))
        #expect(page.contains(##"corrects <a class="ref" href="#r1">#1</a>"##))
        #expect(page.contains("all 3 known"))
    }

    @Test(arguments: [
        ("kind", "responded", ["r2"]), ("source", "Police", ["r1", "r3"]), ("unit", "E12", ["r2"]),
        ("text", "INJURED", ["r1", "r3"]), ("text", "nobody", []),
    ])
    func `shows what was asked for and nothing else`(name: String, value: String, entries: [String]) throws {
        let read = try PageReader(page(story(), "fire", [(name, value)]).html())
        let shown = read.all("li").filter { $0.attributes["class"]?.hasPrefix("entry") ?? false }
        #expect(shown.compactMap { $0.attributes["id"] }.sorted() == entries)
        #expect(read.faults == [])
    }

    @Test func `tells sources with grades and origins, and what an editor would ask`() throws {
        let page = try page(Story(seed: "crocus-city-hall"), "crocus-city-hall").html()
        #expect(page.contains("<section id=\"sources\">") && page.contains("<section id=\"questions\">"))
        #expect(page.contains("<code>figure-fell</code>"))
        #expect(page.contains("<th scope=\"col\">quotes</th>"))
    }

    @Test func `offers writing only to who may`() throws {
        #expect(try page(story(), "fire").html().contains("/incidents/fire/write"))
        let read = try page(story(), "fire", visitor: reader).html()
        #expect(!read.contains("/write") && !read.contains("/new"))
        #expect(read.contains("public view") && read.contains("Sign in"))
    }

    @Test func `listens to other incidents only for who may know of them`() throws {
        func streams(_ visitor: PageVisitor) throws -> String { try page(story(), "fire", visitor: visitor).html() }
        var limited = desk
        limited.isLimited = true
        #expect(
            try streams(desk).contains("data-stream=\"/v1/events/stream?incident=fire&amp;related=true&amp;after=3\""))
        for visitor in [reader, limited] {
            #expect(try streams(visitor).contains("data-stream=\"/v1/events/stream?incident=fire&amp;after=3\""))
            #expect(try !streams(visitor).contains("href=\"/new\""))
        }
    }

    @Test func `the part that changes is the same within the page and alone`() throws {
        let whole = try page(story(), "fire")
        #expect(whole.html().contains(whole.fragment().dropLast()))
    }

    @Test func `grows with its entries and not with their square`() throws {
        func work(_ count: Int) throws -> Int {
            var story = Story()
            for index in 0..<count {
                try story.add(
                    #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T19:00Z","body":{"summary":"Word \#(index)"}}"#,
                    at: "2024-03-22T21:00:00Z")
            }
            return try page(story, "fire").html().utf8.count
        }
        #expect(try work(400) < 2 * work(200))
    }
}
