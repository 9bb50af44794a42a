import Testing

@Suite struct `A format` {
    let program: Program
    init() throws {
        program = try Program.withStory()
        let figures = (1...3).map { number in
            #"{"incident":"fire","kind":"reported","body":{"summary":"\#(number) injured","figures":[{"measure":"injured","best":\#(number)}],"unit":{"id":"E\#(number)","status":"onscene"}},"occurred":"2024-03-22T21:0\#(number)Z"}"#
        }
        try program.succeed("append", "--quiet", input: figures.joined(separator: "\n"))
    }

    @Test(arguments: [
        ("timeline fire", "markdown", "# fire\n"), ("timeline fire", "html", "<!doctype html>\n"),
        ("timeline fire", "csv", "incident,revision,"), ("timeline fire", "json", #"{"incident":"fire""#),
        ("timeline fire", "text", "FIRE "),
        ("snapshot fire", "markdown", "# fire\n"), ("snapshot fire", "html", "<!doctype html>\n"),
        ("snapshot fire", "svg", "<svg "), ("snapshot fire", "json", #"{"incident":"fire""#),
        ("snapshot fire", "text", "FIRE "),
        ("incidents", "markdown", "as of "), ("incidents", "html", "<!doctype html>\n"),
        ("incidents", "csv", "incident,status,"), ("incidents", "json", #"{"incident":"fire""#),
        ("incidents", "text", "as of "),
    ])
    func `is what it is asked to be, and ends with a line break`(command: String, format: String, start: String) throws
    {
        let output = try program.succeed(command.split(separator: " ").map(String.init) + ["--format", format]).output
        #expect(output.hasPrefix(start), "\(output.prefix(200))")
        #expect(output.unicodeScalars.last == "\n")
        #expect(output.contains("It burns") || command.hasPrefix("snapshot"))
    }

    @Test func `of plots is one of figures or of units`() throws {
        #expect(try program.succeed("snapshot", "fire", "--format", "svg").output.contains("Figures over time"))
        let units = try program.succeed("snapshot", "fire", "--format", "svg", "--plot", "units").output
        #expect(units.contains("Responders over time"))
        #expect(units.contains(">E2</text>"))
    }

    @Test(arguments: [
        ["snapshot", "fire", "--plot", "units"], ["snapshot", "fire", "--format", "csv"],
        ["snapshot", "fire", "--format", "svg", "--plot", "map"], ["timeline", "fire", "--format", "svg"],
        ["timeline", "fire", "--format", "HTML"], ["incidents", "--format", "pdf"],
    ])
    func `that there is not is refused`(arguments: [String]) throws {
        let outcome = try program.refuse(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.bytes.isEmpty)
    }

    @Test func `says as of when it is and how much it leaves out`() throws {
        for format in ["markdown", "html", "text"] {
            let output = try program.succeed("timeline", "fire", "--as-of", "#2", "--format", format).output
            #expect(output.contains("2 of 5 events known"), "\(format)")
            #expect(output.contains("as of #2"), "\(format)")
            #expect(output.contains("3 events recorded later are not shown"), "\(format)")
        }
    }
}
