import StrictJSON
import Testing

/// `blotter lint` as a desk uses it.
@Suite struct `Lint` {
    let program: Program

    init() throws {
        program = try Program()
        let killed = { (number: Int) in #","figures":[{"measure":"killed","best":\#(number)}]"# }
        let lines = [
            #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T20:41Z","published":"2024-03-22T20:42Z","body":{"summary":"Smoke","source":{"name":"FSB","kind":"official"}\#(killed(143))}}"#,
            #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T21:00Z","published":"2024-03-22T21:00Z","body":{"summary":"Fewer","source":{"name":"FSB","kind":"official"}\#(killed(139))}}"#,
            #"{"incident":"flood","kind":"reported","occurred":"2024-03-22T21:00Z","body":{"summary":"Water"}}"#,
            #"{"incident":"quiet","kind":"reported","occurred":"2024-03-22T21:00Z","body":{"summary":"All well","source":{"name":"Desk"}}}"#,
        ]
        try program.succeed("append", "-", input: lines.joined(separator: "\n") + "\n")
    }

    @Test func `ends with 1 where it asks something, and with 0 where there is nothing to ask`() throws {
        let asked = try program.run("lint", "fire")
        #expect(asked.status == 1)
        #expect(asked.errors.isEmpty)
        #expect(asked.lines.first == "fire#2  figure-fell  killed fell from 143 to 139 (#1), and no reason is given")
        #expect(asked.lines.last?.follows("1 question   1 incident   as of …   2 events") == true, "\(asked.output)")
        let quiet = try program.succeed("lint", "quiet")
        #expect(quiet.lines.count == 1)
        #expect(
            quiet.lines.first?.follows("nothing to ask   1 incident   as of …   1 event") == true, "\(quiet.output)")
        #expect(try program.succeed("lint", "quiet", "--format", "json").output.isEmpty)
    }

