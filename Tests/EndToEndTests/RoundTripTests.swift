import Foundation
import StrictJSON
import Testing

/// What goes in comes out: byte for byte, in order, from one log into another.
@Suite struct `Round trips` {
    let program: Program
    init() throws { program = try Program() }

    /// Lines of random bodies over a few incidents, each with its body apart.
    private func randomLines(_ count: Int, seed: UInt64) -> [(line: String, body: String)] {
        var json = RandomJSON(generator: SeededGenerator(seed: seed))
        return (1...count).map { number in
            let more = number % 3 == 0 ? "" : #","detail":\#(json.string())"#
            let body =
                #"{ "summary" : \#("\"\(number) \(json.string().dropFirst())"),"attributes":\#(json.object(depth: 5))\#(more) }"#
            let incident = "incident-\(Int.random(in: 1...5, using: &json.generator))"
            let id = number % 4 == 0 ? #","id":"id-\#(number)""# : ""
            let time =
                number % 5 == 0 ? #","occurred":"2024-03-22T20:45+03:00%","published":"2024-03-22T18:00:00.5Z""# : ""
            return (#"{"incident":"\#(incident)","kind":"reported"\#(id)\#(time),"body":\#(body)}"#, body)
        }
    }

    /// The body in a line of a replay: all that follows the name, to the brace of the line.
    private func body(of line: some Collection<UInt8>) -> [UInt8] {
        let line = Array(line)
        guard let start = line.firstRange(of: Array(#","body":"#.utf8))?.upperBound else { return [] }
        return Array(line[start..<(line.count - 1)])
    }

    @Test(arguments: [1, 20_240_322, 987_654_321] as [UInt64])
    func `every body comes back byte for byte, and goes into a second log the same way`(seed: UInt64) throws {
        let given = randomLines(300, seed: seed)
        try program.succeed("append", "--quiet", input: given.map(\.line).joined(separator: "\n"))
        let first = try program.succeed("replay").bytes.split(separator: 10)
        #expect(first.count == given.count, "seed \(seed)")
        for (line, (_, body)) in zip(first, given) where self.body(of: line) != Array(body.utf8) {
            Issue.record("seed \(seed): \(body) came back as \(String(decoding: line, as: UTF8.self))")
        }
        let second = try program.shell(
            "blotter replay | blotter append --log '\(program.path("second"))' && blotter replay --log '\(program.path("second"))'"
        )
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.errors.contains("300 of the events were replayed from a log"))
        #expect(second.lines.first == "appended 300 events at positions 1–300")
        let recorded = try Regex(#""recorded":"[^"]*""#)
        func unrecorded(_ lines: some Sequence<ArraySlice<UInt8>>) -> [[UInt8]] {
            lines.map {
                Array(String(decoding: $0, as: UTF8.self).replacing(recorded, with: "", maxReplacements: 1).utf8)
            }
        }
        #expect(unrecorded(second.bytes.split(separator: 10).dropFirst()) == unrecorded(first), "seed \(seed)")
    }

    @Test func `appending a replay to its own log appends nothing`() throws {
        try program.succeed("append", "--quiet", input: randomLines(50, seed: 5).map(\.line).joined(separator: "\n"))
        let again = try program.shell(
            "blotter replay > '\(program.path("all"))'; blotter append '\(program.path("all"))'")
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.output == "appended 0 events; 50 were there already\n")
        #expect(again.errors.isEmpty)
    }

    @Test func `the words of a time come back as they were written`() throws {
        let times = [
            #""2024""#, #""2024-03""#, #""2024-03-22+03:00""#, #""2024-03-22T20:45+03:00~""#,
            #""2024-03-22T20:45:00.120Z?""#,
            #""2024-03-22%""#, #""..2024-03-22T20:45Z""#, #""2024-03-22..""#,
            #""2024-03-22T20:33+03:00..2024-03-22T20:45+03:00~""#,
            ##"{"after":"#1","offset":"PT75M","bound":"atLeast"}"##, ##"{ "offset" : "PT5M" , "before" : "fire#2" }"##,
        ]
        let lines = times.map { line("fire", "x", #","occurred":\#($0)"#) }
        try program.succeed("append", input: lines.joined(separator: "\n"))
        #expect(try program.replay().map { $0["occurred"]?.text } == times)
    }

    @Test func `line breaks and tabs between tokens become one space each, and nothing else of a body changes`() throws
    {
        let given =
            "{\"incident\":\"fire\",\"kind\":\"reported\",\"body\":{\t\"summary\":\t\"a\\tb\" , \t \"attributes\":{\"n\":[1.0,\t1e2,-0]}}}"
        try program.succeed("append", input: given)
        let back = try program.succeed("replay").output
        #expect(
            back.hasSuffix("\"body\":{ \"summary\": \"a\\tb\" ,   \"attributes\":{\"n\":[1.0, 1e2,-0]}}}\n"), "\(back)")
    }

    @Test func `a redirected replay is the same bytes as a piped one`() throws {
        try program.succeed("append", "--quiet", input: randomLines(40, seed: 9).map(\.line).joined(separator: "\n"))
        let piped = try program.shell("blotter replay | cat").bytes
        #expect(piped == (try program.succeed("replay").bytes))
    }

    @Test func `every line of a replay has position, revision, recorded, id, published and by`() throws {
        try program.succeed("append", input: randomLines(20, seed: 3).map(\.line).joined(separator: "\n"))
        for (index, event) in try program.replay().enumerated() {
            #expect(event["position"]?.integer == Int64(index + 1))
            #expect(
                event.names.isSuperset(of: [
                    "revision", "recorded", "id", "published", "by", "incident", "kind", "body",
                ]))
            #expect(event["by"]?.string == "test-desk")
        }
    }
}
