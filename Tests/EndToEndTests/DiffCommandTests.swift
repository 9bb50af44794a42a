import StrictJSON
import Testing

@Suite struct `Asking what changed` {
    let program: Program
    init() throws {
        program = try Program()
        let lines = [
            #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T20:41Z","published":"2010-05-01T10:00:00Z","body":{"summary":"Five hurt","status":"open","figures":[{"measure":"injured","best":5}],"source":{"name":"Radio"}}}"#,
            #"{"incident":"fire","kind":"responded","published":"2011-05-01T10:00:00Z","body":{"summary":"Engine 12 dispatched","unit":{"id":"E12","status":"dispatched"}}}"#,
            line("flood", "Water rises"),
            ##"{"incident":"fire","kind":"updated","published":"2012-05-01T10:00:00Z","body":{"summary":"Two hurt","status":"contained","figures":[{"measure":"injured","best":2}],"source":{"name":"Radio"},"relation":{"type":"corrects","target":"#1","reason":"counted twice"}}}"##,
            line("quake", "It shakes \\u001b[2J"),
        ]
        try program.succeed("append", input: lines.joined(separator: "\n"))
    }

    @Test func `in one incident tells entries, numbers and how it stands, from any moment to any other`() throws {
        let diff = try program.succeed("diff", "fire", "#2", "--format", "json").document
        #expect(diff["incident"]?.string == "fire" && diff["new"]?.bool == false)
        #expect(diff["from"]?["named"]?.string == "fire#2" && diff["from"]?["position"]?.integer == 2)
        #expect(diff["status"]?["from"]?.string == "open" && diff["status"]?["to"]?.string == "contained")
        #expect(diff["title"]?.isNull == true)
        #expect(diff.list("added").map { $0["revision"]?.integer } == [3])
        let changed = try #require(diff.list("changed").first)
        #expect(changed.list("kinds").map(\.string) == ["corrected"] && changed["before"]?.string == "current")
        #expect(changed.list("news").first?["reason"]?.string == "counted twice")
        #expect(diff.list("figures").first?["headline"]?["from"]?["best"]?.integer == 5)
        #expect(diff.list("figures").first?["headline"]?["to"]?["best"]?.integer == 2)
        #expect(diff["known"]?["from"]?.integer == 2 && diff["known"]?["to"]?.integer == 3)
        let earlier = try program.succeed("diff", "fire", "@1", "@2", "--format", "json").document
        #expect(earlier.list("added").map { $0["revision"]?.integer } == [2] && earlier["leftOut"]?.integer == 1)
        #expect(earlier.list("units").first?["to"]?.string == "dispatched")
        let published = try program.succeed("diff", "fire", "2010", "2011", "--clock", "published", "--format", "json")
        #expect(try published.document.list("added").map { $0["revision"]?.integer } == [2])
    }

    @Test func `as text and Markdown, names every entry`() throws {
        let text = try program.succeed("diff", "fire", "#1").output
        #expect(text.contains("from #1 at ") && text.contains("1, then 3 of 3 events known"))
        #expect(text.contains("status          open → contained"))
        #expect(text.contains("figures         injured 5 → 2"))
        #expect(text.contains("units           E12 dispatched (new)"))
        #expect(text.contains("\nCorrected (1)\n  x  22 Mar 2024 20:41  REPORTED  #1  ~~Five hurt~~"))
        #expect(text.contains("corrected by #3: Two hurt, \"counted twice\", Radio"))
        #expect(text.contains("\nNew (2)\n"))
        let markdown = try program.succeed("diff", "fire", "#1", "--format", "markdown").output
        #expect(markdown.hasPrefix("# FIRE\n") && markdown.contains("## Corrected (1)\n"))
        #expect(try program.succeed("diff", "fire", "now").output.contains("Nothing changed."))
        for width in [20, 40, 80] {
            let narrow = try program.succeed("diff", "fire", "#1", "--width", "\(width)").output
            #expect(narrow.split(separator: "\n").allSatisfy { $0.count <= width }, "\(narrow)")
        }
    }

    @Test func `in all incidents, tells the new ones first and counts those that are quiet`() throws {
        let text = try program.succeed("diff", "--all", "@3").output
        #expect(text.hasPrefix("HANDOVER"))
        #expect(text.contains("1 incident new, 1 changed, 1 quiet"))
        let (new, changed) = (text.firstRange(of: "\nQUAKE  new"), text.firstRange(of: "\nFIRE  contained"))
        #expect(try #require(new).lowerBound < #require(changed).lowerBound)
        #expect(text.contains("corrected       #1  ~~Five hurt~~  by #3: Two hurt, \"counted twice\""))
        #expect(!text.contains("FLOOD") && !text.contains("\u{1B}"))
        let json = try program.succeed("diff", "--all", "-1h", "--format", "json").document
        #expect(json.list("incidents").map { $0["new"]?.bool } == [true, true, true])
        #expect(json["quiet"]?.integer == 0 && json["known"]?["from"]?.integer == 0)
        let limited = try program.succeed("diff", "--all", "-1h", "--limit", "1").output
        #expect(limited.contains("2 of them are not shown"))
        #expect(try program.succeed("diff", "--all", "fire#1", "fire#2").output.contains("1 changed"))
    }

