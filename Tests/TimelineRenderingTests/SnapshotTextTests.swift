import Chronology
import EventSourcing
import Incidents
import Testing
import TimelineRendering

@Suite struct `A snapshot as text` {
    private func render(_ snapshot: IncidentSnapshot, width: Int = 100) throws -> String {
        SnapshotTextRenderer(width: width, color: false, zone: .utc, now: try moment("2024-03-22T21:05:00Z"))
            .render(snapshot)
    }

    static func fire() throws -> Story {
        var story = Story()
        func add(_ kind: String, _ time: String, _ body: String) throws {
            try story.add(
                #"{"incident":"harbour-fire","kind":"\#(kind)","occurred":"2024-03-22T\#(time)Z","body":{\#(body)}}"#,
                at: "2024-03-22T\(time):30Z")
        }
        try add(
            "reported", "20:41",
            #""summary":"smoke","title":"Fire in the harbour","status":"active","place":{"name":"North quay","lat":53.5,"lon":9,"radius":200,"precision":"vicinity"}"#
        )
        try add(
            "responded", "20:44",
            #""summary":"sent","unit":{"id":"E12","kind":"engine","agency":"City","status":"dispatched"}"#)
        try add("responded", "20:45", #""summary":"sent","unit":{"id":"L3","status":"dispatched","action":"ladder"}"#)
        try add(
            "reported", "20:50",
            #""summary":"many","source":{"name":"Radio"},"figures":[{"measure":"injured","low":5,"words":"dozens"},{"measure":"killed","best":4}]"#
        )
        try add(
            "reported", "20:51",
            #""summary":"three","source":{"name":"Police","kind":"official"},"figures":[{"measure":"killed","best":3,"high":5}]"#
        )
        try add(
            "reported", "20:52",
            #""summary":"two","source":{"name":"Police","kind":"official"},"figures":[{"measure":"killed","best":2}]"#)
        try add("responded", "20:55", #""summary":"back","unit":{"id":"E12","status":"cleared"}"#)
        try add(
            "reported", "20:56",
            #""summary":"arson","source":{"name":"Radio"},"claim":{"what":"attribution","by":"a group","stance":"claimed"}"#
        )
        return story
    }

    @Test func `tells status, place, figures by source, units and claims`() throws {
        #expect(
            try render(Self.fire().timeline("harbour-fire", asOf: "2024-03-22T21:00:59.999999Z").snapshot) == """
                HARBOUR-FIRE   active   times UTC   as of 22 Mar 2024 21:00   8 events
                Fire in the harbour

                  place           North quay (53.5, 9.0, within 200 m, vicinity)
                  first occurred  22 Mar 2024 20:41
                  last occurred   22 Mar 2024 20:56
                  last recorded   22 Mar 2024 20:56 (8 min ago)

                Figures
                  injured 5 or more "dozens" (latest)
                    5 or more "dozens"  Radio  #4  22 Mar 20:50
                  killed 2 (latest official) · told between 2 and 5 · fell 3→2 by #6 without a reason
                    4  Radio  #4  22 Mar 20:50
                    Police
                      3 [5 or fewer]  #5  22 Mar 20:51
                      2  #6  22 Mar 20:52

                Units (1 of 2 still out)
                  UNIT  STATUS      SINCE
                  E12   cleared     22 Mar 20:55             (engine, City)  #7
                    dispatched 20:44 #2 → cleared 20:55 #7
                  L3    dispatched  22 Mar 20:45  still out  ladder  #3

                Claims
                  attribution  claimed: a group  Radio  #8  22 Mar 20:56

                """)
    }

    @Test func `tells an end of what was told as open where nobody closed it`() throws {
        var story = Story()
        for figure in [#""low":50"#, #""low":100"#, #""best":70"#] {
            try story.add(
                #"{"incident":"fire","kind":"reported","body":{"summary":"s","figures":[{"measure":"hurt",\#(figure)}]}}"#,
                at: "2024-03-22T10:00:00Z")
        }
        #expect(try render(story.timeline("fire").snapshot).contains("· told between 50 and 100 or more"))
        for figure in [#""high":30"#, #""best":200"#] {
            try story.add(
                #"{"incident":"fire","kind":"reported","body":{"summary":"s","figures":[{"measure":"hurt",\#(figure)}]}}"#,
                at: "2024-03-22T11:00:00Z")
        }
        #expect(try render(story.timeline("fire").snapshot).contains("· told between 30 or fewer and 200"))
        let diff = IncidentDiff(
            of: try StreamID("fire"), from: try story.timeline("fire", asOf: "2024-03-22T10:30:00Z"),
            to: try story.timeline("fire"))
        let text = IncidentDiffRenderer(zone: .utc, now: .maximum).text(diff, width: 200, color: false)
        #expect(text.contains("told between 30 or fewer and 200, before: 50–100 or more"), "\(text)")
    }

    @Test func `puts the figures at the end of the timeline too`() throws {
        let timeline = try Self.fire().timeline("harbour-fire")
        let text = TimelineTextRenderer(width: 100, color: false, zone: .utc, now: try moment("2024-04-01T00:00:00Z"))
            .render(timeline)
        #expect(
            text.contains("\nkilled 2 (latest official) · told between 2 and 5 · fell 3→2 by #6 without a reason\n"))
    }
}

@Suite struct `A list of incidents` {
    private func rows() throws -> [IncidentSummary] {
        let long = "an-incident-with-a-name-that-is-longer-than-any-desk-would-write"
        return [
            IncidentSummary(
                incident: try StreamID("harbour-fire"), status: .active, events: 12, firstOccurred: nil,
                lastRecorded: try moment("2024-03-22T20:56:00Z"), title: "Fire in the harbour",
                summary: "Fire in the harbour, with smoke over the whole of the old town", isExercise: false),
            IncidentSummary(
                incident: try StreamID("d"), status: nil, events: 1, firstOccurred: nil,
                lastRecorded: try moment("2024-03-02T20:56:00Z"), title: nil, summary: "", isExercise: true),
            IncidentSummary(
                incident: try StreamID(long), status: .reopened, events: 1_234_567, firstOccurred: nil,
                lastRecorded: try moment("2024-03-01T20:56:00Z"), title: nil, summary: "文字", isExercise: false),
        ]
    }

    @Test func `is a table that never cuts an incident short`() throws {
        #expect(
            IncidentListRenderer(width: 96, color: false, zone: .utc).render(try rows()) == """
                RECORDED           STATUS     EVENTS   INCIDENT                          TITLE
                22 Mar 2024 20:56  active          12  harbour-fire                      Fire in the harbour, w…
                2 Mar 2024 20:56                    1  d                                 EXERCISE (no text can…
                1 Mar 2024 20:56   reopened   1234567  an-incident-with-a-name-that-is-longer-than-any-desk-woul
                                                       d-write
                                                       文字

                """)
    }

    @Test func `takes two lines a row on a narrow terminal`() throws {
        #expect(
            IncidentListRenderer(width: 48, color: false, zone: .utc).render(Array(try rows().prefix(2))) == """
                harbour-fire  active  12 events
                  22 Mar 2024 20:56
                  Fire in the harbour, with smoke over the whol…
                d  1 event  2 Mar 2024 20:56
                  EXERCISE (no text can be read)

                """)
    }

    @Test func `is empty where there is none`() {
        #expect(IncidentListRenderer(width: 80, color: true, zone: .utc).render([]).isEmpty)
    }
}
