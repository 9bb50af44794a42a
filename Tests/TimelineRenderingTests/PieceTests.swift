import Chronology
import EventSourcing
import Incidents
import Testing
import TimelineRendering

/// Long timelines come in pieces, so that the first screen is there before the last line is made.
@Suite struct `A long timeline` {
    private static func long() throws -> Timeline {
        var story = Story()
        for index in 0..<600 {
            let time = index % 4 == 0 ? "" : #""occurred":"2024-03-22T\#(10 + index / 60):\#(10 + index % 50)Z","#
            try story.add(
                #"{"incident":"fire","kind":"reported",\#(time)"body":{"summary":"Entry \#(index), told at some length"}}"#,
                at: "2024-03-23T10:00:00Z")
        }
        return try story.timeline("fire")
    }

    /// Each renderer as one that hands over pieces, and what it gives as a whole.
    private static func renderers() throws -> [(
        name: String, pieces: (Timeline) -> [String], whole: (Timeline) -> String
    )] {
        let now = try moment("2024-04-01T00:00:00Z")
        let text = TimelineTextRenderer(width: 80, color: true, zone: .utc, now: now)
        let markdown = TimelineMarkdownRenderer(zone: .utc, now: now)
        let html = TimelineHTMLRenderer(zone: .utc, now: now)
        let csv = TimelineCSVRenderer()
        let json = TimelineJSONRenderer()
        func collected(_ render: ((String) -> Void) -> Void) -> [String] {
            var pieces: [String] = []
            render { pieces.append($0) }
            return pieces
        }
        func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
        return [
            ("text", { line in collected { text.render(line, to: $0) } }, text.render),
            ("Markdown", { line in collected { markdown.render(line, to: $0) } }, markdown.render),
            ("HTML", { line in collected { html.render(line, to: $0) } }, html.render),
            ("CSV", { line in collected { csv.render(line, to: $0) } }, csv.render),
            (
                "JSON", { line in collected { write in json.render(line) { write(string($0)) } } },
                { string(json.render($0)) }
            ),
        ]
    }

    @Test func `is the same in pieces as it is whole, and none of them is long`() throws {
        let timeline = try Self.long()
        for (name, pieces, whole) in try Self.renderers() {
            let given = pieces(timeline)
            #expect(given.joined() == whole(timeline), "\(name)")
            #expect(given.count > 2, "\(name)")
            #expect(given.allSatisfy { $0.utf8.count < 32 * 1024 }, "\(name)")
        }
    }

    @Test func `tells each entry once, in the order of the timeline, also where two cores make it`() throws {
        let timeline = try Self.long()
        let text = TimelineTextRenderer(width: 80, color: false, zone: .utc, now: try moment("2024-04-01T00:00:00Z"))
        let told = text.render(timeline).split(separator: "\n").compactMap { line in
            line.split(separator: " ").first { $0.hasPrefix("#") }.map(String.init)
        }
        let entries = timeline.entries + timeline.undated
        #expect(told == entries.map { "\($0.event.revision)" })
        #expect(told.count == 600)
    }

    @Test func `is made no further than somebody takes it`() throws {
        struct Enough: Error {}
        let timeline = try Self.long()
        let now = try moment("2024-04-01T00:00:00Z")
        var taken = 0
        #expect(throws: Enough.self) {
            try TimelineTextRenderer(width: 80, color: false, zone: .utc, now: now).render(timeline) { _ in
                taken += 1
                if taken == 2 { throw Enough() }
            }
        }
        #expect(taken == 2)
    }

    @Test func `is the same every time`() throws {
        let timeline = try Self.long()
        for (name, _, whole) in try Self.renderers() { #expect(whole(timeline) == whole(timeline), "\(name)") }
    }
}
