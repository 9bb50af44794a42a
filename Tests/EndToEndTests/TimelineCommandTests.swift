import Foundation
import StrictJSON
import Testing

@Suite struct `Asking for a timeline` {
    let program: Program
    init() throws {
        program = try Program()
        let lines = [
            line("fire", "Smoke", #","occurred":"2024-03-22T20:41+03:00~","published":"2010-05-01T10:00:00Z""#),
            line("fire", "Flames", #","occurred":"2024-03-22T21:00Z","published":"2015-05-01T10:00:00Z""#),
            ##"{"incident":"fire","kind":"updated","occurred":"2024-03-23","published":"2020-05-01T10:00:00Z","body":{"summary":"No flames","relation":{"type":"corrects","target":"#2","reason":"a reflection"}}}"##,
            line("fire", "Cause unclear", #","published":"2022-05-01T10:00:00Z""#, kind: "updated"),
            line("flood", "Elsewhere"),
        ]
        try program.succeed("append", input: lines.joined(separator: "\n"))
    }

    @Test func `programs find every name that they rely on`() throws {
        let timeline = try program.timeline("fire")
        #expect(
            timeline.names.isSuperset(of: ["incident", "status", "asOf", "entries", "undated", "leftOut", "snapshot"]))
        #expect(timeline["asOf"]?.names.isSuperset(of: ["clock", "moment", "position"]) == true)
        #expect(timeline["asOf"]?["position"]?.integer == 5)
        #expect(timeline["incident"]?.string == "fire")
        #expect(timeline["status"]?.isNull == true)
        #expect(timeline.revisions() == [1, 2, 3])
        #expect(timeline.revisions("undated") == [4])
        for entry in timeline.allEntries {
            #expect(
                entry.names.isSuperset(of: [
                    "revision", "position", "id", "kind", "occurred", "published", "recorded", "summary", "body",
                    "state", "changedBy",
                ]))
        }
        let first = try #require(timeline.list("entries").first)
        #expect(
            first["occurred"]?.names.isSuperset(of: ["earliest", "latest", "text", "approximate", "uncertain"]) == true)
        #expect(first["occurred"]?["earliest"]?.string == "2024-03-22T17:41:00Z")
        #expect(first["occurred"]?["latest"]?.string == "2024-03-22T17:41:59.999999Z")
        #expect(first["occurred"]?["text"]?.string == "2024-03-22T20:41+03:00~")
        #expect(first["occurred"]?["approximate"]?.bool == true)
        #expect(first["body"]?.text == #"{"summary":"Smoke"}"#)
        let change = try #require(timeline.list("entries")[1].list("changedBy").first)
        #expect(change.names.isSuperset(of: ["type", "revision", "reason"]))
        #expect(
            timeline["snapshot"]?.text
                == (try program.snapshot("fire", "--as-of", timeline["asOf"]?["moment"]?.string ?? "").text))
    }

    @Test func `as of a moment on the published clock, only what the sources had said by then is known`() throws {
        func known(_ moment: String) throws -> (entries: [Int64], undated: [Int64], leftOut: Int64?, second: String?) {
            let timeline = try program.timeline("fire", "--clock", "published", "--as-of", moment)
            #expect(timeline["asOf"]?["clock"]?.string == "published")
            let second = timeline.allEntries.first { $0["revision"]?.integer == 2 }
            return (
                timeline.revisions(), timeline.revisions("undated"), timeline["leftOut"]?.integer,
                second?["state"]?.string
            )
        }
        #expect(try known("2009") == ([], [], 4, nil))
        #expect(try known("2010-05-01T10:00:00Z") == ([1], [], 3, nil))
        #expect(try known("2010-05-01T09:59:59Z") == ([], [], 4, nil))
        #expect(try known("2015") == ([1, 2], [], 2, "current"))
        #expect(try known("2020-05-01") == ([1, 2, 3], [], 1, "corrected"))
        #expect(try known("2023") == ([1, 2, 3], [4], 0, "corrected"))
        #expect(try known("9999") == ([1, 2, 3], [4], 0, "corrected"))
        #expect(
            try program.succeed("timeline", "fire", "--clock", "published", "--as-of", "2015").output.contains(
                "2 events published later are not shown"))
        #expect(try program.snapshot("fire", "--clock", "published", "--as-of", "2015")["events"]?.integer == 2)
    }

    @Test func `as of a moment on the recorded clock, it is a prefix of the log`() throws {
        try program.succeed("report", "fire", "Later", "--at", "2024-03-22T22:00Z")
        let recorded = try program.replay().compactMap { $0["recorded"]?.string }
        let before = try program.timeline("fire", "--as-of", recorded[3])
        #expect(before.revisions() == [1, 2, 3])
        #expect(before["leftOut"]?.integer == 1)
        #expect(before["asOf"]?["moment"]?.string?.hasPrefix(recorded[3].dropLast()) == true)
        let after = try program.timeline("fire", "--as-of", recorded[5])
        #expect(after.revisions() == [1, 2, 5, 3])
        #expect(after["leftOut"]?.integer == 0)
        #expect(try program.timeline("fire", "--as-of", "2024")["leftOut"]?.integer == 5)
        #expect(try program.snapshot("fire", "--as-of", recorded[3])["events"]?.integer == 4)
        #expect(
            try program.succeed("timeline", "fire", "--as-of", recorded[3]).output.contains(
                "1 event recorded later is not shown"))
        let nothing = try program.succeed("timeline", "fire", "--as-of", "2024").output
        #expect(nothing.contains("Nothing was known yet."))
    }

    @Test func `the moment is the last microsecond that is included, and never after now`() throws {
        #expect(
            try program.timeline("fire", "--as-of", "2024-03-22")["asOf"]?["moment"]?.string
                == "2024-03-22T23:59:59.999999Z")
        #expect(
            try program.timeline("fire", "--as-of", "2024-03-22", "--zone", "+03:00")["asOf"]?["moment"]?.string
                == "2024-03-22T20:59:59.999999Z")
        let ahead = try program.timeline("fire", "--as-of", "9999")
        #expect(ahead["asOf"]?["moment"]?.string?.hasPrefix("9999") == false)
        #expect(ahead["leftOut"]?.integer == 0)
    }

    @Test func `a window shows what may have happened in it, by its effective time, and tells the rest`() throws {
        func shown(_ flags: String...) throws -> [Int64] {
            let timeline = try program.succeed(["timeline", "fire", "--format", "json"] + flags).document
            #expect(timeline["leftOut"]?.integer == 0)
            return timeline.revisions()
        }
        #expect(try shown("--to", "2024-03-22T17:41Z") == [1])
        #expect(try shown("--to", "2024-03-22T17:40Z").isEmpty)
        // The flames were corrected to the day after.
        #expect(try shown("--from", "2024-03-22T21:00Z") == [2, 3])
        #expect(try shown("--from", "2024-03-22T17:00Z", "--to", "2024-03-22T22:00Z") == [1])
        #expect(try shown("--from", "2024-03-22 20:41", "--to", "2024-03-22 20:41", "--zone", "+03:00") == [1])
        #expect(try shown("--from", "2024-03-24").isEmpty)
        #expect(try program.timeline("fire", "--from", "2024-03-24")["outsideWindow"]?.integer == 3)
        let text = try program.succeed("timeline", "fire", "--from", "2024-03-24").output
        #expect(text.contains("3 entries outside of the chosen time are not shown"))
        #expect(text.contains("Cause unclear"))
    }

    @Test func `times are shown on the clock of the zone, which is named`() throws {
        let cases = [
            ("UTC", "~17:41", "times UTC "), ("+03:00", "~20:41", "UTC+3"), ("Europe/Moscow", "~20:41", "MSK (UTC+3)"),
            ("Asia/Kolkata", "~23:11", "IST (UTC+5:30)"),
            ("America/New_York", "~13:41", "EDT (UTC-4)"),
        ]
        for (zone, time, name) in cases {
            let text = try program.succeed("timeline", "fire", "--zone", zone, "--to", "2024-03-22T18:00Z").output
            #expect(text.contains(time), "\(zone): \(text)")
            #expect(
                text.contains(name) || text.contains(name.replacingOccurrences(of: "-", with: "\u{2212}")),
                "\(zone): \(text)")
            program.environment["BLOTTER_ZONE"] = zone
            let again = try program.succeed("timeline", "fire", "--to", "2024-03-22T18:00Z").output
            // The first line tells the moment of the question.
            #expect(again.split(separator: "\n").dropFirst() == text.split(separator: "\n").dropFirst())
            program.environment["BLOTTER_ZONE"] = nil
        }
    }

    @Test func `no line is wider than the width, and colour is only where it is wanted`() throws {
        for width in [40, 60, 80, 100, 200] {
            let text = try program.succeed("timeline", "fire", "--width", "\(width)").output
            #expect(text.split(separator: "\n").allSatisfy { $0.count <= width }, "\(width)")
            #expect(!text.contains("\u{1B}"))
        }
        let coloured = try program.succeed("timeline", "fire", "--color", "always").output
        #expect(coloured.contains("\u{1B}["))
        let plain = try coloured.replacing(Regex("\u{1B}\\[[0-9;]*m"), with: "")
        #expect(plain.dropFirst(200) == (try program.succeed("timeline", "fire").output.dropFirst(200)))
    }

    @Test func `a snapshot says as a timeline does how much of the incident was known`() throws {
        let nothing = try program.succeed("snapshot", "fire", "--as-of", "2024").output
        #expect(nothing.contains("0 of 4 events known"))
        #expect(nothing.hasSuffix("\n\nNothing was known yet.\n"))
        let some = try program.succeed("snapshot", "fire", "--clock", "published", "--as-of", "2015").output
        #expect(some.contains("2 of 4 events known"))
        #expect(!some.contains("Nothing was known"))
    }

    @Test func `an incident tells which others were merged into it, and shows what belongs to it`() throws {
        let lines = [("quay", "mergesInto"), ("shed", "belongsTo")].map { incident, type in
            #"{"incident":"\#(incident)","kind":"updated","body":{"summary":"x","relation":{"type":"\#(type)","target":"fire"}}}"#
        }
        try program.succeed("append", input: lines.joined(separator: "\n"))
        for command in ["timeline", "snapshot"] {
            let text = try program.succeed(command, "fire").output
            #expect(text.contains("\nthe incident quay was merged into this one by quay#1\n"))
        }
        #expect(try program.succeed("timeline", "fire").output.contains("shed#1  x  belongs to fire"))
        let links = try program.snapshot("fire").list("linkedBy")
        #expect(links.map { $0["type"]?.string } == ["mergesInto", "belongsTo"])
        #expect(links.map { $0["incident"]?.string } == ["quay", "shed"])
        try program.succeed("retract", "quay#1", "--reason", "another fire")
        #expect(try !program.succeed("timeline", "fire").output.contains("quay"))
    }

    @Test func `one command's reading does not write`() throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: program.log + "/data.mdb"))
        for command in [["timeline", "fire"], ["snapshot", "fire"], ["incidents"], ["replay"], ["stats"]] {
            try program.succeed(command)
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: program.log + "/data.mdb")) == before)
    }
}
