import Foundation
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

    @Test func `has the exit code of the tests, and tells of a failure only where there is one`() throws {
        let end = "✔ Test run with 3 tests in 1 suite passed after 1.0 seconds."
        for (code, lines) in [(0, [end]), (7, [end, "What failed:", end])] as [(Int32, [String])] {
            // In the place of the compiler, which builds nothing here. With a filter the service and the page are not asked.
            _ = try program.file("swift", "#!/bin/sh\n[ \"$1\" != test ] || { echo '\(end)'; exit \(code); }\n")
            let outcome = try program.shell(
                "chmod +x '\(program.path("swift"))'; PATH='\(program.directory.path)':$PATH Scripts/test --filter One")
            #expect(outcome.status == code, "\(outcome.errors)")
            #expect(outcome.lines == lines)
        }
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