    @Test func `says nothing of numbers before that of an incident that is new`() throws {
        try program.succeed("report", "storm", "Nobody hurt", "--figure", "injured=4")
        try program.succeed("update", "storm", "A mistake", "--retracts", "#1", "--reason", "another storm")
        let text = try program.succeed("diff", "--all", "@5").output
        #expect(text.contains("STORM  new"))
        #expect(!text.contains("as before"), "\(text)")
    }

    @Test func `calls a time undated that is not known`() throws {
        try program.succeed("report", "storm", "Thunder", "--at", "2024-03-22T20:41Z")
        let line = #"{"incident":"storm","kind":"reported","body":{"summary":"Rain"}}"#
        try program.succeed("append", input: line)
        try program.succeed(
            "update", "storm", "Rain fell at one", "--corrects", "#2", "--reason", "known now", "--at",
            "2024-01-01T13:00Z")
        let text = try program.succeed("diff", "storm", "#2").output
        #expect(text.contains("time undated → 1 Jan 2024 13:00"), "\(text)")
    }

    @Test func `names the other incident, from either side, where a merge is taken back`() throws {
        try program.succeed("update", "fire", "One", "--merges-into", "flood", "--reason", "same place")
        try program.succeed("retract", "fire#4", "--reason", "two places")
        let all = try program.succeed("diff", "--all", "@6").output
        for (incident, other) in [("fire", "flood"), ("flood", "fire")] {
            let text = try program.succeed("diff", incident, "@6").output
            #expect(text.contains("unmerged        \(other) is no longer one with this one"), "\(text)")
            #expect(!text.contains("\(incident) is no longer one"), "\(text)")
            #expect(all.contains("\(other) is no longer one with this one"), "\(all)")
            let json = try program.succeed("diff", incident, "@6", "--format", "json").document
            #expect(json.list("parted").map(\.string) == [other] && json.list("unmerged").map(\.string) == ["fire#4"])
        }
    }

    @Test func `tells of no merge where incidents stay one by another`() throws {
        try program.succeed("update", "fire", "One", "--merges-into", "flood", "--reason", "same place")
        try program.succeed("retract", "fire#4", "--reason", "two places")
        try program.succeed("update", "flood", "One after all", "--merges-into", "fire", "--reason", "same place")
        try program.succeed("retract", "fire#5", "--reason", "the first was right")
        for incident in ["fire", "flood"] {
            let diff = try program.succeed("diff", incident, "@8", "--format", "json").document
            #expect(diff["incident"]?.string == "flood")
            for list in ["merged", "unmerged", "parted"] { #expect(diff.list(list).isEmpty, "\(list)") }
        }
    }
}

@Suite struct `Asking about moments that lie ahead` {
    let program: Program
    init() throws {
        program = try Program()
        try program.succeed("append", "--quiet", input: line("fire", "Smoke"))
    }

