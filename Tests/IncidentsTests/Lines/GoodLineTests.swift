import EventSourcing
import Incidents
import StrictJSON
import Testing

@Suite struct `A good line` {
    @Test(arguments: [
        #""title":"Fire in the harbour","detail":"","lang":"zh-Hant-TW""#,
        #""lang":"de-CH-1996""#, #""lang":"x-desk""#, #""lang":"sl-rozaj-biske""#, #""lang":"en-u-ca-gregory-x-a""#,
        #""source":{}"#,
        #""source":{"name":"TASS","kind":"agency","url":"https://example.org/a?b#c","origin":"IC","grade":"F6"}"#,
        #""source":{"url":"tel:+4712345678"}"#, #""source":{"url":"https://пример.рф/путь"}"#,
        #""source":{"url":"urn:x:y"}"#,
        #""place":{}"#, #""place":{"name":"North quay","lat":-90,"lon":180.0,"radius":0,"precision":"vicinity"}"#,
        #""place":{"radius":1e3}"#, #""category":"CBRNE","urgency":"Past","severity":"Unknown","certainty":"Observed""#,
        #""figures":[]"#,
        #""figures":[{"measure":"killed","low":40,"best":40.0,"high":4e1,"basis":"period","words":"dozens"}]"#,
        #""figures":[{"measure":"engines","best":0},{"measure":"evacuated","words":"hundreds"}]"#,
        #""figures":[{"measure":"cells","high":9223372036854775807}]"#,
        #""claim":{"what":"attribution","by":"a group","stance":"charged"}"#,
        #""unit":{"id":"E39","kind":"engine","agency":"FDNY","status":"transporting","action":""}"#,
        #""status":"reopened","verification":"false""#,
        ##""relation":{"type":"corrects","target":"#1","reason":"counted twice"}"##,
        ##""relation":{"type":"revises","target":"other.incident:2@x~y#18446744073709551615"}"##,
        ##""relation":[{"type":"belongsTo","target":"storm"},{"type":"respondsTo","target":"#1"},{"type":"confirms","target":"#1"}]"##,
        #""relation":[]"#,
        #""decision":{"what":"evacuate","options":["wait","evacuate"],"grounds":"","by":"the chief"}"#,
        #""audience":"public","exercise":true"#, #""audience":"internal","exercise":false"#,
        #""media":[{"url":"https://a/b.jpg","sha256":"\#(String(repeating: "aF", count: 32))","caption":"smoke"}]"#,
        #""attributes":{"anything":[1e400,{"a":null}],"summary":5,"relation":"no"}"#,
        #""title":null,"source":null,"figures":null,"relation":null,"attributes":null,"exercise":null"#,
    ])
    func `may say all this in its body`(_ members: String) throws {
        let event = try EventLine(parsing: Array(line(members).utf8)).event
        #expect(event.body == Array(#"{"summary":"x",\#(members)}"#.utf8))
        #expect(event.bodyVersion == EventBody.currentVersion)
    }

    @Test(
        arguments: [
            #""id":"call-17","by":"desk-2","tags":["unit:E39","a:b:c","ключ:значение"],"expectedRevision":0"#,
            #""id":null,"by":null,"tags":null,"expectedRevision":null,"occurred":null,"published":null"#,
            #""tags":[]"#, #""occurred":"2024""#, #""occurred":"2024-03-22+03:00%""#,
            #""occurred":"2024-03-22T20:45:10.25Z~""#,
            #""occurred":"..2024-03""#, #""occurred":"2024-03-22T20:45+03:00.."#, #""published":"2024-03-22""#,
            #""published":"2024-03-22T20:45:00.123456+03:00""#,
            ##""occurred":{"after":"#1","offset":"PT75M","bound":"atLeast"}"##,
            ##""occurred": { "before" : "\u0023\u0031" , "offset" : "P1D" , "bound" : null } "##,
            ##""occurred":{"after":"flood#7","offset":"PT0S"}"##,
        ].map { $0.hasSuffix("..") ? $0 + "\"" : $0 })
    func `may say all this in its envelope`(_ members: String) throws {
        let read = try EventLine(parsing: Array(line(envelope: members).utf8))
        #expect(!read.wasReplayed)
    }