    @Test func `prints one line of JSON a question`() throws {
        let found = try program.run("lint", "fire", "--format", "json")
        #expect(found.status == 1)
        let finding = try found.document
        #expect(
            finding.names == ["incident", "revision", "position", "code", "reason", "about", "asOf"])
        #expect(finding["incident"]?.string == "fire")
        #expect(finding["revision"]?.integer == 2 && finding["position"]?.integer == 2)
        #expect(finding["code"]?.string == "figure-fell")
        #expect(finding["reason"]?.string == "killed fell from 143 to 139 (#1), and no reason is given")
        #expect(finding.list("about").map { $0["revision"]?.integer } == [1])
        #expect(finding["asOf"]?["clock"]?.string == "recorded")
    }

    @Test func `keeps every question on one line but on a terminal, or where a width is given`() throws {
        let long = String(repeating: "very long ", count: 30) + "name"
        try program.succeed("report", "long", "x", "--figure", "\(long)=1", "--at", "2024-03-22")
        let piped = try program.run("lint", "long", "--only", "no-source")
        #expect(piped.lines.count == 2)
        #expect(piped.lines.first?.hasPrefix("long#1  no-source  ") == true)
        #expect(piped.lines.first?.contains(long) == true, "\(piped.output)")
        #expect(try program.run("lint", "long", "--only", "no-source", "--width", "60").lines.count > 5)
        #expect(try program.terminal("blotter lint long --only no-source").split(separator: "\r\n").count > 4)
    }

    @Test func `asks of all incidents by name what it asks of each alone`() throws {
        let all = try program.run("lint", "--all", "--format", "json")
        #expect(all.status == 1)
        let known = try all.json.map { "\($0["incident"]?.string ?? "") \($0["code"]?.string ?? "")" }
        #expect(known == ["fire figure-fell", "flood no-source"])
        let each = try ["fire", "flood", "quiet"].flatMap { try program.run("lint", $0, "--format", "json").json }
        func withoutMoment(_ values: [JSONValue]) -> [String] {
            values.map { "\($0["position"]?.integer ?? 0) \($0["code"]?.text ?? "") \($0["reason"]?.text ?? "")" }
        }
        #expect(try withoutMoment(all.json) == withoutMoment(each))
        let both = try program.run("lint", "flood", "fire", "flood", "--format", "json")
        #expect(try both.json.map { $0["incident"]?.string } == ["flood", "fire"])
        #expect(try program.run("lint", "--all").lines.last?.follows("2 questions   3 incidents   as of …") == true)
    }

    @Test func `asks only what it is told to ask, as of any moment on any clock`() throws {
        #expect(try program.succeed("lint", "fire", "--except", "figure-fell", "--format", "json").output.isEmpty)
        #expect(
            try program.succeed("lint", "--all", "--only", "status-order,undated", "--format", "json").output.isEmpty)
        #expect(try program.run("lint", "--all", "--only", "no-source").status == 1)
        let earlier = try program.succeed("lint", "fire", "--clock", "published", "--as-of", "2024-03-22 20:50")
        #expect(
            earlier.output
                == "nothing to ask   1 incident   as of 22 Mar 2024 20:50 UTC (published)   1 event known, 1 left out\n"
        )
        #expect(try program.run("lint", "fire", "--as-of", "#1").status == 0)
        #expect(try program.run("lint", "fire", "--only", "silent-gap", "--silence", "10m").status == 1)
        #expect(try program.run("lint", "fire", "--only", "silent-gap", "--silence", "1h").status == 0)
    }

    @Test func `lists its questions, each code once`() throws {
        let listed = try program.succeed("lint", "--codes", "--format", "json").json
        let codes = listed.compactMap { $0["code"]?.string }
        #expect(codes.count >= 20 && Set(codes).count == codes.count)
        #expect(codes.contains("figure-fell") && codes.contains("status-order"))
        let text = try program.succeed("lint", "--codes", "--width", "60")
        #expect(text.lines.allSatisfy { $0.count <= 60 })
        #expect(codes.allSatisfy { text.output.contains($0) })
    }

    @Test func `asks about incidents that were merged together, once`() throws {
        try program.succeed("update", "flood", "It is the fire", "--merges-into", "fire")
        let all = try program.run("lint", "--all", "--format", "json")
        #expect(
            try all.json.map {
                "\($0["incident"]?.string ?? "")#\($0["revision"]?.integer ?? 0) \($0["code"]?.string ?? "")"
            }
                == ["fire#2 figure-fell", "flood#1 no-source"])
        #expect(try program.run("lint", "flood", "fire", "--format", "json").json.count == 2)
    }

    @Test func `is not steered by what people wrote`() throws {
        let hostile =
            ##"{"incident":"evil","kind":"updated","occurred":"2024-03-22T21:00Z","body":{"summary":"x","figures":[{"measure":"\u001b[2J\u202e","best":1}]}}"##
        try program.succeed("append", "-", input: hostile + "\n")
        let asked = try program.run("lint", "evil")
        #expect(asked.status == 1)
        #expect(asked.output.unicodeScalars.allSatisfy { $0 == "\n" || ($0.value >= 0x20 && $0.value != 0x202E) })
        #expect(asked.output.contains(#"tells \u{1B}[2J\u{202E} and names no source"#), "\(asked.output)")
    }

    @Test func `as much of each where thousands say the same as one`() throws {
        /// The time of a processor that it takes where so many are duplicates of one.
        func cost(of count: Int) throws -> Double {
            let program = try Program()
            var lines = [#"{"incident":"hub","kind":"reported","body":{"summary":"x"}}"#]
            for number in 1...count {
                lines.append(
                    ##"{"incident":"call-\##(number)","kind":"reported","body":{"summary":"x","relation":{"type":"duplicates","target":"hub#1"}}}"##
                )
            }
            try program.succeed("append", input: lines.joined(separator: "\n"))
            let asked = try program.shell("TIMEFORMAT=%U; time blotter lint --all")
            #expect(asked.output.contains("hub#1"))
            return try #require(asked.errors.split(separator: "\n").last.flatMap { Double($0) }, "\(asked.errors)")
        }
        // Four times as much, or a little more; quadratic, it would be sixteen times as much.
        let (few, many) = (try cost(of: 1500), try cost(of: 6000))
        #expect(many < few * 10, "\(few) s, then \(many) s")
    }
}