    @Test func `what changed since then is refused, with what the moment means`() throws {
        for call in [["diff", "--all", "2999-01-01 22:00"], ["diff", "--all", "2999-01-01 22:00", "06:00"]] {
            let refused = try program.run(call)
            #expect(refused.status == 64 && refused.output.isEmpty)
            #expect(
                refused.errors
                    == "blotter: the earlier moment: 2999-01-01 22:00 is 2999-01-01 22:00Z, which lies ahead of now\n")
        }
        // A zone in which it is shortly after midnight, so that a time of day lies ahead.
        let hour = Int(try program.run("/bin/date", ["-u", "+%H"], input: nil).output.prefix(2)) ?? 0
        let offset = hour < 12 ? "-\(String(hour + 100).dropFirst()):00" : "+\(String(124 - hour).dropFirst()):00"
        let (zone, written) = hour == 0 ? ("UTC", "Z") : (offset, offset)
        let night = try program.run("diff", "--all", "23:30", "06:00", "--zone=\(zone)")
        #expect(night.status == 64)
        #expect(
            night.errors.contains("23:30\(written), which lies ahead of now; write 'yesterday 23:30'"),
            "\(night.errors)")
        let shift = try program.succeed("diff", "--all", "yesterday 23:30", "23:30", "--zone=\(zone)")
        #expect(shift.errors.hasPrefix("blotter: the later moment lies ahead of now; this is what is known now"))
        #expect(shift.output.contains("1 incident new"))
    }

    @Test func `moments in the wrong order are refused as they were written`() throws {
        for (first, second) in [("2024-03-22", "2024-03-21"), ("-1h", "-2h"), ("#1", "2024"), ("#1", "@1")] {
            let refused = try program.run("diff", "fire", first, second)
            #expect(refused.status == 64 && refused.output.isEmpty, "\(first) \(second)")
            #expect(
                refused.errors.contains("'\(first)' does not lie before '\(second)'; give the earlier moment first"))
        }
        #expect(
            try program.run("diff", "fire", "#1", "#1").errors
                == "blotter: '#1' is given twice; give two moments, the earlier one first\n")
        #expect(
            try program.run("diff", "fire", "yesterday 06:00", "yesterday 05:00").errors
                == "blotter: 'yesterday 06:00' does not lie before 'yesterday 05:00'; give the earlier moment first\n")
    }

    @Test func `what was known then is answered as of now, and that is said`() throws {
        let said = "lies ahead of now; this is what is known now\n"
        for command in ["timeline fire", "snapshot fire", "incidents", "lint fire", "why fire#1", "replay"] {
            let words = command.split(separator: " ").map(String.init)
            let ahead = try program.run(words + ["--as-of", "2999"])
            #expect(!ahead.output.isEmpty && ahead.errors == "blotter: --as-of \(said)", "\(command): \(ahead.errors)")
            // Of a day that has begun a part has come.
            for moment in ["today", "now", "#1"] where moment != "#1" || words.count > 1 {
                #expect(try program.run(words + ["--as-of", moment]).errors.isEmpty, "\(command) \(moment)")
            }
        }
        for command in ["incidents", "replay"] {
            #expect(
                try program.run(command, "--since", "2999").errors
                    .hasPrefix("blotter: --since lies ahead of now; nothing was recorded since then\n"))
            #expect(try program.run(command, "--since", "today").errors.isEmpty)
        }
    }
}

@Suite struct `Asking for the public what changed and why` {
    @Test func `tells what public entries say, and neither what the desk takes back nor that it did`() throws {
        let program = try Program()
        try program.succeed("report", "fire", "Smoke", "--public")
        try program.succeed("report", "fire", "Many hurt", "--public", "--figure", "injured=9")
        try program.succeed("report", "fire", "A suspect is sought")
        try program.succeed("update", "fire", "Nobody hurt", "--retracts", "#2", "--reason", "a hoax")
        try program.succeed("update", "fire", "Under control", "--public", "--status", "contained")
        for flags in [["diff", "fire", "#3"], ["diff", "--all", "@3"]] {
            let text = try program.succeed(flags + ["--audience", "public"]).output
            #expect(text.contains("Under control") && text.contains("contained"))
            for word in ["hurt", "suspect", "hoax", "test-desk"] { #expect(!text.contains(word), "\(text)") }
        }
        #expect(try program.succeed("diff", "fire", "#3").output.contains("hoax"))
        let hidden = try program.run("why", "fire#3", "--audience", "public")
        #expect(hidden.status == 66 && hidden.errors == "blotter: fire#3 is not public\n")
        try program.succeed("respond", "fire", "Engine 12 sent", "--public", "--responds-to", "#3")
        let answer = try program.succeed("why", "fire#6", "--audience", "public").output
        #expect(answer.contains("responds to #3") && answer.contains("which is not public"), "\(answer)")
        let shown = try program.succeed("why", "fire#1", "--audience", "public").output
        #expect(shown.contains("Smoke") && !shown.contains("test-desk"))
    }
}

@Suite struct `Asking why` {
    let program: Program
    init() throws { program = try Program() }

    @Test func `an entry stands as it does tells everything that was done to it, in order`() throws {
        try program.succeed(
            "report", "fire", "Five hurt", "--at", "2024-03-22T20:41Z", "--source", "Radio", "--tag", "a:b")
        try program.succeed("update", "fire", "Two hurt", "--corrects", "#1", "--reason", "counted twice")
        try program.succeed("retract", "fire#2", "--reason", "it was five")
        let text = try program.succeed("why", "fire#1").output
        #expect(text.hasPrefix("fire#1   REPORTED   current"))
        for part in [
            "\n  occurred        2024-03-22T20:41Z\n", "at position 1\n", "\n  source          Radio\n",
            "\n  tags            a:b\n",
            "\n    \"summary\": \"Five hurt\",\n",
            "corrected by #2: Two hurt, \"counted twice\", test-desk  → corrected\n",
            "which stood until #3 took it back",
            "#2 retracted by #3: #2 is retracted, \"it was five\", test-desk  → current",
        ] { #expect(text.contains(part), "\(part): \(text)") }
        let then = try program.succeed("why", "@1", "--as-of", "#2", "--format", "json").document
        #expect(then["entry"]?["state"]?.string == "corrected" && then["leftOut"]?.integer == 1)
        #expect(then.list("steps").map { $0["state"]?.string } == ["corrected"])
        #expect(then["basis"]?.isNull == true)
        let change = try program.succeed("why", "fire#2", "--format", "json").document
        #expect(
            change.list("does").first?["target"]?.string == "#1"
                && change.list("does").first?["state"]?.string == "current")
        #expect(try program.succeed("why", "fire#1", "--format", "markdown").output.hasPrefix("# fire"))
    }

