import EventSourcing
import EventStoreTesting
import StrictJSON
import Testing

@testable import Incidents

/// What is picked out of the bytes of a body is what reading the whole body gives.
@Suite struct `Skimming a body` {
    private func compare(_ text: String) throws {
        let bytes = Array(text.utf8)
        let body = try EventBody(reading: bytes, version: EventBody.currentVersion, in: StreamID("fire"))
        guard let skim = BodySkim(bytes.span) else {
            #expect(text.contains("\\"), "only escapes need a whole reading: \(text)")
            return
        }
        func found(_ range: Range<Int>?) -> String? {
            range.flatMap { $0.isEmpty ? nil : String(decoding: bytes[$0], as: UTF8.self) }
        }
        #expect(found(skim.title) == body.title, "\(text)")
        #expect(found(skim.summary) == body.summary, "\(text)")
        #expect(found(skim.status) == body.status?.rawValue, "\(text)")
    }

    @Test(arguments: [
        #"{"summary":"Smoke"}"#,
        #" { "summary" : "Smoke" , "title" : "Fire" , "status" : "open" } "#,
        #"{"title":null,"summary":"x","status":null}"#,
        #"{"attributes":{"title":"not this","summary":["nor",{"status":"this"}]},"summary":"this"}"#,
        #"{"attributes":{"a":"}","b":"]\"}","c":[[],{},[{}]]},"summary":"this","status":"closed"}"#,
        #"{"summary":"a \"quoted\" word"}"#, #"{"summary":"plain","detail":"tabs\tand \\ and \" in it","title":"T"}"#,
        #"{"\u0073ummary":"escaped name"}"#, #"{"summary":"x","attributes":{"n":-1.5e+300,"t":true,"z":null}}"#,
        #"{"exercise":true,"summary":"Übung, 消防","media":[],"title":"ü"}"#,
        #"{"place":{"lat":1,"lon":2},"summary":"x","figures":[{"measure":"killed","best":3}],"status":"reopened"}"#,
    ])
    func `finds what reading it finds`(_ text: String) throws { try compare(text) }

    @Test func `finds what reading it finds in whatever else stands beside`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<2000 {
            var members = [#""summary":\#(text(&generator))"#]
            if Bool.random(using: &generator) { members.append(#""title":\#(text(&generator))"#) }
            if Bool.random(using: &generator) { members.append(#""detail":\#(text(&generator))"#) }
            if Bool.random(using: &generator) { members.append(#""status":"contained""#) }
            if Bool.random(using: &generator) {
                members.append(#""attributes":{"x":\#(value(&generator, depth: 4)),"summary":1}"#)
            }
            members.shuffle(using: &generator)
            let blank = ["", " ", "  "].randomElement(using: &generator) ?? ""
            try compare("{" + blank + members.joined(separator: blank + "," + blank) + blank + "}")
        }
    }

    private func text(_ generator: inout SeededGenerator) -> String {
        let pieces = ["a", "{", "}", "[", "]", ",", ":", "é", "火", #"\""#, #"\\"#, #"\n"#, #"\u00e9"#, "title", "/"]
        let count = Int.random(in: 0...6, using: &generator)
        return "\"x" + (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined() + "\""
    }

    private func value(_ generator: inout SeededGenerator, depth: Int) -> String {
        switch Int.random(in: 0...(depth > 0 ? 6 : 3), using: &generator) {
        case 0: return text(&generator)
        case 1: return "-12.5e3"
        case 2: return ["true", "false", "null"].randomElement(using: &generator) ?? "null"
        case 3: return "0"
        case 4, 5:
            return "[" + (0..<3).map { _ in value(&generator, depth: depth - 1) }.joined(separator: ",") + "]"
        default:
            return #"{"title":\#(value(&generator, depth: depth - 1)),"s":\#(value(&generator, depth: depth - 1))}"#
        }
    }
}
