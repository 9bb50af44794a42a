import Testing

@Suite struct `A bad value of a flag` {
    let program: Program
    init() throws {
        program = try Program()
        try program.succeed("report", "fire", "It burns", "--at", "2024-03-22T20:41Z")
    }

    @Test(
        arguments: [
            (["--at", "bogus"], "--at cannot be read: 'bogus'"),
            (["--published", "x"], "--published cannot be read: 'x'"),
            (["--figure", "killed=1", "--figure", "missing=>5"], "--figure cannot be 'missing=>5'; write such as"),
            (["--lat", "5"], "--lon is missing; a place has both"), (["--lon", "5"], "--lat is missing"),
            (["--lat", "x", "--lon", "5"], "--lat cannot be 'x'"),
            (["--lat", "99", "--lon", "5"], "--lat cannot be '99'"),
            (["--tag", "a:b", "--tag", "foo"], "--tag "), (["--grade", "Z9"], "--grade "),
            (["--source-kind", "paper", "--source", "x"], "--source-kind cannot be 'paper'"),
            (["--source", " "], "--source is blank"), (["--url", ""], "--url "),
            (["--severity", "huge"], "--severity "),
            (["--urgency", "x"], "--urgency cannot be 'x'"), (["--certainty", "x"], "--certainty cannot be 'x'"),
            (["--category", "x"], "--category cannot be 'x'"),
            (["--verification", "x"], "--verification cannot be 'x'"), (["--lang", "!"], "--lang cannot be '!'"),
            (["--radius", "x", "--lat", "1", "--lon", "2"], "--radius cannot be 'x'"),
            (["--precision", "x", "--place", "p"], "--precision cannot be 'x'"),
            (["--media", "ftp"], "--media cannot be 'ftp'"), (["--media", ""], "--media is blank"),
            (["--unit-kind", "x"], "--unit is missing"), (["--agency", " ", "--unit", "E1"], "--agency is blank"),
            (["--duplicates", "1"], "--duplicates is not an event: '1'"),
            (["--grounds", "x"], "--decision is missing; say what was decided"),
            (["--decision", " "], "--decision is blank"), (["--decision", "x", "--option", " "], "--option is blank"),
            (["--stance", "denied"], "--claim is missing; say what is claimed"),
            (
                ["--claim", "motive", "--stance", "deny"],
                "--stance cannot be 'deny'; allowed are claimed, denied, attributed, charged"
            ),
            (["--status", "burning"], "--status cannot be 'burning'"),
            (["--status", "onscene"], "--status cannot be 'onscene', which is how a unit stands"),
            (["--unit", "E1", "--status", "burning"], "--status cannot be 'burning'"),
            (["--unit", " "], "--unit is blank"),
            (["--id", ""], "--id is blank"), (["--by", " "], "--by is blank"), (["--title", " "], "--title is blank"),
            (["--reason", "x"], "--reason is given, but not what it is the reason for"),
            (["--corrects", "#1"], "--reason is missing; whoever corrects an event must say why"),
            (["--corrects", "1", "--reason", "x"], "--corrects is not an event: '1'"),
            (["--confirms", "#1", "--responds-to", "1"], "--responds-to is not an event: '1'"),
            (
                ["--corrects", "#1", "--reason", "x", "--at", "{\"after\":\"#1\",\"offset\":\"PT5M\"}"],
                "--at would close a circle"
            ),
        ] as [([String], String)])
    func `is refused by the name of the flag`(flags: [String], beginning: String) throws {
        let outcome = try program.run(["update", "fire", "x"] + flags)
        #expect(outcome.status == 65)
        #expect(outcome.errors.hasPrefix("blotter: \(beginning)"), "\(outcome.errors)")
        #expect(try program.eventCount() == 1)
    }

    @Test(arguments: ["-1", "abc", "1.5", ""])
    func `is no part of the event where it says what the writer has seen`(expected: String) throws {
        let outcome = try program.run("update", "fire", "x", "--expect", expected)
        #expect(outcome.status == 64)
        #expect(
            outcome.errors.hasPrefix("blotter: --expect cannot be '\(expected)'; write the number of the last entry"))
    }

    @Test func `that is an argument is named by what it is`() throws {
        #expect(try program.run("update", "fire", " ").errors.hasPrefix("blotter: the summary is blank"))
        let outcome = try program.run("retract", "o", "--reason", "x")
        #expect(outcome.status == 65)
        #expect(
            outcome.errors == "blotter: the entry cannot be 'o': it does not name an entry; write its incident and its "
                + "number, such as harbour-fire#6\n")
        #expect(
            try program.run("retract", "fire#7", "--reason", "x").errors.hasPrefix(
                "blotter: the entry cannot be fire#7"))
        #expect(try program.run("retract", "fire#1", "--reason", " ").errors.hasPrefix("blotter: --reason is blank"))
    }
}
