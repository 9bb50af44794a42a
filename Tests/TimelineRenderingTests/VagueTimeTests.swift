import Chronology
import Incidents
import Testing
import TimelineRendering

@Suite struct `A vague time in a snapshot` {
    private func render(_ occurred: String, zone: Zone = .utc, width: Int = 100) throws -> String {
        var story = Story()
        try story.add(
            #"{"incident":"d","kind":"responded","occurred":"\#(occurred)","body":{"summary":"s","unit":{"id":"U","status":"onscene"}}}"#,
            at: "2025-05-20T00:00:00Z")
        let snapshot = try story.timeline("d", asOf: "2025-06-01T00:00:00Z").snapshot
        return SnapshotTextRenderer(width: width, color: false, zone: zone, now: try moment("2025-06-01T00:00:00Z"))
            .render(snapshot)
    }

    /// What is told of the first and the last moment, and since when the unit stands so.
    private func told(_ occurred: String, zone: Zone = .utc) throws -> [String] {
        let lines = try render(occurred, zone: zone).split(separator: "\n").map(String.init)
        let facts = ["  first occurred  ", "  last occurred   ", "  U     onscene  "].map { start in
            lines.first { $0.hasPrefix(start) }.map { String($0.dropFirst(start.utf8.count)) } ?? "nothing"
        }
        return facts.map { fact in fact.firstRange(of: "  ").map { String(fact[..<$0.lowerBound]) } ?? fact }
    }

    @Test(arguments: [
        ("2025-05-03", ["3 May 2025", "3 May 2025", "3 May"]),
        ("2025-05", ["May 2025", "May 2025", "May 2025"]),
        ("2025-05-03T00:00Z", ["3 May 2025 00:00", "3 May 2025 00:00", "3 May 00:00"]),
        ("2025-05-03T20:25Z~..2025-05-03T23:59Z", ["3 May 2025 20:25", "3 May 2025 23:59", "3 May 20:25..23:59"]),
        ("2025-05-03..2025-05-05", ["3 May 2025", "5 May 2025", "3 May 00:00..5 May 23:59"]),
    ])
    func `is told no finer than it is`(_ occurred: String, _ expected: [String]) throws {
        #expect(try told(occurred) == expected)
    }

    @Test(arguments: [
        ("2025-05-03", ["3 May 2025 UTC", "3 May 2025 UTC", "3 May UTC"]),
        ("2025-05-03+03:00", ["3 May 2025", "3 May 2025", "3 May"]),
        ("2025-05", ["May 2025 UTC", "May 2025 UTC", "May 2025 UTC"]),
    ])
    func `is told as the day that it is, on another clock too`(_ occurred: String, _ expected: [String]) throws {
        #expect(try told(occurred, zone: moscow()) == expected)
    }

    @Test(arguments: [80, 90, 100, 120])
    func `breaks no line`(_ width: Int) throws {
        let text = try render("2023-05-03T20:25:01Z..2024-05-04T23:59:58Z", width: width)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= width })
    }
}
