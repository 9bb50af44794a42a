import Chronology
import EventSourcing
import Incidents
import Testing
import TimelineRendering

@Suite struct `A report of what changed` {
    /// Two incidents: one whose only entry gets another time, one that becomes known with several entries.
    private func story() throws -> Story {
        var story = Story()
        try story.add(
            #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T19:30Z","body":{"summary":"smoke"}}"#,
            at: "2024-03-22T20:00:00Z")
        try story.add(
            ##"{"incident":"fire","kind":"updated","occurred":"2024-03-22T19:58Z","body":{"summary":"smoke","relation":{"type":"corrects","target":"#1","reason":"clock was wrong"}}}"##,
            at: "2024-03-22T21:00:00Z")
        for summary in ["water", "more water"] {
            try story.add(
                #"{"incident":"flood","kind":"reported","occurred":"2024-03-22T20:58Z","body":{"summary":"\#(summary)"}}"#,
                at: "2024-03-22T21:00:00Z")
        }
        return story
    }

    private func diff(_ incident: String) throws -> IncidentDiff {
        let story = try story()
        return IncidentDiff(
            of: try StreamID(incident), from: try story.timeline(incident, asOf: "2024-03-22T20:30:00Z"),
            to: try story.timeline(incident))
    }

    @Test func `tells another time once, from which to which`() throws {
        let text = IncidentDiffRenderer(zone: .utc, now: .maximum).text(try diff("fire"), width: 100, color: false)
        #expect(text.contains("time 22 Mar 2024 19:30 → 22 Mar 2024 19:58"), "\(text)")
        #expect(!text.contains("time now"))
    }

    @Test func `of a whole shift puts several new entries below one line`() throws {
        let diff = try diff("flood")
        let handover = Handover(
            from: diff.before.asOf, to: diff.after.asOf, diffs: [diff], quiet: 0, knownBefore: 1, knownAfter: 4,
            leftOut: 0)
        let renderer = HandoverRenderer(zone: .utc, now: .maximum)
        let text = renderer.text(handover, width: 100, color: false)
        let new = """

              new             2 entries:
                              22 Mar 2024 20:58  REPORTED  #1  water
                              22 Mar 2024 20:58  REPORTED  #2  more water

            """
        #expect(text.contains(new), "\(text)")
        let markdown = renderer.markdown(handover)
        #expect(markdown.contains("- new: 2 entries:\n  - 22 Mar 2024 20:58 · REPORTED · #1 · water\n"), "\(markdown)")
    }
}

@Suite struct `A timeline as CSV` {
    @Test func `says in the passive what was done to an entry`() throws {
        var story = Story()
        for body in [
            #""summary":"a""#, ##""summary":"b","relation":{"type":"respondsTo","target":"#1"}"##,
            ##""summary":"c","relation":{"type":"corrects","target":"#1","reason":"r"}"##,
        ] {
            try story.add(#"{"incident":"fire","kind":"reported","body":{\#(body)}}"#, at: "2024-03-22T10:00:00Z")
        }
        let rows = try #require(CSVReader.rows(TimelineCSVRenderer().render(try story.timeline("fire"))))
        let (relation, changedBy) = (rows[0].firstIndex(of: "relation"), rows[0].firstIndex(of: "changedBy"))
        #expect(
            try rows.dropFirst().map { $0[try #require(changedBy)] } == ["answered by #2; corrected by #3", "", ""])
        #expect(try rows.dropFirst().map { $0[try #require(relation)] } == ["", "respondsTo #1", "corrects #1"])
    }
}
