import Chronology
import EventSourcing
import Incidents
import Testing
import TimelineRendering

@Suite struct `A timeline as text` {
    private func render(_ timeline: Timeline, width: Int = 100, color: Bool = false, zone: Zone? = nil) throws -> String
    {
        TimelineTextRenderer(
            width: width, color: color, zone: try zone ?? moscow(), now: try moment("2024-04-01T00:00:00Z")
        ).render(timeline)
    }

    @Test func `looks as the design says`() throws {
        let timeline = try Story.evening().timeline("crocus-city-hall", asOf: "2024-03-25T17:00:59.999999Z")
        #expect(
            try render(timeline) == """
                CROCUS-CITY-HALL   active   times MSK (UTC+3)   as of 25 Mar 2024 20:00   9 of 12 events known
                Attack on the hall

                Fri 22 Mar 2024
                  ! 19:54..19:55  REPORTED   #1  gunmen arrive by car                                Baza         B2
                                                 disputed by #3: only one gunman was there, "accounts differ",
                                                 desk-2, 22 Mar 20:13
                          at #1   REPORTED   #3  only one gunman was there  disputes #1
                     +4m ~19:58   REPORTED   #2  shots outside the hall  status active               IC via TASS  B2
                     +3m  20:01   REPORTED   #4  they enter the auditorium                           Baza         C3
                  ── 32 min ──
                          20:33   RESPONDED  #5  SOBR and OMON dispatched  SOBR dispatched           TASS         B3
                  x +27m ~21:00   REPORTED   #6  ~~40 killed~~                                       FSB
                                                 revised by #9: 139 killed, "final count", IC, 25 Mar
                    +16m ~21:16   REPORTED   #7  the roof comes down  about 1 h 15 min after #4

                Mon 25 Mar 2024
                         25 Mar   UPDATED    #9  139 killed  revises #6                              IC

                Undated
                  undated         UPDATED    #8  motive unclear

                killed 139 (latest official) · told between 40 and 139
                3 events recorded later are not shown

                """)
    }

    @Test func `puts the words below the times on a narrow terminal`() throws {
        let timeline = try Story.evening().timeline("crocus-city-hall", asOf: "2024-03-22T17:20:00Z")
        #expect(
            try render(timeline, width: 40) == """
                CROCUS-CITY-HALL   active
                  times MSK (UTC+3)
                  as of 22 Mar 2024 20:20
                  4 of 12 events known
                Attack on the hall

                Fri 22 Mar 2024
                  !  19:54..19:55  REPORTED  #1
                      gunmen arrive by car  Baza  B2
                      disputed by #3: only one gunman
                      was there, "accounts differ",
                      desk-2, 22 Mar 20:13
                  at #1  REPORTED  #3
                      only one gunman was there
                      disputes #1
                  +4m  ~19:58  REPORTED  #2
                      shots outside the hall  status
                      active  IC via TASS  B2
                  +3m  20:01  REPORTED  #4
                      they enter the auditorium  Baza
                      C3
                8 events recorded later are not shown

                """)
    }

    @Test func `goes on making sense on twenty columns`() throws {
        let timeline = try Story.evening().timeline("crocus-city-hall", asOf: "2024-03-22T17:12:00Z")
        #expect(
            try render(timeline, width: 20) == """
                CROCUS-CITY-HALL
                  active
                  times MSK (UTC+3)
                  as of 22 Mar 2024
                  20:12   2 of 12
                  events known
                Attack on the hall

                Fri 22 Mar 2024
                  19:54..19:55
                  REPORTED  #1
                      gunmen arrive
                      by car  Baza
                      B2
                  +4m  ~19:58
                  REPORTED  #2
                      shots outside
                      the hall
                      status active
                      IC via TASS
                      B2
                10 events recorded
                  later are not
                  shown

                """)
    }

    @Test func `lets colour repeat what words and signs say, and nothing else`() throws {
        let timeline = try Story.evening().timeline("crocus-city-hall")
        let colored = try render(timeline, color: true)
        #expect(colored.contains("\u{1B}[2;9m~~40 killed~~\u{1B}[0m"))
        #expect(withoutColor(colored) == (try render(timeline)))
    }

    @Test func `keeps the columns below each other whatever is written in them`() throws {
        var story = Story()
        for (summary, source) in [("plain", "TASS"), ("火事です", "共同通信"), ("fire 🔥👩‍🚒", "e\u{301}cho")] {
            try story.add(
                #"{"incident":"fire","kind":"reported","body":{"summary":\#(summary.json),"source":{"name":\#(source.json),"grade":"B2"}}}"#,
                at: "2024-03-25T00:00:00Z")
        }
        let lines = try render(story.timeline("fire")).split(separator: "\n").filter { $0.hasSuffix("B2") }
        #expect(lines.map { TextWidth.columns(of: String($0)) } == [100, 100, 100])
    }

    @Test func `says so when nothing was known yet`() throws {
        let text = try render(Story.evening().timeline("crocus-city-hall", asOf: "2024-03-22T00:00:00Z"))
        #expect(text.contains("0 of 12 events known"))
        #expect(text.contains("Nothing was known yet."))
        #expect(text.contains("12 events recorded later are not shown"))
    }

    @Test func `names the clock of the sources, and counts what they published later`() throws {
        var story = Story()
        for published in ["2024-03-22T10:00:00Z", "2024-03-22T12:00:00Z"] {
            try story.add(
                #"{"incident":"fire","kind":"reported","published":"\#(published)","body":{"summary":"smoke"}}"#,
                at: "2024-03-23T00:00:00Z")
        }
        let text = try render(story.timeline("fire", asOf: "2024-03-22T11:00:00Z", clock: .published))
        #expect(text.contains("as of 22 Mar 2024 14:00 (published)\n  1 of 2 events known"))
        #expect(text.contains("1 event published later is not shown"))
        let now = try render(story.timeline("fire", asOf: "2024-04-01T00:00:00Z", clock: .published))
        #expect(now.contains("as of 1 Apr 2024 03:00 (published, now)"))
    }

    @Test func `counts the entries outside of the window`() throws {
        let window = TimeSpan(earliest: try moment("2024-03-22T17:30:00Z"), latest: try moment("2024-03-22T17:40:00Z"))
        let text = try render(Story.evening().timeline("crocus-city-hall", window: window))
        #expect(text.contains("SOBR and OMON dispatched"))
        #expect(!text.contains("shots outside the hall"))
        #expect(text.contains("entries outside of the chosen time are not shown"))
    }

    @Test func `marks a drill loudly, in the header and at each entry`() throws {
        var story = Story()
        try story.add(
            #"{"incident":"drill","kind":"reported","body":{"summary":"smoke","exercise":true}}"#,
            at: "2024-03-22T10:00:00Z")
        let text = try render(story.timeline("drill"))
        #expect(text.hasPrefix("*** EXERCISE: not the real thing ***\nDRILL"))
        #expect(text.contains("EXERCISE  smoke"))
    }

    @Test func `shows a change that was retracted itself as such`() throws {
        var story = Story()
        func add(_ body: String) throws {
            try story.add(#"{"incident":"fire","kind":"updated","body":{\#(body)}}"#, at: "2024-03-22T10:00:00Z")
        }
        try add(#""summary":"five injured""#)
        try add(##""summary":"two injured","relation":{"type":"corrects","target":"#1","reason":"counted twice"}"##)
        try add(##""summary":"taken back","relation":{"type":"retracts","target":"#2","reason":"it was five"}"##)
        let wide = try render(story.timeline("fire"), width: 180)
        #expect(wide.contains("#1  five injured  corrected by #2, which was retracted itself\n"))
        let text = try render(story.timeline("fire"))
        let indent = String(repeating: " ", count: 31)
        // Its reason is not told at #1 any more.
        #expect(
            text.contains(
                #"""
                #2  ~~two injured~~  corrects #1: "counted twice"
                \#(indent)retracted by #3: taken back, "it was five", desk-2, 22 Mar 13:00
                """#
            ))
    }

    @Test func `says what hangs on a retracted entry, what was redacted, and what cannot be read`() throws {
        var story = Story()
        try story.add(
            #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T10:00Z","body":{"summary":"smoke"}}"#,
            at: "2024-03-22T10:00:00Z")
        try story.add(
            ##"{"incident":"fire","kind":"reported","occurred":{"after":"#1","offset":"PT10M","bound":"atMost"},"body":{"summary":"flames"}}"##,
            at: "2024-03-22T10:00:00Z")
        try story.add(
            ##"{"incident":"fire","kind":"updated","body":{"summary":"a drill","relation":{"type":"retracts","target":"#1","reason":"a drill"}}}"##,
            at: "2024-03-22T10:00:00Z")
        let timeline = try story.timeline("fire")
        let text = try render(timeline, width: 180)
        #expect(
            text.contains(
                "13:00..13:10  REPORTED   #2  flames  at most 10 min after #1 (which hangs on a retracted entry)"))
        #expect(text.contains(##"#1  ~~smoke~~  retracted by #3: "a drill", desk-2, 22 Mar 13:00"##))
        let hostile = try render(Story.saying("").timeline("fire"), width: 180)
        #expect(hostile.contains("(the body was redacted)"))
        #expect(hostile.contains("(the body cannot be read by this version of the program)"))
    }
}
