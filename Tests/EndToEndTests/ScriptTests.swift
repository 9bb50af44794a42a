import Testing

/// What is left of a log of tests must be enough to know what failed.
@Suite struct `A run of the tests` {
    let program: Program
    init() throws { program = try Program() }

    private func failures(_ log: String) throws -> [String] {
        let file = try program.file("tests.log", log)
        return try program.shell("Scripts/failures '\(file)'").lines
    }

    @Test func `that fails ends with what failed, each with its message and what explains it`() throws {
        let told = try failures(
            """
            ◇ Test "one" started.
            ✔ Test "two" passed after 0.1 seconds.
            ✘ Test "one" recorded an issue with 1 argument a → "b" at Some.swift:1:9: Expectation failed: (x → 1) == 0
            ↳ seed 5
              FAILED: a claim

            ✔ Test "three" passed after 0.1 seconds.
              this explains nothing
            ✘ Test "one" with 2 test cases failed after 1.0 seconds with 1 issue.
            ✘ Suite Some failed after 1.0 seconds with 1 issue.
            ✘ Test run with 3 tests in 1 suite failed after 1.0 seconds with 1 issue.
            """)
        #expect(
            told == [
                "What failed:",
                #"✘ Test "one" recorded an issue with 1 argument a → "b" at Some.swift:1:9: Expectation failed: (x → 1) == 0"#,
                "    ↳ seed 5", "    FAILED: a claim",
                "✘ Test run with 3 tests in 1 suite failed after 1.0 seconds with 1 issue.",
            ])
    }

    @Test func `that fails in very many places tells how much more there is`() throws {
        let issue = "✘ Test \"one\" recorded an issue at Some.swift:1:9: Expectation failed\n"
        let told = try failures(
            String(repeating: issue, count: 500) + "✘ Test run with 3 tests failed after 1.0 seconds with 500 issues.")
        #expect(told.count == 60)
        #expect(told.suffix(2).first == "… and 443 lines more")
        #expect(told.last?.hasPrefix("✘ Test run with") == true)
    }

    @Test func `that is cut off says so, and what came before`() throws {
        let told = try failures(
            """
            ◇ Test "one" started.
            Some/Some.swift:7: Fatal error: Index out of range
            error: Exited with unexpected signal code 5
            """)
        #expect(told.contains("Some/Some.swift:7: Fatal error: Index out of range"))
        #expect(told.contains("The run of the tests did not come to its end. Before that:"))
        #expect(told.last == "error: Exited with unexpected signal code 5")
    }
}
