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
            ("status", "dispatched"), ("relation", "respondsTo"), ("target", "#1"), ("tags", "unit:E12\r\ntopic:fire"),
            ("audience", "public"), ("expectedRevision", "3"), ("id", "an-id"), ("csrf", "x"), ("unknown", "y"),
        ])
        #expect(event.kind.name == "responded" && event.expectedRevision == Revision(3))
        #expect(event.tags.map(\.text) == ["unit:E12", "topic:fire"])
        #expect(
            String(decoding: event.body, as: UTF8.self)
                == ##"{"summary":"Engine sent","source":{"name":"Radio","kind":"outlet","grade":"B2"},"figures":[{"measure":"injured","best":2},{"measure":"evacuated","low":10,"high":20}],"unit":{"id":"E12","status":"dispatched"},"relation":{"type":"respondsTo","target":"#1"},"audience":"public"}"##
        )
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
        ("status", "gone", "f-status"),
        ("tags", "no colon", "f-tags"), ("summary", "  ", "f-summary"), ("lat", "north", "f-lat"),
        ("sourceKind", "rumour", "f-sourceKind"),
        ("target", "seven", "f-target"), ("published", "soon", "f-published"), ("incident", "a b", "f-incident"),
    ])
    func `what is wrong stands at its field`(field: String, value: String, id: String) throws {
        var form = EntryForm(
            [("incident", "fire"), ("summary", "Smoke"), ("relation", field == "target" ? "revises" : "")] + [
                (field, value)
            ])
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
}
