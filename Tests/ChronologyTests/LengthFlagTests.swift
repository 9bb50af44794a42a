import Chronology
import EventSourcing
import Testing

@Suite struct `A length of time as a flag` {
    @Test(
        arguments: [
            ("90s", 90), ("10m", 600), ("2h", 7200), ("1h30m", 5400), ("1d", 86_400), ("2w", 1_209_600), ("0s", 0),
            (" 6h ", 21_600), ("1w1d1h1m1s", 694_861),
        ] as [(String, Int64)])
    func `is a sum of units from the greatest to the smallest`(_ text: String, _ seconds: Int64) throws {
        #expect(try LengthFlag(text).microseconds == seconds * Timestamp.perSecond)
    }

    @Test(arguments: ["", "6", "h", "-6h", "1m1h", "1h1h", "1.5h", "6 h", "6h!", "PT6H", "١h", "1h 30m"])
    func `is nothing else`(_ text: String) {
        #expect(throws: TimeError.self) { try LengthFlag(text) }
    }

    @Test func `never overflows`() throws {
        let longest = try LengthFlag(String(repeating: "9", count: 200) + "w").microseconds
        #expect(longest > 0 && longest < .max / 2)
        #expect(try LengthFlag("9223372036854775807w9223372036854775807d").microseconds == longest)
    }
}