    @Test func `gives every value of its envelope to the event`() throws {
        let envelope =
            #""kind":"responded","id":"call-17","occurred":"2024-03-22T20:45+03:00~","published":"2024-03-22T21:00+03:00","#
            + #""by":"desk-2","tags":["unit:E39","area:north"],"expectedRevision":3"#
        let event = try EventLine(parsing: Array(#"{"incident":"fire",\#(envelope),"body":{"summary":"x"}}"#.utf8))
            .event
        #expect(event.stream.text == "fire" && event.kind.name == "responded" && event.id?.text == "call-17")
        #expect(event.occurred.words == "2024-03-22T20:45+03:00~" && event.occurred.isApproximate)
        #expect(event.occurred.earliest == .at(17, 45) && event.occurred.offsetMinutes == 180)
        #expect(event.published == .at(18, 0))
        #expect(event.by?.name == "desk-2" && event.tags.map(\.text) == ["unit:E39", "area:north"])
        #expect(event.expectedRevision == Revision(3))
    }

    @Test func `may stand between blanks and in any order`() throws {
        let text = " \t{ \"body\" :{ \"summary\" : \"x\" } , \"kind\":\"updated\",\r\"incident\": \"fire\" }\r"
        let event = try EventLine(parsing: Array(text.utf8)).event
        #expect(event.body == Array("{ \"summary\" : \"x\" }".utf8))
        #expect(event.kind.name == "updated")
    }

    @Test func `gives its body byte for byte, but for line breaks and tabs between tokens`() throws {
        let body = "{\"summary\":\"a\\tb\\u0041\",\n\t\"attributes\" : {\r\n\"n\": 1.0e400, \"ключ\":\"\\/\"}}"
        let kept = "{\"summary\":\"a\\tb\\u0041\",  \"attributes\" : {  \"n\": 1.0e400, \"ключ\":\"\\/\"}}"
        let event = try EventLine(parsing: Array("{\"incident\":\"fire\",\"kind\":\"reported\",\"body\":\(body)}".utf8))
            .event
        #expect(String(decoding: event.body, as: UTF8.self) == kept)
        let alone = try NewEvent.incident(StreamID("fire"), .reported, body: Array(body.utf8))
        #expect(alone.body == event.body)
    }

    @Test func `may nest 32 deep, and its body alone 31`() throws {
        let body = #"{"summary":"x","attributes":{"a":\#(nested(29))}}"#
        let text = #"{"incident":"fire","kind":"reported","body":\#(body)}"#
        #expect(try EventLine(parsing: Array(text.utf8)).event.body == Array(body.utf8))
        #expect(try NewEvent.incident(StreamID("fire"), .reported, body: Array(body.utf8)).body == Array(body.utf8))
        let deeper = Array(#"{"summary":"x","attributes":{"a":\#(nested(30))}}"#.utf8)
        let error = #expect(throws: InvalidEvent.self) {
            try NewEvent.incident(StreamID("fire"), .reported, body: deeper)
        }
        #expect(error?.field == "body")
        #expect(error?.description.contains("nested deeper than 31") == true)
    }

    @Test(arguments: [("", "is not valid JSON at byte 1"), ("[]", "must be an object"), ("{} x", "something follows")])
    func `has a body that is refused alone as in a line`(_ body: String, _ part: String) throws {
        let error = #expect(throws: InvalidEvent.self) {
            try NewEvent.incident(StreamID("fire"), .reported, body: Array(body.utf8))
        }
        #expect(error?.field == "body" && error?.problem.contains(part) == true)
    }

    @Test func `may be as long as the limits allow`() throws {
        let summary = String(repeating: "ж", count: 1000)
        let start = #"{"summary":"\#(summary)","detail":""#
        let body = start + String(repeating: "x", count: EventBody.maximumSize - start.utf8.count - 2) + "\"}"
        #expect(body.utf8.count == EventBody.maximumSize)
        let text = #"{"incident":"\#(String(repeating: "x", count: 128))","kind":"reported","body":\#(body)}"#
        let padded = text + String(repeating: " ", count: EventLine.maximumLength - text.utf8.count)
        #expect(try EventLine(parsing: Array(padded.utf8)).event.body.count == EventBody.maximumSize)
    }

    @Test(arguments: [
        #""position":7"#, #""revision":1"#, #""recorded":"2024-03-22T18:00:00Z""#,
        #""position":7,"revision":1,"recorded":"2024-03-22T18:00:00.000001Z""#,
    ])
    func `of a replay is known as one`(_ members: String) throws {
        #expect(try EventLine(parsing: Array(line(envelope: members).utf8)).wasReplayed)
    }

    @Test(
        arguments: [
            ("", [] as EventFlags), (#""exercise":true"#, .exercise), (#""exercise":false,"audience":"internal""#, []),
            (#""audience":"public""#, .publicAudience), (#""detail":"a\nb""#, .bodyHasEscape),
            (#""attributes":{"\u0061":1}"#, .bodyHasEscape),
            (##""relation":{"type":"confirms","target":"#1"}"##, .hasRelation),
            (#""relation":[]"#, []), (#""attributes":{"exercise":true,"audience":"public","relation":{}}"#, []),
            (
                ##""exercise":true,"audience":"public","relation":{"type":"respondsTo","target":"#1"}"##,
                [.exercise, .publicAudience, .hasRelation]
            ),
        ] as [(String, EventFlags)])
    func `has its flags from its body`(_ members: String, _ flags: EventFlags) throws {
        #expect(try EventLine(parsing: Array(line(members).utf8)).event.flags == flags)
    }

    @Test func `has its references from its relations and its anchor, each once`() throws {
        let relations =
            ##""relation":[{"type":"revises","target":"#3"},{"type":"confirms","target":"fire#3"},"##
            + ##"{"type":"confirms","target":"flood#1"},{"type":"belongsTo","target":"storm"}]"##
        func references(_ anchor: String) throws -> [String] {
            let occurred = #""occurred":{"after":"\#(anchor)","offset":"PT1M"}"#
            let text = #"{"incident":"fire","kind":"reported",\#(occurred),"body":{"summary":"x",\#(relations)}}"#
            return try EventLine(parsing: Array(text.utf8)).event.references.map(\.description)
        }
        #expect(try references("#7") == ["fire#3", "flood#1", "storm", "fire#7"])
        #expect(try references("fire#3") == ["fire#3", "flood#1", "storm"])
        #expect(try references("#\\u0037") == ["fire#3", "flood#1", "storm", "fire#7"])
    }

    @Test func `is read into the values that it gives`() throws {
        let members =
            ##""title":"T","detail":"D","lang":"ru","source":{"name":"TASS","kind":"agency","origin":"IC","grade":"B2"},"##
            + ##""place":{"name":"quay","lat":55.5,"lon":-37.25},"severity":"Severe","figures":[{"measure":"killed","low":40,"high":6e1}],"##
            + ##""unit":{"id":"E39","status":"onscene"},"status":"active","verification":"false","##
            + ##""relation":{"type":"corrects","target":"#3","reason":"R"},"audience":"public","exercise":true"##
        let event = try EventLine(parsing: Array(line(members).utf8)).event
        let body = try EventBody(decoding: JSONDocument(parsing: event.body).root, in: event.stream)
        var expected = EventBody.Content(summary: "x")
        expected.title = "T"
        expected.detail = "D"
        expected.lang = "ru"
        expected.source = Source(name: "TASS", kind: .agency, origin: "IC", grade: Grade("B2"))
        expected.place = Place(name: "quay", lat: 55.5, lon: -37.25)
        expected.severity = .severe
        expected.figures = [Figure(measure: "killed", low: 40, high: 60)]
        expected.unit = UnitReport(id: "E39", status: .onscene)
        expected.status = .active
        expected.verification = .false
        let target = Reference(stream: event.stream, revision: Revision(3))
        expected.relations = [Relation(kind: .corrects, target: target, reason: "R")]
        expected.audience = .public
        expected.isExercise = true
        #expect(body == EventBody(expected))
    }
}
