import Foundation
import Testing

/// The attacks of `Scripts/soak` in their short form, on the program that was built with the tests. One after the other,
/// since each wants many processes at once.
@Suite(.serialized) struct `Attacks` {
    let program: Program
    init() throws { program = try Program() }

    @Test(
        arguments: [
            "kill --rounds 3", "power --images 100", "faults --every 25", "damage --flips 30 --cuts 10 --exchanges 10",
            "processes --rounds 2", "model --operations 400", "text --texts 2000 --entries 40",
        ])
    func `leave every acknowledged event where it is, and nothing wrong is served`(attack: String) throws {
        program.environment["TMPDIR"] = program.directory.path
        let outcome = try program.shell("exec Scripts/soak \(attack)", seconds: 900)
        #expect(outcome.status == 0, "\(outcome.output.suffix(3000))\(outcome.errors.suffix(2000))")
        #expect(outcome.lines.last?.hasSuffix(" passed, 0 failed") == true, "\(outcome.output.suffix(500))")
    }

    @Test(arguments: ["kill --rounds 2 --lie", "model --operations 200 --lie", "text --texts 500 --lie"])
    func `fail where something is wrong`(attack: String) throws {
        program.environment["TMPDIR"] = program.directory.path
        let outcome = try program.shell("exec Scripts/soak \(attack)", seconds: 900)
        #expect(outcome.status == 1, "\(outcome.output.suffix(1000))\(outcome.errors.suffix(2000))")
        #expect(outcome.output.contains("FAILED: "))
    }
}
