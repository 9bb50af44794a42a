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

    /// Lists of all sorts, from rows as far as these tell.
    private func lists(_ program: Program) throws -> [String] {
        try [
            [], ["--limit", "5"], ["--status", "closed"], ["--tag", "n:7"], ["--text", "word 69"], ["--since", "-1h"],
            ["--audience", "public"], ["--clock", "published"],
        ].map { try program.succeed(["incidents", "--format", "json"] + $0).output }
    }

    /// The same from rows that were made anew from a copy of the log.
    private func folded() throws -> [String] {
        let copy = try Program()
        try FileManager.default.copyItem(atPath: program.log, toPath: copy.log)
        try copy.succeed("rebuild", "--indexes")
        return try lists(copy)
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
        #expect(try lists(program) == folded())
        try program.succeed("rebuild")
        #expect(try lag() == 0)
        #expect(try lists(program) == folded())
        try program.succeed("retract", "incident-6#9", "--reason", "it was not")
        #expect(try lists(program) == folded())
        try program.succeed("verify")
    }

    @Test func `is there for who may only read`() throws {
        let before = try lists(program)
        let data = program.log + "/data.mdb"
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: data)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: data) }
        #expect(try lists(program) == before)
    }

    @Test func `is made anew from the log`() throws {
        let outcome = try program.succeed("rebuild")
        #expect(outcome.output == "made the list of incidents anew from 700 events\n" && outcome.errors.isEmpty)
        #expect(try program.succeed("rebuild", "--indexes").lines.count == 2)
        #expect(try lag() == 0)
        try program.succeed("verify")
    }
}
