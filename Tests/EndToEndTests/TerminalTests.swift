import Foundation
import StrictJSON
import Testing

/// Whatever an event's text contains, a terminal must never obey it.
@Suite struct `On a terminal` {
    let program: Program

    /// Colours, the title of the window, the cursor, a bell, both sorts of C1, a turn of the reading order, and more.
    private static let hostile =
        "a\u{1B}[31mred\u{1B}]0;title\u{7}\u{9B}2J\u{9D}x\u{9C}\u{8}\r\u{0}\u{7F}\u{85}\u{202E}drow\u{202C}\u{2066}x\u{2069}\u{200E}\u{2028}\u{1B}c"
    private static let name = "n\u{9B}31m\u{1B}[2J\u{202E}z"

    init() throws {
        program = try Program()
        program.environment["NO_COLOR"] = "1"
        program.environment["TERM"] = "xterm"
        var word: [UInt8] = []
        word.appendJSONString(Self.hostile, style: .minimal)
        let text = String(decoding: word, as: UTF8.self)
        word = []
        word.appendJSONString(Self.name, style: .minimal)
        let name = String(decoding: word, as: UTF8.self)
        let rich = """
            {"title":\(text),"summary":\(text),"detail":\(text),"source":{"name":\(text),"origin":\(text),"grade":"B2"},\
            "place":{"name":\(text),"lat":1,"lon":2},"figures":[{"measure":\(name),"best":4,"words":\(text)}],\
            "claim":{"what":\(name),"by":\(text)},"unit":{"id":\(name),"kind":\(name),"status":"onscene","action":\(text)},\
            "decision":{"what":\(text)},"attributes":{\(text):[\(text)]}}
            """
        let lines = [
            #"{"incident":"fire","kind":"reported","id":\#(name),"by":\#(name),"occurred":"2024-03-22T20:45Z","tags":["k:a\u202eb\u2066"],"body":\#(rich)}"#,
            ##"{"incident":"fire","kind":"updated","body":{"summary":\##(text),"relation":{"type":"corrects","target":"#1","reason":\##(text)}}}"##,
            ##"{"incident":"fire","kind":"updated","body":{"summary":\##(text),"relation":{"type":"disputes","target":"#2","reason":\##(text)}}}"##,
        ]
        try program.succeed("append", input: lines.joined(separator: "\n"))
    }

    @Test(arguments: [
        "replay", "replay --reverse", "replay --format text", "replay --follow --limit 3",
        "replay --follow --limit 3 --format text", "timeline fire",
        "timeline fire --width 40", "timeline fire --format json", "snapshot fire", "snapshot fire --format json",
        "incidents",
        "incidents --format json", "stats", "stats --format json", "timeline fire --as-of 2024",
        "timeline fire --format markdown", "timeline fire --format html", "timeline fire --format csv",
        "snapshot fire --format markdown", "snapshot fire --format html", "snapshot fire --format svg",
        "snapshot fire --format svg --plot units", "incidents --format markdown", "incidents --format html",
        "incidents --format csv",
    ])
    func `nothing that an event says steers it`(command: String) throws {
        let seen = try program.terminal("blotter \(command)")
        #expect(!seen.isEmpty)
        #expect(seen.steering.isEmpty, "\(seen.debugDescription)")
    }

    @Test func `colour is ours alone`() throws {
        program.environment["NO_COLOR"] = nil
        for command in ["timeline fire", "snapshot fire", "incidents"] {
            let seen = try program.terminal("blotter \(command)")
            #expect(seen.contains("\u{1B}["), "\(command)")
            let plain = try seen.replacing(Regex("\u{1B}\\[[0-9;]*m"), with: "")
            #expect(plain.steering.isEmpty, "\(command): \(plain.debugDescription)")
        }
    }

