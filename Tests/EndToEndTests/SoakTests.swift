import Foundation
import Testing

/// The attacks of `Scripts/soak` in their short form, on the program that was built with the tests. They run longer than
/// everything else, so in rows: one of those that want many processes at once, one of those that run one after another, one
/// of those that have the service for a target.
@Suite struct `Attacks` {
    @Suite(.serialized) struct `by many processes` {
        @Test(arguments: ["kill --rounds 3", "processes --rounds 2", "model --operations 400", "power --images 100"])
        func `leave every acknowledged event where it is, and nothing wrong is served`(attack: String) throws {
            try Attack(attack).isWithstood()
        }

        @Test(arguments: ["kill --rounds 2 --lie", "model --operations 200 --lie"])
        func `fail where something is wrong`(attack: String) throws { try Attack(attack).fails() }
    }

    @Suite(.serialized) struct `by faults, damage and words` {
        @Test(
            arguments: [
                "damage --flips 30 --cuts 10 --exchanges 10", "faults --every 25", "text --texts 2000 --entries 40",
            ])
        func `leave every acknowledged event where it is, and nothing wrong is served`(attack: String) throws {
            try Attack(attack).isWithstood()
        }

        @Test(arguments: ["text --texts 500 --entries 40 --lie"])
        func `fail where something is wrong`(attack: String) throws { try Attack(attack).fails() }
    }

    @Suite(.serialized) struct `by clients of the service` {
        @Test(
            arguments: [
                "service --part restarts --rounds 3",
                "service --part hostile --together --crowd 0.1 --seconds 2 --events 2000",
            ])
        func `leave every acknowledged event where it is, and nothing wrong is served`(attack: String) throws {
            try Attack(attack).isWithstood()
        }

        @Test(
            arguments: [
                "service --part restarts --rounds 1 --lie",
                "service --part hostile --lie --crowd 0.1 --seconds 2 --events 100",
            ])
        func `fail where something is wrong`(attack: String) throws { try Attack(attack).fails() }
    }
}

/// One run of `Scripts/soak`.
private struct Attack {
    private let outcome: Program.Outcome

    init(_ attack: String) throws {
        let program = try Program()
        program.environment["TMPDIR"] = program.directory.path
        outcome = try program.shell("exec Scripts/soak \(attack)", seconds: 900)
    }

    func isWithstood() {
        let said = "\(outcome.output.suffix(3000))\(outcome.errors.suffix(2000))"
        #expect(outcome.status == 0 && outcome.lines.last?.hasSuffix(" passed, 0 failed") == true, "\(said)")
    }

    func fails() {
        #expect(outcome.status == 1, "\(outcome.output.suffix(1000))\(outcome.errors.suffix(2000))")
        #expect(outcome.output.contains("FAILED: "))
    }
}
