import Foundation
import StrictJSON
import Testing

/// The rows of the list of incidents that are kept beside the log.
@Suite struct `The stored list` {
    let program: Program

    init() throws {
        program = try Program()
        try append(1...700)
    }

    private func append(_ numbers: ClosedRange<Int>) throws {
        let lines = numbers.map { number in
            line("incident-\(number % 90)", "Word \(number)", #","id":"e\#(number)","tags":["n:\#(number % 50)"]"#)
        }
        try program.succeed("append", "--quiet", input: lines.joined(separator: "\n"))
    }

    /// How far the rows lag behind; nil where there are none.
    private func lag() throws -> Int? {
        let statistics = try program.succeed("stats", "--format", "json").document
        return statistics["projections"]?["incidents"]?["lag"]?.integer.map { Int($0) }
    }

    /// Lists of all sorts as of an entry. As long as the rows have not come further they are told from these as they stand;
    /// later those that went on are folded from their own events, and without rows all is folded from the log.
    private func lists(asOf position: Int) throws -> [String] {
        try [
            [], ["--limit", "5"], ["--status", "closed"], ["--tag", "n:7"], ["--text", "word 69"], ["--since", "-1h"],
            ["--audience", "public"], ["--clock", "published"],
        ].map { try program.succeed(["incidents", "--format", "csv", "--as-of", "@\(position)"] + $0).output }
    }

    /// Lets the rows come to the end of the log.
    private func store() throws {
        try program.succeed("report", "incident-1", "And so on")
        try program.succeed("rebuild")
    }

    @Test func `follows a long append, and single ones in steps`() throws {
        #expect(try lag() == 0)
        #expect(try program.succeed("stats").output.contains("projections  incidents up to date\n"))
        try program.succeed("report", "incident-3", "One more")
        #expect(try lag() == 1)
        #expect(try program.succeed("stats").output.contains("projections  incidents 1 event behind\n"))
        let first = try program.succeed("incidents", "--limit", "1", "--format", "json").document
        #expect(first["incident"]?.string == "incident-3" && first["events"]?.integer == 9)
        try append(701...1199)
        #expect(try lag() == 0)
        #expect(try program.succeed("verify").output.hasPrefix("sound: 1200 events"))
    }

    @Test func `is what the log gives, from its rows and what came since`() throws {
        try append(701...790)
        try program.succeed("update", "incident-5", "Closed", "--status", "closed")
        try program.succeed("update", "incident-6", "The same", "--merges-into", "incident-7")
        try program.succeed("update", "incident-8", "Less", "--corrects", "#1", "--reason", "counted twice")
        #expect(try lag() == 93)
        let first = try lists(asOf: 793)
        try store()
        #expect(try lists(asOf: 793) == first)
        let second = try lists(asOf: 794)
        #expect(second != first)
        try program.succeed("retract", "incident-6#10", "--reason", "it was not")
        let third = try lists(asOf: 795)
        #expect(third != second)
        try store()
        #expect(try lists(asOf: 793) == first)
        #expect(try lists(asOf: 794) == second)
        #expect(try lists(asOf: 795) == third)
        try program.succeed("verify")
    }

    @Test func `is there for who may only read`() throws {
        try program.succeed("report", "incident-1", "And so on")
        let before = try lists(asOf: 701)
        let data = program.log + "/data.mdb"
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: data)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: data) }
        #expect(try lists(asOf: 701) == before)
    }

    @Test func `is made anew from the log`() throws {
        let outcome = try program.succeed("rebuild")
        #expect(outcome.output == "made the list of incidents anew from 700 events\n" && outcome.errors.isEmpty)
        #expect(try program.succeed("rebuild", "--indexes").lines.count == 2)
        #expect(try lag() == 0)
        try program.succeed("verify")
    }
}
