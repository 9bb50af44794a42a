import Chronology
import EventSourcing
import Incidents
import Testing

@testable import TimelineRendering

@Suite struct `A plot` {
    private func drawing(_ subject: SnapshotSVGRenderer.Subject, _ story: Story) throws -> String {
        let text = SnapshotSVGRenderer(subject, zone: .utc).render(try story.timeline("fire").snapshot)
        _ = try MarkupReader(text)
        return text
    }

    private func story(_ bodies: [String]) throws -> Story {
        var story = Story()
        for (index, body) in bodies.enumerated() {
            let time = "2024-03-22T\(10 + index):00:00Z"
            try story.add(
                #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T\#(10 + index):00Z","body":{"summary":"s",\#(body)}}"#,
                at: time)
        }
        return story
    }

    @Test func `of figures has a line an origin with its name, a ring for the headline and an arrow for a fall`() throws
    {
        let text = try drawing(
            .figures,
            story([
                #""figures":[{"measure":"killed","best":40}],"source":{"name":"Police","kind":"official"}"#,
                #""figures":[{"measure":"killed","low":50,"high":80}],"source":{"name":"Radio"}"#,
                #""figures":[{"measure":"killed","best":30}],"source":{"name":"Police","kind":"official"}"#,
                #""figures":[{"measure":"injured","best":7}]"#,
            ]))
        #expect(text.contains(">killed</text>"))
        #expect(!text.contains(">injured</text>"), "told once only")
        #expect(text.contains(#"30 <tspan class="name">Police</tspan>"#))
        #expect(text.contains(#"50–80 <tspan class="name">Radio</tspan>"#))
        #expect(text.contains("fell 40→30 without a reason"))
        #expect(text.split(separator: #"class="ring""#).count == 2)
        #expect(text.split(separator: #"class="band""#).count == 2)
        #expect(text.contains("<title id=\"figures-title\">Figures over time, by source</title>"))
        #expect(text.contains("Police: 40, 30"))
    }

