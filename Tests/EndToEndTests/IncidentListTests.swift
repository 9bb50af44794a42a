import StrictJSON
import Testing

@Suite struct `Listing incidents` {
    let program: Program
    init() throws {
        program = try Program()
        let lines = [
            #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T20:41Z","tags":["unit:E39"],"body":{"title":"Fire at the Café","summary":"Smoke","status":"active"}}"#,
            line("flood", "Water is rising", #","occurred":"2024-03-20","tags":["area:north"]"#),
            #"{"incident":"quake","kind":"reported","body":{"summary":"Shaking","status":"open","exercise":true}}"#,
            #"{"incident":"fire","kind":"updated","body":{"summary":"Out","status":"closed"}}"#,
        ]
        try program.succeed("append", input: lines.joined(separator: "\n"))
    }

    private func names(_ flags: String...) throws -> [String] {
        try program.succeed(["incidents", "--format", "json"] + flags).json.compactMap { $0["incident"]?.string }
    }

    @Test func `the one with the newest entry stands first, each with its names`() throws {
        let rows = try program.succeed("incidents", "--format", "json").json
        #expect(rows.compactMap { $0["incident"]?.string } == ["fire", "quake", "flood"])
        for row in rows {
            #expect(
                row.names.isSuperset(of: ["incident", "status", "events", "firstOccurred", "lastRecorded", "summary"]))
        }
        #expect(rows[0]["status"]?.string == "closed")
        #expect(rows[0]["events"]?.integer == 2)
        #expect(rows[0]["firstOccurred"]?.string == "2024-03-22T20:41:00Z")
        #expect(rows[0]["summary"]?.string == "Fire at the Café")
        #expect(rows[2]["status"]?.isNull == true)
        #expect(rows[2]["summary"]?.string == "Water is rising")
        #expect(rows[1]["firstOccurred"]?.isNull == true)
    }

    @Test func `by status, text, tag, time and number`() throws {
        #expect(try names("--status", "closed") == ["fire"])
        #expect(try names("--status", "active").isEmpty)
        #expect(try names("--text", "CAFE") == ["fire"])
        #expect(try names("--text", "shak") == ["quake"])
        #expect(try names("--tag", "unit:E39") == ["fire"])
        #expect(try names("--tag", "unit:E3").isEmpty)
        #expect(try names("--limit", "2") == ["fire", "quake"])
        #expect(try names("--since", "-1h").count == 3)
        #expect(try names("--since", "2999").isEmpty)
        #expect(try names("--tag", "area:north", "--text", "river").isEmpty)
    }

    @Test func `as text, with titles and the drill marked`() throws {
        let text = try program.succeed("incidents").output
        for word in ["fire", "Fire at the Café", "closed", "flood", "Water is rising", "quake", "EXERCISE"] {
            #expect(text.contains(word), "\(word)")
        }
        #expect(try program.succeed("incidents", "--width", "40").lines.allSatisfy { $0.count <= 40 })
    }

    @Test func `in the zone that it names, on the clock that was asked for`() throws {
        try program.succeed("append", input: line("late", "Old news", #","published":"2010-05-01T10:00:00Z""#))
        let text = try program.succeed("incidents", "--zone", "+03:00").output
        #expect(text.contains("times UTC+3") && text.contains("\nRECORDED"), "\(text)")
        let published = try program.succeed("incidents", "--clock", "published", "--as-of", "2011").output
        #expect(published.contains("\nPUBLISHED") && published.contains("\n1 May 2010 10:00"), "\(published)")
        for (format, head) in [("markdown", "| published |"), ("html", "last published")] {
            let shown = try program.succeed(
                "incidents", "--clock", "published", "--as-of", "2011", "--format", format
            ).output
            #expect(shown.contains(head) && shown.contains("1 May 2010 10:00"), "\(shown)")
        }
    }

    @Test func `where nothing is listed, why is said`() throws {
        for format in ["text", "json", "csv"] {
            let none = try program.succeed("incidents", "--text", "volcano", "--format", format)
            #expect(none.errors == "blotter: no incident matches\n")
            let early = try program.succeed("incidents", "--as-of", "2001", "--format", format)
            #expect(early.errors == "blotter: nothing was known yet\n")
        }
    }

    @Test func `the list agrees with the timelines`() throws {
        for row in try program.succeed("incidents", "--format", "json").json {
            let incident = try #require(row["incident"]?.string)
            let timeline = try program.timeline(incident)
            #expect(timeline.allEntries.count == Int(row["events"]?.integer ?? -1))
            #expect(timeline["status"]?.text == row["status"]?.text)
            #expect(timeline["snapshot"]?["firstOccurred"]?.text == row["firstOccurred"]?.text)
        }
    }
}
