import Chronology
import EventSourcing
import Incidents
import StrictJSON
import Testing
import TimelineRendering

@Suite struct `A timeline as JSON` {
    private func json(_ timeline: Timeline) throws -> JSONValue {
        try JSONDocument(parsing: TimelineJSONRenderer().render(timeline)).root
    }

    @Test func `has the names on which programs rely`() throws {
        let root = try json(Story.evening().timeline("crocus-city-hall", asOf: "2024-03-25T17:00:59.999999Z"))
        #expect(
            root.members.map(\.name) == [
                "incident", "title", "status", "exercise", "asOf", "entries", "undated", "leftOut", "outsideWindow",
                "audience", "notPublic",
                "snapshot",
            ])
        #expect(root["incident"]?.string == "crocus-city-hall")
        #expect(root["status"]?.string == "active")
        #expect(root["asOf"]?["clock"]?.string == "recorded")
        #expect(root["asOf"]?["moment"]?.string == "2024-03-25T17:00:59.999999Z")
        #expect(root["leftOut"]?.integer == 3)
        #expect(root["undated"]?.count == 1)
        #expect(root["undated"]?.elements.first { _ in true }?["occurred"]?.isNull == true)
        #expect(root["snapshot"]?["events"]?.integer == 9)
    }

    @Test func `tells of an entry what it says and what became of it`() throws {
        let timeline = try Story.evening().timeline("crocus-city-hall")
        let entries = try json(timeline)["entries"]?.elements.map { $0 } ?? []
        let struck = try #require(entries.first { $0["revision"]?.integer == 6 })
        let text = String(decoding: struck.singleLineText(), as: UTF8.self)
        #expect(
            text == """
                {"revision":6,"position":6,"id":"event-6","kind":"reported","by":"desk-2","tags":[],\
                "occurred":{"earliest":"2024-03-22T18:00:00Z","latest":"2024-03-22T18:00:59.999999Z",\
                "text":"2024-03-22T21:00+03:00~","approximate":true,"uncertain":false,"precision":"minute"},\
                "published":"2024-03-22T18:30:00Z","recorded":"2024-03-22T18:30:00Z","summary":"40 killed","state":"revised",\
                "changedBy":[{"type":"revises","revision":9,"position":9,"by":"desk-2","recorded":"2024-03-25T08:00:00Z",\
                "reason":"final count","summary":"139 killed","stands":true}],\
                "body":{"summary":"40 killed","source":{"name":"FSB","kind":"official"},\
                "figures":[{"measure":"killed","best":40}]}}
                """)
        let change = try #require(entries.first { $0["revision"]?.integer == 9 })
        #expect(change["occurred"]?["precision"]?.string == "day")
        let relation = try #require(change["relation"]?.elements.first { _ in true })
        #expect(relation["type"]?.string == "revises")
        #expect(relation["target"]?.string == "#6")
        #expect(relation["reason"]?.string == "final count")
        let relative = try #require(entries.first { $0["revision"]?.integer == 7 })
        #expect(relative["occurred"]?["relativeTo"]?.string == "#4")
        #expect(relative["occurred"]?["earliest"]?.string == "2024-03-22T18:16:00Z")
        #expect(relative["occurred"]?["precision"]?.isNull == true)
        let late = try #require(entries.first { $0["revision"]?.integer == 3 })
        #expect(late["occurred"]?.isNull == true)
        #expect(late["shownAt"]?["earliest"]?.string == "2024-03-22T16:54:00Z")
    }

    @Test func `gives a body byte for byte, and null where it was redacted`() throws {
        var story = Story()
        try story.add(
            #"{"incident":"fire","kind":"reported","body":{ "summary" : "a\u0041\/", "attributes":{"n":1e400,"big":123456789012345678901234567890} }}"#,
            at: "2024-03-22T10:00:00Z")
        let bytes = TimelineJSONRenderer().render(try story.timeline("fire"))
        #expect(
            String(decoding: bytes, as: UTF8.self).contains(
                #""body":{ "summary" : "a\u0041\/", "attributes":{"n":1e400,"big":123456789012345678901234567890} }"#))
        let undated = try json(Story.saying("x").timeline("fire"))["undated"]?.elements.map { $0 } ?? []
        #expect(undated.map { $0["state"]?.string } == ["current", "redacted"])
        #expect(undated.map { $0["summary"]?.isNull } == [true, true])
        #expect(undated.map { $0["body"]?.kind } == [.array, .null])
    }

    @Test func `names the other incident of a change`() throws {
        let entries = try json(Story.saying("x").timeline("fire"))["entries"]?.elements.map { $0 } ?? []
        let disputed = try #require(entries.first { $0["state"]?.string == "disputed" })
        let changes = disputed["changedBy"]?.elements.map { $0 } ?? []
        #expect(changes.map { $0["incident"]?.string } == ["other", nil])
        #expect(disputed["exercise"]?.bool == true)
    }
}

