import Chronology
import EventSourcing
import Testing

@Suite struct `An expression of time` {
    @Test(
        arguments: [
            ("2024-03-22..2024-03-24", "2024-03-22T00:00:00Z", "2024-03-24T23:59:59.999999Z"),
            ("2024-03-22T19:54+03:00..2024-03-22T19:55+03:00", "2024-03-22T16:54:00Z", "2024-03-22T16:55:59.999999Z"),
            ("..2024-03", nil, "2024-03-31T23:59:59.999999Z"), ("2024-03..", "2024-03-01T00:00:00Z", nil),
            ("2024..2024", "2024-01-01T00:00:00Z", "2024-12-31T23:59:59.999999Z"),
            ("2024-03-22T20:45Z..2024-03-22", "2024-03-22T20:45:00Z", "2024-03-22T23:59:59.999999Z"),
            (
                "2024-03-22T20:45:10.5Z..2024-03-22T20:45:10.6Z", "2024-03-22T20:45:10.500000Z",
                "2024-03-22T20:45:10.699999Z"
            ),
            ("2024-03-22T20:45:10.5Z..", "2024-03-22T20:45:10.500000Z", nil),
            ("2024-03-10-08:00..2024-03-10-07:00", "2024-03-10T08:00:00Z", "2024-03-11T06:59:59.999999Z"),
        ] as [(String, String?, String?)])
    func `from A to B spans from A's first microsecond to B's last`(_ words: String, _ from: String?, _ to: String?)
        throws
    {
        let expression = try TimeExpression(words: words)
        let occurrence = expression.occurrence(words: words)
        #expect(occurrence.form == .absolute)
        #expect(occurrence.earliest?.description == from)
        #expect(occurrence.latest?.description == to)
        #expect(expression.words == words)
        #expect(occurrence.words == words)
    }

    @Test func `an interval is as precise as its coarser end and carries the signs of both`() throws {
        let words = "2024-03-22T20:45+03:00~..2024-03?"
        let occurrence = try TimeExpression(words: words).occurrence(words: words)
        #expect(occurrence.precision == .month)
        #expect(occurrence.isApproximate && occurrence.isUncertain)
        #expect(occurrence.offsetMinutes == 180)
        let later = try TimeExpression(words: "2024..2025-03-22+01:00").occurrence(words: "")
        #expect(later.offsetMinutes == 60)
    }

    @Test func `a point keeps its words, precision and signs`() throws {
        let occurrence = try TimeExpression(words: "2024-03-22T20:45+03:00%").occurrence(words: "as written")
        #expect(occurrence.words == "as written")
        #expect(occurrence.precision == .minute)
        #expect(occurrence.isApproximate && occurrence.isUncertain && occurrence.offsetMinutes == 180)
    }
}