    @Test func `ends the line of a source whose number another one revised, and names none that is wrong`() throws {
        let text = try drawing(
            .figures,
            story([
                #""figures":[{"measure":"killed","best":40}],"source":{"name":"Radio"}"#,
                #""figures":[{"measure":"killed","best":90}],"source":{"name":"Paper"}"#,
                ##""figures":[{"measure":"killed","best":60}],"source":{"name":"Police"},"relation":[{"type":"revises","target":"#1"},{"type":"corrects","target":"#2","reason":"r"}]"##,
                #""figures":[{"measure":"injured","best":7}]"#, #""figures":[{"measure":"missing","words":"some"}]"#,
            ]))
        // From ten to eleven to twelve: 56, 323, 590.
        #expect(text.contains(#"60 <tspan class="name">Police</tspan>"#))
        #expect(text.contains(#"40 <tspan class="name">Radio</tspan><title>Radio</title> revised</text>"#))
        #expect(!text.contains(#"<tspan class="name">Paper"#) && text.contains("Paper: 90 (does not count)"))
        #expect(text.split(separator: #"class="rest""#).count == 3, "one line a source that counts")
        #expect(text.contains("1 measure told once is not drawn"))
        let later = try drawing(
            .figures,
            story([
                #""figures":[{"measure":"killed","best":40}],"source":{"name":"Radio"}"#,
                ##""figures":[{"measure":"killed","best":60}],"source":{"name":"Police"},"relation":{"type":"revises","target":"#1"}"##,
                #""figures":[{"measure":"killed","best":70}],"source":{"name":"Police"}"#,
            ]))
        let rests = later.split(separator: #"class="rest" d=""#).dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(rests.map { $0.drop { $0 != "H" } } == ["H323", "H590"])
    }

    @Test func `moves remarks apart and keeps them above the bottom`() {
        #expect(FigurePanel.apart([10, 12, 80], bottom: 100) == [10, 24, 80])
        #expect(FigurePanel.apart([90, 99, 120], bottom: 100) == [72, 86, 100])
        #expect(FigurePanel.apart([], bottom: 100).isEmpty)
    }

    @Test func `alone says of which incident it is, as of when and for whom, and that it is a drill`() throws {
        var story = Story()
        try story.add(
            #"{"incident":"fire","kind":"reported","body":{"summary":"s","title":"Spring <drill>","status":"active","exercise":true,"audience":"public"}}"#,
            at: "2024-03-22T10:00:00Z")
        let snapshot = try story.timeline("fire", options: TimelineOptions(audience: .public)).snapshot
        for subject in SnapshotSVGRenderer.Subject.allCases {
            let text = SnapshotSVGRenderer(subject, zone: .utc).render(snapshot)
            let reader = try MarkupReader(text)
            for line in [
                "EXERCISE: not the real thing", "Spring <drill>", "fire · active",
                "times UTC · as of 26 Mar 2024 00:00 · 1 event · for the public, all of it",
            ] { #expect(reader.text.contains(line), "\(line): \(reader.text)") }
        }
        let real = try drawing(.units, self.story([#""unit":{"id":"E1","status":"onscene"}"#]))
        #expect(!real.contains("EXERCISE") && real.contains(">fire · status unknown<"))
    }

    @Test func `of units tells those without a time from those without a status`() throws {
        var story = try story([
            #""unit":{"id":"E1","status":"onscene"}"#, #""unit":{"id":"E2"}"#, #""unit":{"id":"E3"}"#,
        ])
        try story.add(
            #"{"incident":"fire","kind":"responded","body":{"summary":"s","unit":{"id":"E4","status":"dispatched"}}}"#,
            at: "2024-03-22T20:00:00Z")
        #expect(try drawing(.units, story).contains(">1 unit without a time, 2 units of which no status is told<"))
    }

    @Test func `shows beside the line what does not count any more`() throws {
        let text = try drawing(
            .figures,
            story([
                #""figures":[{"measure":"killed","best":40}]"#,
                ##""figures":[{"measure":"killed","best":30}],"relation":{"type":"corrects","target":"#1","reason":"r"}"##,
            ]))
        #expect(text.contains(#"class="gone""#))
        #expect(text.contains("no source: 40 (does not count)"))
    }

    @Test func `of units has a lane a unit with a bar for each way in which it stood`() throws {
        let text = try drawing(
            .units,
            story([
                #""unit":{"id":"E1","status":"dispatched"}"#, #""unit":{"id":"E2","status":"dispatched"}"#,
                #""unit":{"id":"E1","status":"onscene","action":"water"}"#, #""unit":{"id":"E1","status":"cleared"}"#,
            ]))
        #expect(text.contains(">E1</text>") && text.contains(">E2</text>"))
        #expect(text.contains("E1: dispatched 22 Mar 2024 10:00, onscene 22 Mar 2024 12:00, cleared 22 Mar 2024 13:00"))
        #expect(text.contains("E2: dispatched 22 Mar 2024 11:00, still out"))
        #expect(text.contains(">water</text>"))
        #expect(text.contains(">cleared</text>"))
    }

    @Test func `says so where there is nothing to draw`() throws {
        #expect(try drawing(.figures, story([#""lang":"en""#])).contains("No figure was told more than once."))
        #expect(try drawing(.units, story([#""unit":{"id":"E1"}"#])).contains("No unit is known with a time."))
    }

    @Test func `alone brings its look along, light and dark`() throws {
        let text = try drawing(.units, story([#""unit":{"id":"E1","status":"onscene"}"#]))
        #expect(text.contains("@media (prefers-color-scheme:dark)"))
        #expect(text.hasPrefix("<svg class=\"plot\" xmlns=\"http://www.w3.org/2000/svg\""))
    }

    @Test func `of extreme numbers stays within its frame`() throws {
        let text = try drawing(
            .figures,
            story([
                #""figures":[{"measure":"killed","best":0}]"#,
                #""figures":[{"measure":"killed","best":9223372036854775807}]"#,
            ]))
        #expect(!text.contains("nan") && !text.contains("inf"))
    }
}

@Suite struct `A scale of time` {
    private func minutes(_ numbers: Int...) -> [Timestamp] {
        numbers.map { Timestamp(microseconds: Int64($0) * 60_000_000) }
    }

    @Test func `is in proportion where no pause is much longer than the others`() throws {
        let scale = try #require(TimeScale(minutes(0, 10, 30), from: 0, to: 300))
        #expect(scale.marks.map(\.place) == [0, 100, 300])
        #expect(scale.breaks.isEmpty)
        #expect(scale.place(minutes(20)[0]) == 200)
    }

    @Test func `breaks a pause that is`() throws {
        let scale = try #require(TimeScale(minutes(0, 10, 20, 30, 5000, 5010), from: 0, to: 550))
        #expect(scale.marks.map(\.place) == [0, 100, 200, 300, 450, 550])
        #expect(scale.breaks.map(\.middle) == [375])
        #expect(scale.breaks.map(\.microseconds) == [4970 * 60_000_000])
    }

    @Test func `has one moment in the middle, and none has no scale`() throws {
        #expect(try #require(TimeScale(minutes(7, 7), from: 0, to: 100)).marks.map(\.place) == [50])
        #expect(TimeScale([], from: 0, to: 1) == nil)
    }

    @Test func `labels what leaves room`() throws {
        let scale = try #require(TimeScale(minutes(0, 1, 2, 3, 4), from: 0, to: 400))
        #expect(scale.labelled(apart: 150).map(\.place) == [0, 200, 400])
    }
}
