import StrictJSON
import Testing

/// Texts in which a name stands twice, and where the second one begins.
private let twice: [(text: String, offset: Int)] = [
    (#"{"a":1,"a":2}"#, 7),
    (#"{"a":1,"a":1}"#, 7),
    (#"{"a":1,"b":2,"a":3}"#, 13),
    (#"{"":1,"":2}"#, 6),
    (#"{ "a" : 1 , "a" : 2 }"#, 12),
    (#"{"a":1,"\u0061":2}"#, 7),
    (#"{"\u0061":1,"a":2}"#, 12),
    (#"{"\u0061":1,"\u0061":2}"#, 12),
    (#"{"/":1,"\/":2}"#, 7),
    (#"{"\n":1,"\u000A":2}"#, 8),
    (#"{"k":1,"\u006b":2}"#, 7),
    ("{\"\u{E9}\":1,\"\\u00E9\":2}", 8),
    ("{\"\u{1F600}\":1,\"\\uD83D\\uDE00\":2}", 10),
    ("{\"\\ud83d\\ude00\":1,\"\u{1F600}\":2}", 18),
    (#"[{"x":{"a":1,"a":2}}]"#, 13),
    (#"{"a":{"a":{"a":1,"a":1}}}"#, 17),
    (#"{"a":{"b":1},"a":{"b":1}}"#, 13),
    (#"[{"a":1},{"a":1,"b":[{"c":1,"c":2}]}]"#, 28),
]

/// Texts whose names differ, if only a little.
private let once: [String] = [
    #"{"a":1,"A":2}"#,
    #"{"a":1,"a ":2}"#,
    #"{"a":1,"aa":2}"#,
    #"{"":1,"\u0000":2}"#,
    #"{"a":1,"a\u0000":2}"#,
    #"{"a":1,"\\u0061":2}"#,
    #"{"a":{"a":{"a":{}}}}"#,
    #"[{"a":1},{"a":2}]"#,
    #"{"a":"a","b":"a"}"#,
]

struct DuplicateNameTests {
    @Test(arguments: twice)
    func `a name that stands twice in an object is refused`(text: String, offset: Int) throws {
        let error = try #require(throws: JSONError.self) { try JSONDocument(parsing: Array(text.utf8)) }
        #expect(error.offset == offset)
        #expect(error.problem.contains("stands twice in one object"))
    }

    @Test(arguments: once)
    func `names that differ may stand side by side`(text: String) throws {
        _ = try JSONDocument(parsing: Array(text.utf8))
    }

    @Test func `names that only look the same are two names`() throws {
        let composed = "caf\u{E9}"
        let decomposed = "cafe\u{301}"
        // To Swift these two strings are equal, so only the bytes tell them apart.
        #expect(composed == decomposed)
        let root = try JSONDocument(parsing: Array("{\"\(composed)\":1,\"\(decomposed)\":2}".utf8)).root
        #expect(root.count == 2)
        #expect(root[composed]?.integer == 1)
        #expect(root[decomposed]?.integer == 2)
    }

    @Test(arguments: [2, 15, 16, 17, 18, 1_000])
    func `objects of every size are looked through`(count: Int) throws {
        let members = (0..<count).map { #""name-\#($0)":\#($0)"# }.joined(separator: ",")
        let root = try JSONDocument(parsing: Array("{\(members)}".utf8)).root
        #expect(root.count == count)
        #expect(root["name-\(count - 1)"]?.integer == Int64(count - 1))
        for spelling in ["name-0", #"n\u0061me-0"#, "name-\(count - 1)"] {
            let text = "{\(members),\"\(spelling)\":0}"
            let error = try #require(throws: JSONError.self) { try JSONDocument(parsing: Array(text.utf8)) }
            #expect(error.offset == members.utf8.count + 2)
        }
    }

    @Test func `the error shows a name so that no terminal obeys it, and not endlessly`() throws {
        let name = #"\u001b[2J\u202e"# + String(repeating: "x", count: 100_000)
        let text = "{\"\(name)\":1,\"\(name)\":2}"
        let error = try #require(throws: JSONError.self) { try JSONDocument(parsing: Array(text.utf8)) }
        #expect(error.problem.hasPrefix(#"the name "\u001B[2J\u202Exxx"#))
        #expect(error.problem.utf8.count < 150)
    }
}
