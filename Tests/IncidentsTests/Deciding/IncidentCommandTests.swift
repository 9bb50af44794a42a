import Chronology
import EventSourcing
import Incidents
import Testing

@Suite struct `A command` {
    private let zone = Zone.fixed(minutes: 180)

    private func decide(
        _ kind: IncidentKind = .reported, incident: String = "fire", summary: String = "It burns",
        _ fill: (inout IncidentCommand) -> Void = { _ in }
    ) throws -> NewEvent {
        var command = IncidentCommand(kind, incident: incident, summary: summary)
        fill(&command)
        return try command.decide(now: .at(18, 0), zone: zone)
    }

    private func body(_ fill: (inout IncidentCommand) -> Void) throws -> String {
        String(decoding: try decide(.updated, fill).body, as: UTF8.self)
    }

    @Test func `that says no more than it must becomes an event that says no more`() throws {
        let event = try decide()
        #expect(event.stream.text == "fire" && event.kind.name == "reported")
        #expect(String(decoding: event.body, as: UTF8.self) == #"{"summary":"It burns"}"#)
        #expect(event.id == nil && event.by == nil && event.published == nil && event.expectedRevision == nil)
        #expect(event.occurred == .undated && event.tags.isEmpty && event.flags.isEmpty)
    }

    @Test func `gives its body in the order of the format, with nothing that was not said`() throws {
        let whole = try body { command in
            command.title = "Fire in the harbour"
            command.detail = "Long \"story\"\n"
            command.source = "TASS"
            command.sourceKind = "agency"
            command.url = "https://example.org/a"
            command.origin = "IC"
            command.grade = "B2"
            command.place = "North quay"
            command.lat = "55.8260"
            command.lon = "-37"
            command.severity = "Severe"
            command.figures = ["killed=40", "injured=40..60", "missing=..5", "evacuated=100..", "trapped=dozens"]
            command.unit = "E12"
            command.status = "onscene"
            command.relate(.corrects, to: "#3")
            command.relate(.retracts, to: nil)
            command.reason = "counted twice"
            command.isPublic = true
        }
        #expect(
            whole == ##"""
                {"title":"Fire in the harbour","summary":"It burns","detail":"Long \"story\"\n","source":{"name":"TASS","kind":"agency","url":"https://example.org/a","origin":"IC","grade":"B2"},"place":{"name":"North quay","lat":55.8260,"lon":-37},"severity":"Severe","figures":[{"measure":"killed","best":40},{"measure":"injured","low":40,"high":60},{"measure":"missing","high":5},{"measure":"evacuated","low":100},{"measure":"trapped","words":"dozens"}],"unit":{"id":"E12","status":"onscene"},"relation":{"type":"corrects","target":"#3","reason":"counted twice"},"audience":"public"}
                """##)
        #expect(try body { $0.origin = "IC" } == #"{"summary":"It burns","source":{"origin":"IC"}}"#)
    }

    @Test func `says how the unit and how the incident stand where both are asked, and what else a desk writes`() throws
    {
        let whole = try body { command in
            command.language = "en"
            command.radius = "250"
            command.precision = "vicinity"
            command.category = "Fire"
            command.urgency = "Past"
            command.certainty = "Likely"
            command.unit = "E12"
            command.unitKind = "engine"
            command.agency = "Port"
            command.action = "lays hose"
            command.unitStatus = "onscene"
            command.status = "contained"
            command.verification = "verified"
            command.isExercise = true
            command.media = ["https://example.org/a  The quay", "https://example.org/b"]
        }
        #expect(
            whole == ##"""
                {"summary":"It burns","lang":"en","place":{"radius":250,"precision":"vicinity"},"category":"Fire","urgency":"Past","certainty":"Likely","unit":{"id":"E12","kind":"engine","agency":"Port","status":"onscene","action":"lays hose"},"status":"contained","verification":"verified","exercise":true,"media":[{"url":"https://example.org/a","caption":"The quay"},{"url":"https://example.org/b"}]}
                """##)
    }

    @Test func `gives one reason for all that it relates to`() throws {
        let event = try decide(.updated) { command in
            command.relate(.corrects, to: "#3")
            command.relate(.respondsTo, to: "flood#1")
            command.reason = "why"
        }
        #expect(
            String(decoding: event.body, as: UTF8.self).contains(
                ##""relation":[{"type":"corrects","target":"#3","reason":"why"},{"type":"respondsTo","target":"flood#1","reason":"why"}]"##
            ))
        #expect(event.references.map(\.description) == ["fire#3", "flood#1"] && event.flags.contains(.hasRelation))
    }

    @Test func `names the status of the unit or of the incident by the value`() throws {
        #expect(try body { $0.status = "contained" } == #"{"summary":"It burns","status":"contained"}"#)
        let unit = try body { command in
            command.unit = "E12"
            command.status = "contained"
        }
        #expect(unit == #"{"summary":"It burns","unit":{"id":"E12"},"status":"contained"}"#)
    }

    @Test func `gives its envelope to the event, times by the zone and the clock`() throws {
        let event = try decide { command in
            command.id = "call-17"
            command.by = "desk-2"
            command.occurred = "~20:45"
            command.published = "-10m"
            command.tags = ["unit:E39", "a:b", "unit:E39"]
            command.expectedRevision = "#7"
        }
        #expect(event.id?.text == "call-17" && event.by?.name == "desk-2" && event.expectedRevision == Revision(7))
        #expect(event.occurred.words == "2024-03-22T20:45+03:00~" && event.occurred.earliest == .at(17, 45))
        #expect(event.published == .at(17, 50))
        #expect(event.tags.map(\.text) == ["unit:E39", "a:b"])
        #expect(try decide { $0.expectedRevision = "0" }.expectedRevision == Revision.none)
        let relative = try decide { $0.occurred = ##"{"after":"#3","offset":"PT5M"}"## }
        #expect(relative.occurred.form == .relative && relative.references.map(\.description) == ["fire#3"])
        #expect(
            try decide { $0.occurred = "20:33..20:45" }.occurred.words
                == "2024-03-22T20:33+03:00..2024-03-22T20:45+03:00")
    }

    @Test func `becomes an event that a line says byte for byte`() throws {
        let event = try decide { $0.figures = ["killed=dozens"] }
        let text = #"{"incident":"fire","kind":"reported","body":\#(String(decoding: event.body, as: UTF8.self))}"#
        #expect(try EventLine(parsing: Array(text.utf8)).event.body == event.body)
    }

    /// What is set, the field of the error, and a part of it.
    static let bad: [(fill: @Sendable (inout IncidentCommand) -> Void, field: String, part: String)] = [
        ({ $0.incident = "no such id!" }, "incident", "may hold only"), ({ $0.incident = "" }, "incident", "is empty"),
        ({ $0.summary = "  " }, "body.summary", "is blank"), ({ $0.title = "" }, "body.title", "is blank"),
        ({ $0.source = " " }, "body.source.name", "is blank"), ({ $0.grade = "Z9" }, "body.source.grade", "such as B2"),
        ({ $0.sourceKind = "paper" }, "body.source.kind", "allowed are official"),
        ({ $0.url = "example.org" }, "body.source.url", "no scheme"),
        ({ $0.lat = "20" }, "body.place.lon", "is missing"), ({ $0.lon = "20" }, "body.place.lat", "is missing"),
        (
            {
                $0.lat = "200"; $0.lon = "0"
            }, "body.place.lat", "from -90 to 90"
        ),
        (
            {
                $0.lat = "1,5"; $0.lon = "0"
            }, "body.place.lat", "cannot be '1,5'"
        ),
        (
            {
                $0.lat = "1"; $0.lon = "east"
            }, "body.place.lon", "write degrees as a number"
        ),
        (
            {
                $0.lat = "1"; $0.lon = "1,\"name\":\"x\""
            }, "body.place.lon", "write degrees as a number"
        ),
        (
            {
                $0.lat = "[1]"; $0.lon = "0"
            }, "body.place.lat", "write degrees as a number"
        ),
        (
            {
                $0.lat = "\"1\""; $0.lon = "0"
            }, "body.place.lat", "write degrees as a number"
        ),
        ({ $0.radius = "wide" }, "body.place.radius", "write metres as a number"),
        ({ $0.media = [""] }, "body.media[0].url", "is blank"),
        ({ $0.unitStatus = "onscene" }, "body.unit.id", "is missing"),
        ({ $0.severity = "huge" }, "body.severity", "allowed are Extreme"),
        ({ $0.figures = ["killed=1", "injured"] }, "body.figures[1]", "write such as killed=40"),
        ({ $0.status = "burning" }, "body.status", "allowed are open, active"),
        ({ $0.status = "onscene" }, "body.status", "say which unit with --unit"),
        (
            {
                $0.unit = "E1"; $0.status = "onsceen"
            }, "body.unit.status", "did you mean 'onscene'?"
        ),
        (
            {
                $0.unit = "E1"; $0.status = "burning"
            }, "body.unit.status", "; allowed are for the unit dispatched"
        ),
        ({ $0.unit = "" }, "body.unit.id", "is blank"),
        ({ $0.reason = "why" }, "body.relation.reason", "is given, but not what it is the reason for"),
        ({ $0.relate(.corrects, to: "#1") }, "body.relation.reason", "must say why"),
        (
            {
                $0.relate(.corrects, to: "3"); $0.reason = "r"
            }, "body.relation.target", "write #3 for the third event"
        ),
        (
            {
                $0.relate(.revises, to: "#1"); $0.relate(.revises, to: "fire#1")
            }, "body.relation[1]", "says the same as [0]"
        ),
        ({ $0.occurred = "sometime" }, "occurred", "cannot be read"),
        ({ $0.published = "2024..2025" }, "published", "is not one moment"),
        ({ $0.tags = ["a:b", "loose"] }, "tags[1]", "key:value"),
        ({ $0.tags = (1...17).map { "a:\($0)" } }, "tags", "at most 16"),
        ({ $0.id = " " }, "id", "is blank"), ({ $0.by = "" }, "by", "is blank"),
        ({ $0.expectedRevision = "-1" }, "expectedRevision", "cannot be '-1'"),
        ({ $0.expectedRevision = "" }, "expectedRevision", "write the number of the last entry"),
        ({ $0.expectedRevision = "18446744073709551616" }, "expectedRevision", "cannot be"),
    ]

    @Test(arguments: bad.indices)
    func `that says something wrong is refused with the field that is wrong`(_ index: Int) {
        let bad = Self.bad[index]
        let error = #expect(throws: InvalidEvent.self) { try decide(.updated, bad.fill) }
        #expect(error?.field == bad.field, "\(String(describing: error))")
        #expect(error?.problem.contains(bad.part) == true, "\(String(describing: error))")
    }
}

@Suite struct `A figure given as a flag` {
    @Test(arguments: [
        ("killed=40", Figure(measure: "killed", best: 40)), ("killed=0", Figure(measure: "killed", best: 0)),
        ("killed=40..60", Figure(measure: "killed", low: 40, high: 60)),
        ("killed=40..40", Figure(measure: "killed", low: 40, high: 40)),
        ("killed=..60", Figure(measure: "killed", high: 60)), ("killed=40..", Figure(measure: "killed", low: 40)),
        ("killed=dozens", Figure(measure: "killed", words: "dozens")),
        ("в плену=много", Figure(measure: "в плену", words: "много")),
        ("killed=a few=many", Figure(measure: "killed", words: "a few=many")), ("x=007", Figure(measure: "x", best: 7)),
        ("x=9223372036854775807", Figure(measure: "x", best: .max)),
    ])
    func `is a number, a range, or words`(_ flag: String, _ figure: Figure) throws {
        #expect(try Figure(flag: flag) == figure)
    }

    @Test(arguments: [
        "", "killed", "=40", " =40", "killed=", "killed= ", "killed=..", "killed=-1", "killed=+1", "killed=1.5",
        "killed=1,000",
        "killed=4O", "killed=40-60", "killed=40...60", "killed=60..40", "killed=40..dozens", "killed=~40", "killed=40+",
        "killed=9223372036854775808", "killed=４０", "killed= 40",
    ])
    func `is nothing else`(_ flag: String) {
        let error = #expect(throws: InvalidEvent.self) { try Figure(flag: flag) }
        #expect(error?.problem.contains("write such as killed=40") == true)
    }
}
