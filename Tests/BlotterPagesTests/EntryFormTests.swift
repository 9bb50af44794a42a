import BlotterPages
import Chronology
import EventSourcing
import Incidents
import Testing

@Suite struct `The form for an entry` {
    private func decide(_ items: [(name: String, value: String)]) throws -> NewEvent {
        try EntryForm(items).command().decide(now: try moment("2024-03-22T20:00:00Z"), zone: .utc)
    }

    @Test func `asks what the command line asks`() throws {
        let event = try decide([
            ("incident", "fire"), ("kind", "responded"), ("summary", "Engine sent"), ("at", "-10m"),
            ("source", "Radio"),
            ("sourceKind", "outlet"), ("grade", "B2"), ("figures", "injured=2\r\n  evacuated=10..20\r\n\r\n"),
            ("unit", "E12"),
            ("unitStatus", "dispatched"), ("relation", "respondsTo"), ("target", "#1"),
            ("tags", "unit:E12\r\ntopic:fire"),
            ("audience", "public"), ("expectedRevision", "3"), ("id", "an-id"), ("csrf", "x"), ("unknown", "y"),
        ])
        #expect(event.kind.name == "responded" && event.expectedRevision == Revision(3))
        #expect(event.tags.map(\.text) == ["unit:E12", "topic:fire"])
        #expect(
            String(decoding: event.body, as: UTF8.self)
                == ##"{"summary":"Engine sent","source":{"name":"Radio","kind":"outlet","grade":"B2"},"figures":[{"measure":"injured","best":2},{"measure":"evacuated","low":10,"high":20}],"unit":{"id":"E12","status":"dispatched"},"relation":{"type":"respondsTo","target":"#1"},"audience":"public"}"##
        )
    }

    @Test func `can say whatever a desk would write`() throws {
        let event = try decide([
            ("incident", "fire"), ("kind", "updated"), ("summary", "Arson, says the group"), ("language", "en"),
            ("place", "North quay"), ("lat", "53.1"), ("lon", "8.2"), ("radius", "250"), ("precision", "vicinity"),
            ("category", "Fire"), ("urgency", "Past"), ("severity", "Severe"), ("certainty", "Likely"),
            ("claim", "attribution"), ("stance", "claimed"), ("claimedBy", "A group"), ("unit", "E12"),
            ("unitKind", "engine"), ("agency", "Port"), ("unitStatus", "onscene"), ("unitAction", "lays hose"),
            ("status", "contained"), ("verification", "disputed"), ("relation", "duplicates"), ("target", "#2"),
            ("also", "confirms #3\r\n\r\n  disputes other-fire#4 "), ("belongsTo", "harbour"), ("mergesInto", "port"),
            ("reason", "two accounts"), ("decision", "Close the road"), ("options", "close \t\r\n leave open"),
            ("grounds", "smoke"), ("decidedBy", "Duty officer"), ("exercise", "true"),
            ("media", "https://example.org/a\t The quay at noon \r\nhttps://example.org/b "),
        ])
        #expect(
            String(decoding: event.body, as: UTF8.self)
                == ##"{"summary":"Arson, says the group","lang":"en","place":{"name":"North quay","lat":53.1,"lon":8.2,"radius":250,"precision":"vicinity"},"category":"Fire","urgency":"Past","severity":"Severe","certainty":"Likely","claim":{"what":"attribution","by":"A group","stance":"claimed"},"unit":{"id":"E12","kind":"engine","agency":"Port","status":"onscene","action":"lays hose"},"status":"contained","verification":"disputed","relation":[{"type":"duplicates","target":"#2","reason":"two accounts"},{"type":"confirms","target":"#3","reason":"two accounts"},{"type":"disputes","target":"other-fire#4","reason":"two accounts"},{"type":"belongsTo","target":"harbour","reason":"two accounts"},{"type":"mergesInto","target":"port","reason":"two accounts"}],"decision":{"what":"Close the road","options":["close","leave open"],"grounds":"smoke","by":"Duty officer"},"exercise":true,"media":[{"url":"https://example.org/a","caption":"The quay at noon"},{"url":"https://example.org/b"}]}"##
        )
    }

    @Test func `unfolds what somebody has filled in, and nothing else`() throws {
        func open(_ items: [(name: String, value: String)]) throws -> Int {
            let page = EntryFormPage(form: EntryForm(items), isNew: true, setting: try setting()).html()
            return try PageReader(page).all("details").count { $0.attributes["open"] != nil }
        }
        #expect(try open([("summary", "Smoke"), ("grade", "B2")]) == 0)
        for field in ["decision", "stance", "agency", "mergesInto", "media"] {
            #expect(try open([(field, "x")]) == 1, "\(field)")
        }
        #expect(try open([("kind", "responded")]) == 1, "who acts is mostly a unit")
    }

    @Test func `says nothing of what was left empty`() throws {
        let event = try decide([
            ("incident", "fire"), ("summary", "Smoke"), ("detail", ""), ("figures", ""), ("status", ""),
            ("audience", "internal"),
        ])
        #expect(String(decoding: event.body, as: UTF8.self) == #"{"summary":"Smoke"}"#)
        #expect(event.kind.name == "reported")
    }

    @Test(arguments: [
        ("grade", "Z9", "f-grade"), ("at", "when?", "f-at"), ("figures", "killed", "f-figures"),
        ("status", "gone", "f-status"), ("unitStatus", "onscene", "f-unit"), ("agency", "Port", "f-unit"),
        ("tags", "no colon", "f-tags"), ("summary", "  ", "f-summary"), ("lat", "north", "f-lat"),
        ("lat", "53", "f-lon"), ("radius", "wide", "f-radius"), ("precision", "near", "f-precision"),
        ("sourceKind", "rumour", "f-sourceKind"), ("url", "example.org", "f-url"), ("language", "!", "f-language"),
        ("published", "soon", "f-published"), ("incident", "a b", "f-incident"), ("media", "photo", "f-media"),
        ("category", "Fires", "f-category"), ("verification", "sure", "f-verification"),
        ("stance", "claimed", "f-claim"), ("claimedBy", "A group", "f-claim"), ("grounds", "smoke", "f-decision"),
        ("options", "close", "f-decision"), ("target", "#3", "f-relation"), ("relation", "revises", "f-target"),
        ("relation", "explains", "f-target"), ("reason", "counted twice", "f-relation"),
        ("also", "confirms", "f-also"), ("also", "explains #3", "f-also"), ("also", "confirms seven", "f-also"),
        ("also", "corrects #3", "f-reason"), ("belongsTo", "a b", "f-belongsTo"),
        ("mergesInto", "#3", "f-mergesInto"),
    ])
    func `what is wrong stands at its field`(field: String, value: String, id: String) throws {
        var form = EntryForm([("incident", "fire"), ("summary", "Smoke"), (field, value)])
        let error = try #require(throws: InvalidEvent.self) {
            _ = try form.command().decide(now: try moment("2024-03-22T20:00:00Z"), zone: .utc)
        }
        form.refuse(error)
        let page = EntryFormPage(form: form, isNew: true, setting: try setting()).html()
        let read = try PageReader(page)
        let wrong = read.elements.filter { $0.attributes["aria-invalid"] == "true" }
        #expect(wrong.map { $0.attributes["id"] } == [id])
        #expect(wrong.first?.attributes["aria-describedby"]?.contains("\(id)-error") == true)
        #expect(read.all("a").contains { $0.attributes["href"] == "#\(id)" })
        #expect(read.faults == [])
    }

    @Test func `all that is wrong is told at once`() throws {
        var form = EntryForm([
            ("incident", "fire"), ("summary", " "), ("grade", "Z9"), ("figures", "injured"), ("target", "#3"),
            ("lat", "53"), ("unitStatus", "onscene"), ("agency", "Port"), ("at", "when?"), ("tags", "a:b"),
        ])
        let now = try moment("2024-03-22T20:00:00Z")
        #expect(form.decide(now: now, zone: .utc) == nil && form.isRefused)
        for isNew in [false, true] {
            let page = try PageReader(EntryFormPage(form: form, isNew: isNew, setting: try setting()).html())
            let wrong = page.elements.filter { $0.attributes["aria-invalid"] == "true" }
                .compactMap { $0.attributes["id"] }
            #expect(
                Set(wrong)
                    == ["f-summary", "f-grade", "f-figures", "f-relation", "f-lon", "f-unit", "f-at"])
            // On top each has its link, in the order of the page.
            let links = page.all("a").compactMap { $0.attributes["href"] }.filter { $0.hasPrefix("#f-") }
            #expect(links == wrong.map { "#\($0)" })
        }
        var right = EntryForm([("incident", "fire"), ("summary", "Smoke")])
        #expect(right.decide(now: now, zone: .utc) != nil && !right.isRefused)
    }

    @Test func `what is wrong with one of several relations stands where that one was typed`() throws {
        for (path, id) in [
            ("body.relation[0].target", "f-target"), ("body.relation[0].type", "f-relation"),
            ("body.relation[1].target", "f-also"), ("body.relation[2].target", "f-belongsTo"),
            ("body.relation[2].reason", "f-reason"),
        ] {
            var form = EntryForm([
                ("relation", "revises"), ("target", "#1"), ("also", "confirms #2"), ("belongsTo", "harbour"),
            ])
            form.refuse(InvalidEvent(field: path, problem: "leads nowhere"))
            let page = try PageReader(EntryFormPage(form: form, isNew: false, setting: try setting()).html())
            let wrong = page.elements.filter { $0.attributes["aria-invalid"] == "true" }
            #expect(wrong.map { $0.attributes["id"] } == [id], "\(path)")
        }
    }

    @Test func `carries what proves it, what it has seen, and its id`() throws {
        var form = EntryForm([])
        form.incident = "fire"
        form.expectedRevision = "7"
        form.id = "an-id"
        let read = try PageReader(EntryFormPage(form: form, isNew: false, setting: try setting()).html())
        let hidden = read.all("input").filter { $0.attributes["type"] == "hidden" && $0.path.last == "form" }
        let values = Dictionary(hidden.map { ($0.attributes["name"] ?? "", $0.attributes["value"] ?? "") }) { $1 }
        #expect(
            values["csrf"] == "a-mark" && values["expectedRevision"] == "7" && values["id"] == "an-id"
                && values["incident"] == "fire")
        #expect(
            read.all("form").contains {
                $0.attributes["action"] == "/incidents/fire" && $0.attributes["method"] == "post"
            })
    }

    @Test func `is sent along with a sign-in as it was written, and nothing else is taken for it`() throws {
        let form = EntryForm([
            ("summary", "Smoke \"over\" <it>"), ("detail", "One\r\nTwo"), ("id", "f1"), ("incident", "fire"),
        ])
        let page = try PageReader(
            SignInPage(next: "/incidents/fire/write", problem: nil, written: form, setting: try setting(reader)).html())
        #expect(page.faults == [])
        let sent = page.all("input").compactMap { input in
            input.attributes["name"].map { (name: $0, value: input.attributes["value"] ?? "") }
        }
        #expect(EntryForm(sentAlong: sent) == form)
        let plain = try PageReader(SignInPage(next: "/", problem: nil, setting: try setting(reader)).html())
        #expect(
            !plain.all("input").isEmpty
                && plain.all("input").allSatisfy { $0.attributes["name"]?.hasPrefix("entry") == false })
        #expect(EntryForm(sentAlong: [("summary", "x"), ("token", "y")]) == nil)
    }
}
