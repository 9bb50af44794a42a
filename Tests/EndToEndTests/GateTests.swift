import Testing

/// What the hot pieces of the program cost may not grow unseen.
@Suite struct `The limits of what an event costs` {
    let program: Program
    private let limits: String

    init() throws {
        program = try Program()
        limits = try program.file(
            "limits.json",
            """
            {"slack":{"allocations":0.03,"instructions":0.1},"pieces":{
            "read a line":{"allocations":10,"instructions":2000},"write a line":{"allocations":0,"instructions":500}}}
            """)
    }

    /// Figures of the two pieces, as a run of them prints them.
    private func judge(read: String, write: String, _ flags: String = "", others: String = "") throws -> Program.Outcome
    {
        let figures = try program.file(
            "figures",
            """
            {"piece":"read a line","number":0,"events":1000,"nanoseconds":900.5,\(read)}
            {"piece":"write a line","number":1,"events":1000,"nanoseconds":90,\(write)}
            """ + (others.isEmpty ? "" : "\n" + others))
        return try program.shell("Scripts/gate --limits '\(limits)' --measured '\(figures)' \(flags)")
    }

    @Test func `are kept by what costs as much, or a little more, and the time does not matter`() throws {
        let outcome = try judge(
            read: #""allocations":10.2,"instructions":2190"#, write: #""allocations":0.004,"instructions":100"#)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.lines.last == "gate: 2 pieces keep to their limits")
        #expect(
            outcome.lines[1].contains("900") && outcome.lines[1].contains("10.20") && outcome.lines[1].contains("2,190")
        )
    }

    @Test func `are exceeded in one clear sentence each`() throws {
        let outcome = try judge(
            read: #""allocations":12,"instructions":2500"#, write: #""allocations":1,"instructions":500"#)
        #expect(outcome.status == 1)
        #expect(
            outcome.errorLines == [
                "gate: 'read a line' costs 12.00 allocations an event, 20 % more than the 10.00 it is allowed",
                "gate: 'read a line' costs 2,500 instructions an event, 25 % more than the 2,000 it is allowed",
                "gate: 'write a line' costs 1.00 allocations an event, more than the 0.00 it is allowed",
            ])
    }

    @Test func `are asked for where a piece is new, and taken out where one is gone`() throws {
        let new = #"{"piece":"sing a line","number":2,"events":10,"allocations":1,"instructions":2}"#
        let outcome = try judge(
            read: #""allocations":10,"instructions":2000"#, write: #""allocations":0,"instructions":500"#, others: new)
        #expect(outcome.status == 1)
        #expect(
            outcome.errorLines.first == "gate: 'sing a line' has no limit of allocations; Scripts/gate --write sets it")
        let gone = try program.file("gone", #"{"piece":"read a line","number":0,"events":9,"allocations":1}"#)
        let less = try program.shell("Scripts/gate --limits '\(limits)' --measured '\(gone)'")
        #expect(less.status == 1)
        #expect(
            less.errorLines == [
                "gate: 'write a line' has limits, and there is no such piece; Scripts/gate --write takes them out"
            ])
    }

    @Test func `are made anew by one word, and those that could not be measured stay`() throws {
        let (read, write) = (#""allocations":25"#, #""allocations":3.14159"#)
        #expect(try judge(read: read, write: write).status == 1)
        #expect(try judge(read: read, write: write, "--write").status == 0)
        #expect(try judge(read: read, write: write).status == 0)
        let dear = try judge(read: #""allocations":25,"instructions":2500"#, write: write)
        #expect(dear.errorLines.count == 1 && dear.errors.contains("25 % more than the 2,000 it is allowed"))
    }
}
