import EventSourcing
import StrictJSON
import Testing

@testable import BlotterService

/// A list of events is cut before anything in it is read.
struct ListCutterTests {
    @Test(arguments: [
        "[1]", " [ 1 , 2 ] ", "[{\"a\":[1,2,{\"b\":\"],[\"}]},\"x,y\",[[],[]]]", "[\"\\\"\",\"\\\\\",\"a\\\\\\\",b\"]",
        "[{},\t{}\n,\r{}]", "[\"{\",\"}\"]",
    ])
    func `elements stand where the parser finds them`(text: String) throws {
        let bytes = Array(text.utf8)
        let found = try #require(ListCutter.elements(of: bytes, atMost: 10))
        let expected = try JSONDocument(parsing: bytes).root.elements.map {
            String(decoding: bytes[$0.range], as: UTF8.self)
        }
        #expect(found.map { String(decoding: bytes[$0], as: UTF8.self).trimmed } == expected)
    }

    @Test(arguments: ["", "[", "]", "{}", "[1,2,3]x", "x[1]", "\"[1]\""])
    func `what is no list is not cut`(text: String) {
        #expect(ListCutter.elements(of: Array(text.utf8), atMost: 10) == nil)
    }

    @Test func `a list that is too long is not cut`() {
        #expect(ListCutter.elements(of: Array("[1,2,3]".utf8), atMost: 3)?.count == 3)
        #expect(ListCutter.elements(of: Array("[1,2,3]".utf8), atMost: 2) == nil)
    }

    /// However it was cut, a list says what it said when it was parsed as a whole.
    @Test(arguments: [
        "[]", "[,]", "[E,]", "[,E]", "[E E]", "[E]]", "[[E]", "[E,{]", "[E,\"]", "[E,\"\\\"]", "[E,E", "[E,]E]",
        "[E}{,E]", "[\"a,E]",
    ])
    func `a list with something wrong is refused`(form: String) {
        let event = #"{"incident":"a","kind":"reported","body":{"summary":"x ]},[{ \" y"}}"#
        let bytes = Array(form.split(separator: "E", omittingEmptySubsequences: false).joined(separator: event).utf8)
        #expect(throws: Problem.self) {
            let given = try GivenEvents(json: bytes, in: nil, limits: ServiceConfiguration.Limits())
            if given.events.isEmpty { throw Problem(.badRequest, "nothing to append") }
        }
    }

    @Test func `each event of a list is what it is alone`() throws {
        let bodies = [
            #"{"summary":"a, b [c]"}"#, #"{"summary":"\"]","attributes":{"k":[1,[2,{"x":"}"}]]}}"#,
            #"{ "summary" : "tab" }"#,
        ]
        let events = bodies.enumerated().map {
            #"{"incident":"i-\#($0)","kind":"reported","id":"e\#($0)","body":\#($1)}"#
        }
        let limits = ServiceConfiguration.Limits()
        let list = try GivenEvents(
            json: Array("[ \(events.joined(separator: " ,\n ")) ]".utf8), in: nil, limits: limits)
        let alone = try events.map { try GivenEvents(json: Array($0.utf8), in: nil, limits: limits).events[0] }
        #expect(list.isList)
        #expect(list.events.map(\.stream) == alone.map(\.stream))
        #expect(list.events.map(\.id) == alone.map(\.id))
        #expect(list.events.map(\.body) == alone.map(\.body))
    }
}

extension String {
    fileprivate var trimmed: String {
        let kept = drop { $0.isWhitespace }
        return String(kept.reversed().drop { $0.isWhitespace }.reversed())
    }
}
