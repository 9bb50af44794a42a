import Chronology
import EventSourcing
import Testing

@Suite struct `A relative time` {
    private let day = Timestamp(microseconds: 1_711_065_600_000_000)  // 2024-03-22T00:00:00Z

    private func relative(
        _ direction: RelativeTime.Direction, _ bound: RelativeTime.Bound
    ) throws -> RelativeTime {
        RelativeTime(
            anchor: try EventReference("#3"), direction: direction, offset: try ISO8601Duration("PT75M"), bound: bound)
    }

    @Test(
        arguments: [
            (RelativeTime.Direction.after, RelativeTime.Bound.exactly, 75, 135), (.after, .about, 75, 135),
            (.after, .atLeast, 75, nil), (.after, .atMost, 0, 135), (.before, .exactly, -75, -15),
            (.before, .about, -75, -15), (.before, .atLeast, nil, -15), (.before, .atMost, -75, 60),
        ] as [(RelativeTime.Direction, RelativeTime.Bound, Int64?, Int64?)])
    func `moves with its anchor`(
        _ direction: RelativeTime.Direction, _ bound: RelativeTime.Bound, _ from: Int64?, _ to: Int64?
    ) throws {
        func minutes(_ count: Int64) -> Timestamp { day.advanced(byMicroseconds: count * 60_000_000) }
        let time = try relative(direction, bound)
        let interval = time.resolved(against: (minutes(0), minutes(60)))
        #expect(interval.earliest == from.map(minutes) && interval.latest == to.map(minutes))
        let open = time.resolved(against: (nil, nil))
        #expect(open.earliest == nil && open.latest == nil)
    }

    @Test func `stays within the range of time`() throws {
        let interval = try relative(.before, .exactly).resolved(against: (.minimum, .maximum))
        #expect(interval.earliest == .minimum)
        let after = try relative(.after, .exactly).resolved(against: (.minimum, .maximum))
        #expect(after.latest == .maximum)
    }

    @Test func `about makes it approximate`() throws {
        let time = TimeExpression.relative(try relative(.after, .about))
        let occurrence = time.occurrence(words: time.words)
        #expect(occurrence.form == .relative && occurrence.isApproximate && occurrence.precision == .none)
        #expect(occurrence.earliest == nil && occurrence.latest == nil)
    }

    @Test(
        arguments: [
            ("PT75M", 4_500_000_000), ("P1DT2H", 93_600_000_000), ("P2W", 1_209_600_000_000),
            ("P1W1D", 691_200_000_000), ("PT0S", 0), ("PT1.5S", 1_500_000), ("PT1,5S", 1_500_000), ("PT0.0000019S", 1),
            ("PT1.5H", 5_400_000_000), ("P0.5D", 43_200_000_000), ("P1DT1H1M1S", 90_061_000_000),
            ("PT000090M", 5_400_000_000), ("P3652425D", 315_569_520_000_000_000), ("P0.999999999W", 604_799_999_395),
        ] as [(String, Int64)])
    func `a duration of fixed units is read`(_ text: String, _ microseconds: Int64) throws {
        #expect(try ISO8601Duration(text).microseconds == microseconds)
        #expect(try ISO8601Duration(text).text == text)
    }

    @Test(arguments: [
        ("", "begin with P"), ("P", "no length"), ("75M", "begin with P"), ("PT", "after its T"),
        ("P1DT", "after its T"), ("P1M", "varies"), ("P1Y", "varies"), ("P1Y2M", "varies"), ("-PT5M", "say before"),
        ("PT-5M", "number"), ("PT5", "each once"), ("PT5X", "each once"), ("P5H", "each once"), ("PT5D", "each once"),
        ("PT1M1H", "each once"), ("PT1M1M", "each once"), ("PT1.5H1M", "fraction"), ("PT1.S", "fraction"),
        ("PT.5S", "number"), ("PT1.0000000000S", "1 to 9"), ("P3652426D", "10,000 years"),
        ("P999999999999999W", "10,000 years"), ("PT9999999999999999S", "15 digits"), ("pt5m", "begin with P"),
        ("PT5m", "each once"), ("P1W ", "number"),
        ("PTT5M", "number"), ("PT1S\u{1B}[31m", "\\u{1B}"),
    ])
    func `another duration is refused`(_ text: String, _ hint: String) {
        let error = #expect(throws: TimeError.self) { try ISO8601Duration(text) }
        #expect(error?.problem.contains(hint) == true, "said: \(error?.problem ?? "nothing")")
    }
}

@Suite struct `A reference to an event` {
    @Test func `is a number in the same incident or in another`() throws {
        let here = try EventReference("#3")
        #expect(here.incident == nil && here.revision == Revision(3) && here.description == "#3")
        let there = try EventReference("harbour-fire#18446744073709551615")
        #expect(there.incident?.text == "harbour-fire" && there.revision == Revision(.max))
        #expect(there.description == "harbour-fire#18446744073709551615")
        let stream = try StreamID("crocus-city-hall")
        #expect(here.reference(in: stream).description == "crocus-city-hall#3")
        #expect(there.reference(in: stream).stream.text == "harbour-fire")
    }

    @Test(arguments: [
        "", "#", "3", "#0", "#03", "#-3", "#+3", "# 3", "#3 ", "##3", "#3#4", "a#", "a b#3", "-a#3",
        "#18446744073709551616",
        "#３", "a\u{0}#3", "#3.0", "@3",
    ])
    func `is nothing else`(_ text: String) {
        let error = #expect(throws: TimeError.self) { try EventReference(text) }
        #expect(error?.problem.contains("does not name an event") == true)
    }
}
