import EventSourcing
import Incidents
import StrictJSON
import Testing

extension String {
    /// As a JSON string, in quotation marks.
    var json: String {
        var bytes: [UInt8] = []
        bytes.appendJSONString(self)
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Story {
    /// Four entries with a text in every field that takes one, in every state that an entry may have.
    static func saying(_ text: String) throws -> Story {
        // Names must not be blank; that of a unit is the shortest, 64 bytes.
        let name = "n" + text
        let word = name.json
        let rich = """
            {"title":\(word),"summary":\(word),"detail":\(text.json),"source":{"name":\(word),"origin":\(word),"grade":"B2",
            "url":"https://example.org/a"},"place":{"name":\(word),"lat":55.8,"lon":37.4,"radius":150,"precision":"exact"},
            "figures":[{"measure":\(word),"low":3,"best":7,"high":9,"words":\(word)},{"measure":\(word),"best":4}],
            "claim":{"what":\(word),"by":\(word),"stance":"denied"},
            "unit":{"id":\(word),"kind":\(word),"agency":\(word),"status":"onscene","action":\(word)},"status":"active",
            "decision":{"what":\(word),"options":[\(word)],"grounds":\(word),"by":\(word)},
            "media":[{"url":"https://example.org/b","caption":\(word)}],"attributes":{\(word):\(word)}}
            """.split(separator: "\n").joined()
        var story = Story()
        func add(_ occurred: String, _ body: String, stream: String = "fire") throws {
            let line =
                #"{"incident":"\#(stream)","kind":"reported",\#(occurred)"body":\#(body),"by":\#(word),"id":\#((name + String(story.events.count)).json)}"#
            try story.add(line, at: "2024-03-22T1\(story.events.count):00:00Z", flags: .exercise)
        }
        try add(#""occurred":"2024-03-22T20:41+01:00~","#, rich)
        try add(#""occurred":"2024-03-22T23:41:10+01:00..2024-03-23","#, rich)
        func relation(_ type: String, _ target: String) -> String {
            #"{"summary":\#(word),"relation":{"type":"\#(type)","target":"\#(target)","reason":\#(word)}}"#
        }
        try add("", relation("corrects", "#1"))
        try add("", relation("disputes", "fire#2"), stream: "other")
        try add(##""occurred":{"after":"#2","offset":"PT2H"},"##, relation("respondsTo", "#2"))
        try add("", relation("confirms", "#1"))
        let last = try #require(story.events.last)
        // What a program of another version may have put into the log.
        for (body, kind, flags) in [("[1]", name, []), ("", "reported", .redacted)] as [(String, String, EventFlags)] {
            story.add(
                RecordedEvent(
                    position: story.events.last?.position.next ?? Position(1),
                    revision: Revision(UInt64(story.events.count + 1)),
                    recorded: last.recorded, stream: last.stream, id: last.id,
                    kind: try EventKind(String(kind.prefix(16))), bodyVersion: 1, flags: flags, occurred: .undated,
                    published: last.published, by: last.by, tags: [], references: [], body: Array(body.utf8)))
        }
        return story
    }
}