    @Test func `tells moments on the clock of the reader and exactly, and the body sign for sign`() throws {
        let body = #"{"summary":"*x*","attributes":{"a":"```` <b>"}}"#
        try program.succeed(
            "append",
            input: #"{"incident":"fire","kind":"reported","published":"2024-03-22T17:45:00Z","body":\#(body)}"#)
        let flags = ["why", "fire#1", "--zone", "+03:00"]
        let text = try program.succeed(flags).output
        #expect(text.contains("published       22 Mar 2024 20:45 (2024-03-22T17:45:00Z)\n"), "\(text)")
        let markdown = try program.succeed(flags + ["--format", "markdown"]).output
        let fence = "`````"
        #expect(
            markdown.contains(
                "## Body\n\n\(fence)\n{\n  \"summary\": \"*x*\",\n  \"attributes\": {\n    \"a\": \"```` <b>\"\n  }\n}\n\(fence)\n"
            ),
            "\(markdown)")
    }

    @Test func `marks a drill, as lint does, though the entry itself does not say that it is one`() throws {
        let lines = [
            #"{"incident":"drill","kind":"reported","body":{"summary":"a","exercise":true}}"#,
            #"{"incident":"drill","kind":"reported","body":{"summary":"b"}}"#,
        ]
        try program.succeed("append", input: lines.joined(separator: "\n"))
        for format in ["text", "markdown"] {
            let output = try program.succeed("why", "drill#2", "--format", format).output
            #expect(output.contains("EXERCISE: not the real thing"))
        }
        let asked = try program.run("lint", "drill", "--only", "no-source").output
        #expect(asked.contains("drill#2  no-source  EXERCISE  is reported"), "\(asked)")
    }

    @Test func `a decision was taken tells what was known then, and what of that was wrong`() throws {
        let lines = [
            #"{"incident":"fire","kind":"reported","body":{"summary":"Five hurt","figures":[{"measure":"injured","best":5}]}}"#,
            #"{"incident":"fire","kind":"responded","body":{"summary":"Evacuate","decision":{"what":"Evacuate the quay"}}}"#,
            ##"{"incident":"fire","kind":"updated","body":{"summary":"Two hurt","relation":{"type":"corrects","target":"#1","reason":"r"}}}"##,
        ]
        try program.succeed("append", input: lines.joined(separator: "\n"))
        let text = try program.succeed("why", "fire#2").output
        #expect(text.contains("\nKnown when it was written down, "))
        #expect(
            text.contains("events          1 known then, 1 more since") && text.contains("figures         injured 5"))
        #expect(
            text.contains("\nWhat of that turned out otherwise since\n  corrected  #1  Five hurt  by #3: Two hurt\n"))
        let published = try program.succeed("why", "fire#2", "--clock", "published").output
        #expect(published.contains("\nKnown when it was published, "))
        let basis = try program.succeed("why", "fire#2", "--format", "json").document["basis"]
        #expect(basis?["snapshot"]?["events"]?.integer == 1 && basis?.list("changed").count == 1)
    }

    @Test func `hostile text stays text, in every part`() throws {
        let body =
            #"{"summary":"x\u001b[2J","detail":"\u202e","attributes":{"\u0007":["\u009b31m",{"a":"</script>"}]}}"#
        try program.succeed("append", input: #"{"incident":"fire","kind":"reported","body":\#(body)}"#)
        try program.succeed("update", "fire", "y\u{1B}]0;t\u{07}", "--corrects", "#1", "--reason", "\u{9B}1m")
        for flags in [["why", "fire#1"], ["why", "fire#2"], ["diff", "fire", "#1"], ["diff", "--all", "@1"]] {
            for format in ["text", "markdown"] {
                let output = try program.succeed(flags + ["--format", format, "--color", "never"]).output
                let bad = output.unicodeScalars.filter {
                    $0.value < 32 && $0 != "\n" || (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}"
                }
                #expect(bad.isEmpty, "\(flags) \(format)")
            }
        }
    }
}
