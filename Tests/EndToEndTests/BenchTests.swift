import Foundation
import Testing

/// `Scripts/bench` on a few events, with the programs that were built with the tests.
@Suite(.timeLimit(.minutes(3))) struct `The bench` {
    @Test func `measures every figure and writes the table`() throws {
        let program = try Program()
        program.environment["TMPDIR"] = program.directory.path
        // Its compiler may be the one that came with Swift.
        program.environment["PATH"] = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let report = program.path("report.md")
        let outcome = try program.shell(
            "exec Scripts/bench --no-build --events 500 --rounds 1 --without servers,sqlite,eventsourcing "
                + "--directory '\(program.directory.path)' --report '\(report)'", seconds: 170)
        try #require(outcome.status == 0, "\(outcome.errors.suffix(3000))")
        let rows = try String(contentsOfFile: report, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("|") }.map(cells).dropFirst(2)
        let figures = rows.map { $0[0] }.filter { !$0.isEmpty }
        #expect(figures.count >= 20, "\(figures)")
        for row in rows {
            #expect(row.count == 6, "\(row)")
            #expect(!row[5].isEmpty, "a value says with which promise it was reached: \(row)")
            #expect(try #require(value(row[2])) >= 0, "\(row)")
        }
        // Who appends one after the other flushes at least once an event; who shares commits, less often.
        #expect(rows.contains { $0[1] == "raw LMDB" })
        let flushes = try #require(rows.first { $0[0].hasPrefix("flushes") })
        let each = try #require(value(flushes[2]))
        #expect(each > 0 && each < 2, "\(flushes)")
        let left = try FileManager.default.contentsOfDirectory(atPath: program.directory.path)
        #expect(!left.contains { $0.hasPrefix("run-") }, "\(left)")
    }

    private func cells(_ row: Substring) -> [String] {
        row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// The number in front of a unit.
    private func value(_ cell: String) -> Double? {
        cell.split(separator: " ").first.flatMap { Double($0.replacingOccurrences(of: ",", with: "")) }
    }
}
