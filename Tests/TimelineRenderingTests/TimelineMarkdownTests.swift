import Chronology
import EventSourcing
import Incidents
import Testing
import TimelineRendering

@Suite struct `A timeline as Markdown` {
    private func lines(_ timeline: Timeline) throws -> [String] {
        TimelineMarkdownRenderer(zone: try moscow(), now: try moment("2024-04-01T00:00:00Z")).render(timeline)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func `tells an evening as a heading a day and an item an entry`() throws {
        let lines = try lines(Story.evening().timeline("crocus-city-hall", asOf: "2024-03-25T17:00:59.999999Z"))
        let expected = """
            # Attack on the hall

            **crocus-city-hall** · active · times MSK (UTC+3) · as of 25 Mar 2024 20:00 · 9 of 12 events known

            ## Fri 22 Mar 2024

            - **!** **19:54..19:55** REPORTED #1: gunmen arrive by car · Baza · B2
              - disputed by #3: only one gunman was there, "accounts differ", desk-2, 22 Mar 20:13
            - **at #1** REPORTED #3: only one gunman was there · disputes #1
            - **\\~19:58** (+4m) REPORTED #2: shots outside the hall · status active · IC via TASS · B2
            - **20:01** (+3m) REPORTED #4: they enter the auditorium · Baza · C3
            - *32 min*
            - **20:33** RESPONDED #5: SOBR and OMON dispatched · SOBR dispatched · TASS · B3
            """
        #expect(lines.prefix(13).joined(separator: "\n") == expected)
        #expect(lines.contains("- **x** **\\~21:00** (+27m) REPORTED #6: ~~40 killed~~ · FSB"))
        #expect(lines.contains { $0.hasPrefix("  - revised by #9: 139 killed, \"final count\"") })
        #expect(lines.contains("## Undated"))
        #expect(lines.contains("*3 events recorded later are not shown*"))
        #expect(lines.suffix(2).last == "" && lines.dropLast().last != "", "it ends with one line break")
    }

    @Test func `links to sources and media on the web, and to nothing else`() throws {
        var story = Story()
        for (index, url) in ["https://example.org/a_(1)?b=c&d", "ftp://example.org/x", "urn:isbn:1"].enumerated() {
            try story.add(
                #"{"incident":"fire","kind":"reported","body":{"summary":"s\#(index)","source":{"name":"N[\#(index)]","url":"\#(url)"},"media":[{"url":"\#(url)","caption":"c"}]}}"#,
                at: "2024-03-22T10:00:00Z")
        }
        let text = try lines(story.timeline("fire")).joined(separator: "\n")
        #expect(text.contains(#"[N\[0\]](https://example.org/a_%281%29?b=c&amp;d)"#))
        #expect(text.contains("  - [c](https://example.org/a_%281%29?b=c&amp;d)"))
        #expect(text.contains(#": s1 · N\[1\]"#))
        #expect(text.split(separator: "](").count == 3)
    }

    @Test func `marks what is struck, disputed and decided as plain text does`() throws {
        var story = Story()
        for body in [
            #""summary":"a""#, #""summary":"b","decision":{"what":"Evacuate"}"#, #""summary":"c""#,
            ##""summary":"d","relation":[{"type":"corrects","target":"#1","reason":"r"},{"type":"disputes","target":"#3","reason":"r"}]"##,
        ] {
            try story.add(
                #"{"incident":"fire","kind":"reported","body":{\#(body)}}"#, at: "2024-03-22T10:00:00Z")
        }
        let lines = try lines(story.timeline("fire")).filter { $0.contains("REPORTED") }
        #expect(lines.map { $0.prefix { $0 != "R" } } == ["- **x** ", "- **&gt;** ", "- **!** ", "- "])
    }

    @Test func `tells a snapshot in tables`() throws {
        let snapshot = try `A snapshot as text`.fire().timeline("harbour-fire", asOf: "2024-03-22T21:00:59.999999Z")
            .snapshot
        let text = SnapshotMarkdownRenderer(zone: .utc, now: try moment("2024-04-01T00:00:00Z")).render(snapshot)
        #expect(text.contains("\n### killed\n"))
        #expect(text.contains("\n| told | source |"))
        #expect(text.contains("\n## Units (1 of 2 still out)\n\n| unit | status |"))
        #expect(text.contains("| attribution | claimed | a group | Radio | #8 |"))
    }
}
