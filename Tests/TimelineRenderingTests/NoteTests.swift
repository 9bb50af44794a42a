import Chronology
import EventSourcing
import Incidents
import Testing
import TimelineRendering

@Suite struct `A change of an entry` {
    private func render(_ timeline: Timeline, width: Int) throws -> String {
        TimelineTextRenderer(width: width, color: false, zone: .utc, now: try moment("2024-04-01T00:00:00Z"))
            .render(timeline)
    }

    /// An entry at eight in the evening and a change to it, said at another time.
    private func story(
        _ summary: String, reason: String, said: String = "2024-03-25T11:00:00Z", in other: String = "fire"
    ) throws -> Story {
        var story = Story()
        try story.add(
            #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T21:00Z","body":{"summary":"40 killed","source":{"name":"FSB"}}}"#,
            at: "2024-03-22T21:10:00Z")
        try story.add(
            ##"{"incident":"\##(other)","kind":"updated","occurred":"2024-03-25","body":{"summary":\##(summary.json),"relation":{"type":"revises","target":"fire#1","reason":\##(reason.json)}}}"##,
            at: said)
        return story
    }

    @Test func `stands on the row of the entry where it fits, else below it`() throws {
        let timeline = try story("139", reason: "final count").timeline("fire")
        #expect(
            try render(timeline, width: 110).contains(
                ##"#1  ~~40 killed~~  revised by #2: 139, "final count", desk-2, 25 Mar  "##))
        let below = try render(timeline, width: 90)
        #expect(
            below.contains(
                #"""
                #1  ~~40 killed~~                                           FSB
                                               revised by #2: 139, "final count", desk-2, 25 Mar

                """#))
        #expect(try render(timeline, width: 40).contains("      ~~40 killed~~  FSB\n      revised by #2: 139, \"final"))
    }

    @Test func `tells its reason once, at the entry that it changes`() throws {
        let text = try render(story("139", reason: "final count").timeline("fire"), width: 120)
        #expect(text.split(separator: "final count").count == 2)
        #expect(text.contains("139  revises #1\n"))
    }

    @Test func `tells its reason itself where the entry that it changes is not shown`() throws {
        let elsewhere = try story("139", reason: "final count", in: "other").timeline("other")
        #expect(try render(elsewhere, width: 120).contains(##"139  revises fire#1: "final count""##))
        let window = TimeSpan(earliest: try moment("2024-03-24T00:00:00Z"), latest: nil)
        let late = try story("139", reason: "final count").timeline("fire", window: window)
        #expect(try render(late, width: 120).contains(##"139  revises #1: "final count""##))
    }

    @Test func `is dated, with the time of day only on the day of the entry`() throws {
        let sameDay = try story("139", reason: "r", said: "2024-03-22T22:30:00Z").timeline("fire")
        #expect(try render(sameDay, width: 120).contains("desk-2, 22 Mar 22:30"))
        let later = try story("139", reason: "r", said: "2024-03-23T22:30:00Z").timeline("fire")
        #expect(try render(later, width: 120).contains("desk-2, 23 Mar  "))
    }

    @Test func `is shortened only where a line is full, and never in its reason`() throws {
        let long = Array(repeating: "summary", count: 30).joined(separator: " ")
        let reason = Array(repeating: "reason", count: 30).joined(separator: " ")
        let one = try render(story(long, reason: "r").timeline("fire"), width: 120)
        let line = try #require(one.split(separator: "\n").first { $0.contains("revised by") })
        #expect(line.contains("summary ") && line.hasSuffix(#"…, "r", desk-2, 25 Mar"#))
        #expect((110...120).contains(line.count))
        let many = try render(story(long, reason: reason).timeline("fire"), width: 120)
        #expect(many.split(separator: "reason").count == 31)
        #expect(many.split(separator: "\n").allSatisfy { $0.count <= 120 })
    }

    @Test func `never obeys what is written in it, on the row or below`() throws {
        for width in [60, 100, 200] {
            let text = try render(story("1\u{1B}[2J\n39", reason: "r\u{202E}\u{9B}x").timeline("fire"), width: width)
            #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !isForbidden($0) })
            #expect(text.contains("\\u{1B}"))
        }
    }
}