@Suite struct `A snapshot as JSON` {
    @Test func `tells figures with their series, units and claims`() throws {
        let snapshot = try `A snapshot as text`.fire().timeline("harbour-fire", asOf: "2024-03-22T21:00:59.999999Z")
            .snapshot
        let root = try JSONDocument(parsing: SnapshotJSONRenderer().render(snapshot)).root
        #expect(
            root.members.map(\.name) == [
                "incident", "title", "status", "asOf", "events", "leftOut", "audience", "notPublic", "exercise",
                "firstOccurred", "lastOccurred",
                "lastRecorded",
                "place", "figures", "units", "claims", "linkedBy",
            ])
        #expect(
            root["place"].map { String(decoding: $0.singleLineText(), as: UTF8.self) }
                == #"{"name":"North quay","lat":53.5,"lon":9,"radius":200,"precision":"vicinity"}"#)
        let killed = try #require(root["figures"]?.elements.first { $0["measure"]?.string == "killed" })
        #expect(killed["basis"]?.string == "cumulative")
        #expect(killed["policy"]?.string == "latest-official")
        #expect(killed["headline"]?["best"]?.integer == 2)
        #expect(killed["headline"]?["official"]?.bool == true)
        #expect(killed["headline"]?["source"]?["name"]?.string == "Police")
        #expect(killed["toldBetween"]?["low"]?.integer == 2)
        #expect(killed["toldBetween"]?["high"]?.integer == 5)
        let fall = try #require(killed["falls"]?.elements.first { _ in true })
        #expect(
            String(decoding: fall.singleLineText(), as: UTF8.self)
                == #"{"from":3,"to":2,"revision":6,"before":{"revision":5},"reason":null}"#)
        #expect(killed["series"]?.count == 3)
        let units = root["units"]?.elements.map { $0 } ?? []
        #expect(units.map { $0["id"]?.string } == ["E12", "L3"])
        #expect(units.map { $0["out"]?.bool } == [false, true])
        let claim = try #require(root["claims"]?.elements.first { _ in true })
        #expect(
            String(decoding: claim.singleLineText(), as: UTF8.self)
                == #"{"what":"attribution","by":"a group","stance":"claimed","source":{"name":"Radio"},"revision":8,"published":"2024-03-22T20:56:30Z","state":"current","holds":true}"#
        )
    }

    @Test func `has null for what nobody has said`() throws {
        var story = Story()
        try story.add(#"{"incident":"fire","kind":"reported","body":{"summary":"smoke"}}"#, at: "2024-03-22T10:00:00Z")
        let bytes = SnapshotJSONRenderer().render(try story.timeline("fire", asOf: "2024-03-22T10:00:00Z").snapshot)
        #expect(
            String(decoding: bytes, as: UTF8.self) == """
                {"incident":"fire","title":null,"status":null,"asOf":{"clock":"recorded","moment":"2024-03-22T10:00:00Z",\
                "position":1},"events":1,"leftOut":0,"audience":"internal","notPublic":0,"exercise":false,"firstOccurred":null,"lastOccurred":null,\
                "lastRecorded":"2024-03-22T10:00:00Z","place":null,"figures":[],"units":[],"claims":[],"linkedBy":[]}

                """)
    }
}

@Suite struct `A list of incidents as JSON` {
    @Test func `is one line an incident`() throws {
        let timeline = try Story.evening().timeline("crocus-city-hall")
        let row = try #require(IncidentSummary(timeline))
        #expect(
            String(decoding: IncidentListJSON().render(row), as: UTF8.self) == """
                {"incident":"crocus-city-hall","status":"active","events":12,"firstOccurred":"2024-03-22T16:54:00Z",\
                "lastRecorded":"2024-03-25T20:00:00Z","summary":"Attack on the hall","title":"Attack on the hall",\
                "exercise":false,"notPublic":0}

                """)
    }
}
