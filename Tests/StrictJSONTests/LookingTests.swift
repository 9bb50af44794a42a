import StrictJSON
import Testing

private let event = #"""
    {"incident" : "harbour-fire", "tags":["unit:E39",
    	"source:tass"], "body":{"summary":"\u0046ire","place":{"lat":55.5,"lon":37},"exercise":false},"id":null}
    """#

struct LookingTests {
    private let root: JSONValue

    init() throws { root = try JSONDocument(parsing: Array(event.utf8)).root }

    @Test func `members come in the order in which they are written`() {
        #expect(root.members.map(\.name) == ["incident", "tags", "body", "id"])
        #expect(root.members.map(\.value.kind) == [.string, .array, .object, .null])
        #expect(Array(root.elements.map(\.kind)).isEmpty)
    }

    @Test func `elements come in order`() {
        #expect(root["tags"]?.elements.map(\.string) == ["unit:E39", "source:tass"])
        #expect(root["tags"]?.members.map(\.name) == [])
    }

    @Test func `a member is found by its name, past whatever stands before it`() {
        #expect(root["incident"]?.string == "harbour-fire")
        #expect(root["body"]?["place"]?["lon"]?.integer == 37)
        #expect(root["body"]?["exercise"]?.bool == false)
        #expect(root["id"]?.isNull == true)
        #expect(root["lat"] == nil)
        #expect(root["tags"]?["unit:E39"] == nil)
        #expect(root["incident"]?["incident"] == nil)
    }

    @Test func `a name is found however it is written`() throws {
        let value = try JSONDocument(parsing: Array(#"{"\u0061\/\n\uD83D\uDE00":1,"b":2}"#.utf8)).root
        #expect(value["a/\n\u{1F600}"]?.integer == 1)
        #expect(value.members.map(\.name) == ["a/\n\u{1F600}", "b"])
        #expect(value[#"\u0061"#] == nil)
    }

    @Test func `what is inside is counted, but not what is inside of that`() throws {
        #expect(root.count == 4)
        #expect(root["tags"]?.count == 2)
        #expect(root["incident"]?.count == 0)
        #expect(root["id"]?.count == 0)
        let deep = try JSONDocument(parsing: Array("[[1,2,3],{},[[]]]".utf8)).root
        #expect(deep.count == 3)
        #expect(deep.elements.map(\.count) == [3, 0, 1])
    }

    @Test func `each accessor answers for its own kind only`() throws {
        let values = try JSONDocument(parsing: Array(#"[{},[],"5",5,true,null]"#.utf8)).root.elements
        #expect(values.map(\.kind) == [.object, .array, .string, .number, .bool, .null])
        #expect(values.map { $0.string != nil } == [false, false, true, false, false, false])
        #expect(values.map { $0.numberText != nil } == [false, false, false, true, false, false])
        #expect(values.map { $0.integer != nil } == [false, false, false, true, false, false])
        #expect(values.map { $0.double != nil } == [false, false, false, true, false, false])
        #expect(values.map { $0.bool != nil } == [false, false, false, false, true, false])
        #expect(values.map(\.isNull) == [false, false, false, false, false, true])
    }

    @Test func `a value knows where it stands, without the blanks around it`() throws {
        let text = Array(#"  { "a" : [ 1 , "b" ] }  "#.utf8)
        let value = try JSONDocument(parsing: text).root
        #expect(String(decoding: text[value.range], as: UTF8.self) == #"{ "a" : [ 1 , "b" ] }"#)
        let list = try #require(value["a"])
        #expect(String(decoding: text[list.range], as: UTF8.self) == #"[ 1 , "b" ]"#)
        #expect(list.elements.map { String(decoding: text[$0.range], as: UTF8.self) } == ["1", #""b""#])
    }

    @Test func `an escape is known to all that holds it, and to nothing else`() throws {
        #expect(root.hasEscape)
        #expect(root["body"]?.hasEscape == true)
        #expect(root["body"]?["summary"]?.hasEscape == true)
        #expect(root["body"]?["place"]?.hasEscape == false)
        #expect(root["tags"]?.hasEscape == false)
        #expect(root["id"]?.hasEscape == false)
        let names = try JSONDocument(parsing: Array(#"[{"\u0061":[1]},[{}],{"a":"b"}]"#.utf8)).root
        #expect(names.hasEscape)
        #expect(names.elements.map(\.hasEscape) == [true, false, false])
        #expect(names.elements.first { _ in true }?.members.map(\.value.hasEscape) == [false])
    }

    @Test func `on one line each line break and tab between tokens is a space, and nothing else changes`() throws {
        let text = "\r\n[\t1,\r\n\"a\\n\u{2028}\u{7F}b\"\n]\n"
        let value = try JSONDocument(parsing: Array(text.utf8)).root
        #expect(String(decoding: value.singleLineText(), as: UTF8.self) == "[ 1,  \"a\\n\u{2028}\u{7F}b\" ]")
        let inner = value.elements.first { $0.kind == .string }
        #expect(inner.map { String(decoding: $0.singleLineText(), as: UTF8.self) } == "\"a\\n\u{2028}\u{7F}b\"")
        let line = try JSONDocument(parsing: root.singleLineText()).root
        #expect(line["body"]?["place"] == root["body"]?["place"])
        #expect(!line.singleLineText().contains { $0 < 0x20 })
    }

    @Test func `values are equal where they are written the same`() throws {
        let values = try JSONDocument(parsing: Array(#"[1, 1, 1.0, {"a":1}, {"a":1}, {"a": 1}]"#.utf8)).root.elements
            .map { $0 }
        #expect(values[0] == values[1])
        #expect(values[0] != values[2])
        #expect(values[3] == values[4])
        #expect(values[3] != values[5])
    }
}