    @Test func `answers and complaints that name hostile words do not steer it`() throws {
        let lines = try program.file(
            "h.jsonl",
            #"""
            {"incident":"fire","kind":"reported","id":"n\u009b31m\u001b[2J\u202ez","body":{"summary":"other content"}}
            {"incident":"\u001b[2J\u202e","kind":"reported","body":{"summary":"x"}}
            {"incident":"fire","kind":"\u001b[2J\u009b","body":{"summary":"x"}}
            {"incident":"fire","kind":"reported","\u001b[2J\u202e":1,"body":{"summary":"x"}}
            {"incident":"fire","kind":"reported","body":{"summary":"x","\u001b[2J\u202e":1}}
            {"incident":"fire","kind":"reported","occurred":"\u001b[2J\u202e","body":{"summary":"x"}}
            {"incident":"fire","kind":"reported","tags":["\u001b[2J"],"body":{"summary":"x"}}
            {"incident":"fire","kind":"reported","body":{"summary":"x","status":"\u001b[2J\u202e"}}
            {"incident":"fire","kind":"reported","body":{"summary":"x","relation":{"type":"confirms","target":"\u001b[2J\u202e"}}}
            {"incident":"fire","kind":"reported","body":{"summary":"x","source":{"grade":"\u001b[2J\u009b"}}}
            {"incident":"fire","kind":"reported","body":{"summary":"x","figures":[{"measure":"killed","best":"\u001b[2J"}]}}
            """# + "\n\u{1B}[2J\u{202E}\n{\u{1B}[2J\n" + "{\"a\u{1B}[2J\":1}\n"
        )
        let appended = try program.terminal("blotter append '\(lines)'")
        #expect(appended.split(separator: "\r\n").count >= 15, "\(appended)")
        #expect(appended.steering.isEmpty, "\(appended.debugDescription)")

        let hostile = #"$'\e[2J\u202e\u009bx\a'"#
        let commands = [
            "blotter report flood x --id \(hostile) --format json", "blotter report flood y --id \(hostile)",
            "blotter append --format json '\(lines)'",
            "blotter timeline \(hostile)", "blotter \(hostile)", "blotter replay --\(hostile)",
            "blotter report fire x --status \(hostile)",
            "blotter report fire x --format \(hostile)", "blotter append \(hostile)", "blotter replay --log \(hostile)",
            "blotter retract \(hostile) --reason x",
            "blotter timeline fire --as-of \(hostile)", "blotter timeline fire --zone \(hostile)",
            "blotter replay --tag \(hostile)",
            "blotter report fire x --tag \(hostile)", "blotter report fire x --at \(hostile)",
            "blotter report fire x --corrects \(hostile) --reason y",
            "blotter report fire x --figure \(hostile)", "blotter report fire x --expect \(hostile)",
            "blotter report fire x --lat \(hostile) --lon 1",
            "blotter stats --log \(hostile)",
            "blotter report h x --log \(hostile) && blotter stats --log \(hostile) && blotter stats --format json --log \(hostile)",
        ]
        for command in commands {
            let seen = try program.terminal("cd '\(program.directory.path)'; " + command)
            #expect(!seen.isEmpty, "\(command)")
            #expect(seen.steering.isEmpty, "\(command): \(seen.debugDescription)")
        }
    }

    @Test func `what a terminal shows as JSON lines is the same JSON as a pipe gets, which gets the given bytes`()
        throws
    {
        let piped = try program.shell("blotter replay | cat")
        #expect(piped.output.contains("\u{202E}"))
        #expect(piped.output.contains("\u{9B}"))
        let shown = try program.terminal("blotter replay").split(separator: "\r\n").map {
            try JSONDocument(parsing: Array($0.utf8)).root
        }
        #expect(shown.count == 3)
        #expect(try zip(shown, piped.json).allSatisfy { $0.means($1) })
        let timeline = try program.terminal("blotter timeline fire --format json")
        let entries = try JSONDocument(parsing: Array(timeline.utf8.filter { $0 != 13 && $0 != 10 })).root
        #expect(zip(entries.allEntries, try program.timeline("fire").allEntries).allSatisfy { $0.means($1) })
    }

    @Test func `what waits for lines from the keyboard says so`() throws {
        let said = "blotter: reading JSON lines from the terminal; end with Ctrl-D"
        #expect(try program.terminal("blotter append").contains(said))
        #expect(try !program.terminal("blotter append < /dev/null").contains(said))
    }

    @Test func `the width of the terminal is kept`() throws {
        let seen = try program.terminal("stty cols 60; blotter timeline fire")
        for line in seen.split(separator: "\r\n") { #expect(line.count <= 60, "\(line)") }
        // A pipe ends on the same terminal, as its messages do; else the environment may tell.
        let piped = try program.terminal("stty cols 60; blotter timeline fire | cat")
        // The first line tells the moment of the question.
        #expect(piped.split(separator: "\r\n").dropFirst() == seen.split(separator: "\r\n").dropFirst())
        program.environment["COLUMNS"] = "50"
        let narrow = try program.succeed("timeline", "fire").lines
        #expect(narrow.allSatisfy { $0.count <= 50 } && narrow.contains { $0.count > 40 })
        program.environment["COLUMNS"] = "many"
        #expect(try program.succeed("timeline", "fire").lines.contains { $0.count > 60 })
    }
}
