import Chronology
import EventSourcing
import Incidents
import StrictJSON
import Testing
import TimelineRendering

/// Events of which every text, name, mark and time stands in one of them alone, so that it can be told whether anything
/// of an event is printed.
private struct MarkedStory {
    private(set) var story = Story()
    /// What stands in each event and nowhere else, and whether the event is public.
    private(set) var events: [(marks: [String], isPublic: Bool)] = []
    private var generator: SeededGenerator
    private var revisions: [String: Int] = [:]

    init(seed: UInt64, count: Int) throws {
        generator = SeededGenerator(seed: seed)
        for number in 0..<count { try add(number) }
    }

    private mutating func add(_ number: Int) throws {
        var names = 0
        var marks: [String] = []
        func mark(_ name: String) -> String {
            names += 1
            let mark = "m\(1000 + number)x\(names)\(name)z"
            marks.append(mark)
            return mark
        }
        func moment(_ day: Int, _ second: Int) -> String {
            let text = "2024-03-\(day)T\(10 + number / 50):\(10 + number % 50):\(second)Z"
            marks.append(String(text.dropLast()))
            // As people read it.
            marks.append(String(text.dropFirst(11).dropLast()))
            return text
        }
        let incident = generator.below(6) > 0 ? "fire" : "other"
        let isPublic = generator.below(2) == 0
        var parts = [#""summary":"\#(mark("summary"))""#, #""detail":"\#(mark("detail"))""#]
        func sometimes(_ part: @autoclosure () -> String) {
            if generator.below(3) == 0 { parts.append(part()) }
        }
        sometimes(#""title":"\#(mark("title"))""#)
        sometimes(
            #""source":{"name":"\#(mark("source"))","origin":"\#(mark("origin"))","url":"https://example.org/\#(mark("url"))"}"#
        )
        sometimes(#""place":{"name":"\#(mark("place"))"}"#)
        let count = 5000 + number
        sometimes(#""figures":[{"measure":"\#(mark("measure"))","best":\#(count),"words":"\#(mark("words"))"}]"#)
        sometimes(#""figures":[{"measure":"killed","best":\#(count)}]"#)
        sometimes(#""claim":{"what":"motive","by":"\#(mark("claimant"))","stance":"denied"}"#)
        let status = UnitReport.Status.allCases[generator.below(7)].rawValue
        sometimes(
            #""unit":{"id":"E1","agency":"\#(mark("agency"))","action":"\#(mark("action"))","status":"\#(status)"}"#)
        sometimes(#""unit":{"id":"\#(mark("unit"))","status":"\#(status)"}"#)
        sometimes(
            #""decision":{"what":"\#(mark("what"))","options":["\#(mark("option"))"],"grounds":"\#(mark("grounds"))","by":"\#(mark("decider"))"}"#
        )
        sometimes(#""attributes":{"\#(mark("key"))":"\#(mark("value"))"}"#)
        var taken: Set<String> = []
        parts = parts.filter { taken.insert(String($0.split(separator: ":")[0])).inserted }
        // A number stands for itself where it was told.
        if parts.contains(where: { $0.contains("\(count)") }) { marks.append("\(count)") }
        if generator.below(2) == 0, let target = target(incident) {
            let kinds = ["corrects", "revises", "retracts", "confirms", "disputes", "respondsTo", "duplicates"]
            parts.append(
                #""relation":{"type":"\#(kinds[generator.below(7)])","target":"\#(target)","reason":"\#(mark("reason"))"}"#
            )
        } else if generator.below(8) == 0, incident == "other" {
            let kind = ["belongsTo", "mergesInto"][generator.below(2)]
            parts.append(#""relation":{"type":"\#(kind)","target":"fire","reason":"\#(mark("reason"))"}"#)
        }
        if isPublic { parts.append(#""audience":"public""#) }
        var occurred = #","occurred":"\#(moment(22, 11))""#
        if generator.below(4) == 0, let target = target(incident) {
            occurred = #","occurred":{"after":"\#(target)","offset":"PT0S"}"#
        }
        if generator.below(4) == 0 { occurred = "" }
        let line =
            #"{"incident":"\#(incident)","kind":"updated","id":"\#(mark("id"))","by":"\#(mark("by"))""#
            + #","tags":["source:\#(mark("tag"))"],"published":"\#(moment(23, 22))"\#(occurred)"#
            + #","body":{\#(parts.joined(separator: ","))}}"#
        try story.add(line, at: moment(24, 33))
        revisions[incident, default: 0] += 1
        events.append((marks, isPublic))
    }

    private mutating func target(_ incident: String) -> String? {
        let other = generator.below(4) == 0 ? "other" : "fire"
        guard let count = revisions[other], count > 0 else { return nil }
        return (other == incident ? "" : other) + "#\(1 + generator.below(count))"
    }
}

/// What is printed of a timeline in every format.
private func outputs(_ timeline: Timeline) throws -> [(name: String, text: String)] {
    let now = try moment("2024-04-01T00:00:00Z")
    let snapshot = timeline.snapshot
    let rows = [IncidentSummary(timeline)].compactMap(\.self)
    func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
    return [
        ("timeline", TimelineTextRenderer(width: 1000, color: false, zone: .utc, now: now).render(timeline)),
        ("snapshot", SnapshotTextRenderer(width: 1000, color: false, zone: .utc, now: now).render(snapshot)),
        ("incidents", IncidentListRenderer(width: 1000, color: false, zone: .utc).render(rows)),
        ("timeline as JSON", text(TimelineJSONRenderer().render(timeline))),
        ("snapshot as JSON", text(SnapshotJSONRenderer().render(snapshot))),
        ("incidents as JSON", rows.map { text(IncidentListJSON().render($0)) }.joined()),
        ("timeline as Markdown", TimelineMarkdownRenderer(zone: .utc, now: now).render(timeline)),
        ("snapshot as Markdown", SnapshotMarkdownRenderer(zone: .utc, now: now).render(snapshot)),
        ("incidents as Markdown", IncidentListMarkdownRenderer(zone: .utc).render(rows)),
        ("timeline as a page", TimelineHTMLRenderer(zone: .utc, now: now).render(timeline)),
        ("snapshot as a page", SnapshotHTMLRenderer(zone: .utc, now: now).render(snapshot)),
        ("incidents as a page", IncidentListHTMLRenderer(zone: .utc).render(rows)),
        ("timeline as CSV", TimelineCSVRenderer().render(timeline)),
        ("incidents as CSV", IncidentListCSVRenderer().render(rows)),
        ("plot of figures", SnapshotSVGRenderer(.figures, zone: .utc).render(snapshot)),
        ("plot of units", SnapshotSVGRenderer(.units, zone: .utc).render(snapshot)),
    ]
}

@Suite struct `What is printed for the public` {
    @Test func `holds nothing that stands in an internal event alone, in any format`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var told = 0
        for round in 0..<60 {
            let story = try MarkedStory(seed: seed &+ UInt64(round), count: 30)
            for incident in ["fire", "other"] {
                let timeline = try story.story.timeline(incident, options: TimelineOptions(audience: .public))
                for (name, output) in try outputs(timeline) {
                    for (number, event) in story.events.enumerated() where !event.isPublic {
                        for mark in event.marks {
                            #expect(
                                !output.contains(mark), "seed \(seed), round \(round): \(name) has \(mark) of \(number)"
                            )
                        }
                    }
                    told += story.events.count { $0.isPublic && output.contains($0.marks[0]) }
                }
            }
        }
        // Of public events much is told.
        #expect(told > 1000)
    }

    @Test func `holds neither who entered it nor the desk's tags`() throws {
        let story = try MarkedStory(seed: 7, count: 60)
        for (name, output) in try outputs(story.story.timeline("fire", options: TimelineOptions(audience: .public))) {
            for event in story.events {
                for mark in event.marks where mark.hasSuffix("byz") || mark.hasSuffix("tagz") {
                    #expect(!output.contains(mark), "\(name) has \(mark)")
                }
            }
        }
    }

    @Test func `says how much it leaves out`() throws {
        var story = Story()
        for (audience, time) in [("public", "10"), ("internal", "11"), ("internal", "12")] {
            try story.add(
                #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T\#(time):00Z","body":{"summary":"x","audience":"\#(audience)"}}"#,
                at: "2024-03-22T\(time):00:00Z")
        }
        let outputs = try outputs(story.timeline("fire", options: TimelineOptions(audience: .public)))
        #expect(
            outputs[0].text.contains("for the public")
                && outputs[0].text.hasSuffix("\n2 entries are not public and are not shown\n"))
        #expect(outputs[1].text.hasSuffix("\n2 entries are not public and are not shown\n"))
        #expect(
            outputs[3].text.contains(#""audience":"public","notPublic":2"#)
                && outputs[3].text.contains(#""by":null,"tags":[]"#))
        #expect(outputs[4].text.contains(#""audience":"public","notPublic":2"#))
        #expect(outputs[5].text.contains(#""notPublic":2"#))
        let nothing = try story.timeline(
            "fire", asOf: "2024-03-22T09:00:00Z", options: TimelineOptions(audience: .public))
        #expect(nothing.leftOut == 3 && nothing.notPublic == 0)
    }
}
