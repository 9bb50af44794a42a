import Chronology
import EventSourcing
import Incidents
import StrictJSON
import Testing
import TimelineRendering

@Suite struct `In every format` {
    /// What each format prints of a timeline.
    private func outputs(_ timeline: Timeline) throws -> [(format: String, text: String)] {
        let now = try moment("2024-04-01T12:34:00Z")
        return [
            ("text", TimelineTextRenderer(width: 100, color: false, zone: .utc, now: now).render(timeline)),
            ("markdown", TimelineMarkdownRenderer(zone: .utc, now: now).render(timeline)),
            ("html", TimelineHTMLRenderer(zone: .utc, now: now).render(timeline)),
            ("json", String(decoding: TimelineJSONRenderer().render(timeline), as: UTF8.self)),
            ("csv", TimelineCSVRenderer().render(timeline)),
        ]
    }

    /// The numbers of the words `entry-17-entry`, each where it stands first.
    private func order(in text: String) -> [Int] {
        var seen: Set<Int> = []
        return text.matches(of: /entry.?-(\d+).?-entry/).compactMap { Int($0.output.1) }
            .filter { seen.insert($0).inserted }
    }

    @Test func `the entries stand in one and the same order, whatever the story`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        let times = [
            "2024-03-22", "2024-03-21", "2024-03", "2024-03-22T20:00Z", "2024-03-22T20:00Z~", "..2024-03-22T20:00Z",
            "2024-03-22T20:00Z..", "2024-03-22T19:30:10Z..2024-03-22T20:15Z", "2024-03-22T19:59:59.5Z?", "2024",
        ]
        for round in 0..<40 {
            var story = Story()
            for number in 1...25 {
                var time = #""\#(times[random.below(times.count)])""#
                if number > 1, random.below(5) == 0 {
                    time = ##"{"after":"#\##(1 + random.below(number - 1))","offset":"PT\##(random.below(90))M"}"##
                }
                let occurred = random.below(6) == 0 ? "" : #","occurred":\#(time)"#
                try story.add(
                    #"{"incident":"fire","kind":"reported"\#(occurred),"body":{"summary":"entry-\#(number)-entry"}}"#,
                    at: "2024-03-23T10:\(10 + number):00Z")
            }
            let window =
                random.below(2) == 0
                ? TimeSpan.unknown : TimeSpan(earliest: try moment("2024-03-22T20:00Z"), latest: nil)
            let timeline = try story.timeline("fire", window: window)
            let expected = (timeline.entries + timeline.undated).map { Int($0.event.revision.rawValue) }
            #expect(expected.count > 5)
            for (format, text) in try outputs(timeline) {
                #expect(order(in: text) == expected, "seed \(seed), round \(round), \(format)")
            }
        }
    }

    @Test func `a day is a day and never midnight`() throws {
        var story = Story()
        try story.add(
            #"{"incident":"fire","kind":"reported","occurred":"2024-03-22","body":{"summary":"All that day"}}"#,
            at: "2024-03-23T10:11:12Z")
        let timeline = try story.timeline("fire", asOf: "2024-03-25T17:18:19Z")
        for (format, text) in try outputs(timeline) where format != "json" && format != "csv" {
            #expect(text.contains("All that day"), "\(format)")
            #expect(!text.contains("00:00") && !text.contains("23:59"), "\(format): \(text)")
        }
        // Programs are given both ends, and how exact the words are.
        let json = try JSONDocument(parsing: TimelineJSONRenderer().render(timeline)).root
        let occurred = try #require(json["entries"]?.elements.first(where: { _ in true })?["occurred"])
        #expect(occurred["precision"]?.string == "day")
        #expect(occurred["text"]?.string == "2024-03-22")
    }
}
