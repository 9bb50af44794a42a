import EventSourcing
import EventStoreTesting
import Incidents
import StrictJSON
import Testing

@Suite struct `An event written as a line` {
    @Test func `has its fields in one order, and leaves out what it has not`() throws {
        var log = SampleLog()
        try log.add("Smoke")
        try log.add(
            "Smoke, \\u0007", kind: "responded", at: "2024-03-22T20:45+03:00~", published: "2024-03-22T18:00:00.5Z",
            body: #""attributes":{"n": 1e400}"#,
            envelope: #""id":"call-\"17\"","by":"desk\t2","tags":["unit:E39","a:\"b\""]"#)
        try log.add(
            "Later", at: ##"{ "after" : "#1","offset":"PT5M"}"##, published: at("18:00"), envelope: #""id":"x""#)
        let id = log.events[0].id
        #expect(
            text(log.events[0]) == ##"""
                {"position":1,"revision":1,"incident":"fire","kind":"reported","id":"\##(id)","published":"2024-03-22T18:01:00Z","recorded":"2024-03-22T18:01:00Z","by":"desk","body":{"summary":"Smoke"}}
                """##)
        #expect(
            text(log.events[1]) == ##"""
                {"position":2,"revision":2,"incident":"fire","kind":"responded","id":"call-\"17\"","occurred":"2024-03-22T20:45+03:00~","published":"2024-03-22T18:00:00.500000Z","recorded":"2024-03-22T18:02:00Z","by":"desk\t2","tags":["unit:E39","a:\"b\""],"body":{"summary":"Smoke, \u0007","attributes":{"n": 1e400}}}
                """##)
        #expect(
            text(log.events[2]) == ##"""
                {"position":3,"revision":3,"incident":"fire","kind":"reported","id":"x","occurred":{ "after" : "#1","offset":"PT5M"},"published":"2024-03-22T18:00:00Z","recorded":"2024-03-22T18:03:00Z","by":"desk","body":{"summary":"Later"}}
                """##)
    }

    @Test func `has null for a body that was redacted, and cannot be appended again`() throws {
        var log = SampleLog()
        try log.add("Smoke", envelope: #""id":"x""#)
        log.redact(1)
        #expect(text(log.events[0]).hasSuffix(#","by":"desk","body":null}"#))
        let error = #expect(throws: InvalidEvent.self) { try EventLine(parsing: Array(text(log.events[0]).utf8)) }
        #expect(error?.field == "body" && error?.problem.contains("redacted") == true)
    }

    @Test func `shows what a terminal would obey, where it is asked to, and means the same`() throws {
        var log = SampleLog()
        try log.add("\u{202E}x\u{9B}31m", at: at("18:00"), envelope: #""by":"a\u001bb","tags":["k:\u200b"]"#)
        var bytes: [UInt8] = []
        EventLine.write(log.events[0], to: &bytes, style: .visible)
        let shown = String(decoding: bytes, as: UTF8.self)
        #expect(shown.contains(#""summary":"\u202Ex\u009B31m""#))
        #expect(shown.contains(#""tags":["k:\u200B"]"#))
        let event = try EventLine(parsing: bytes).event
        #expect(event.by == log.events[0].by && event.tags == log.events[0].tags)
        let summary = EventBody.read(log.events[0])?.summary
        #expect(try JSONDocument(parsing: event.body).root["summary"]?.string == summary)
    }

    @Test(arguments: [UInt64.min, 1, 9, 10, 99, 100, 18_446_744_073_709_551_615])
    func `writes numbers of any size`(_ number: UInt64) throws {
        var log = SampleLog()
        let event = try log.add()
        let large = RecordedEvent(
            position: Position(number), revision: Revision(number), recorded: event.recorded, stream: event.stream,
            id: event.id, kind: event.kind, bodyVersion: 1, flags: [], occurred: .undated, published: event.published,
            by: event.by, tags: [], references: [], body: event.body)
        #expect(text(large).hasPrefix(#"{"position":\#(number),"revision":\#(number),"#))
    }

    @Test func `gives an event of the same content when it is read again, whatever the body`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var json = RandomJSON(generator: SeededGenerator(seed: seed))
        let times = [
            "", #""2024-03-22T20:45:10.123456789+03:00%""#, #""2024..""#,
            ##"{"after":"\u0023\u0031" ,"offset":"PT5M"}"##,
        ]
        for round in 0..<400 {
            let body = #"{"summary":"x" ,"attributes":\#(json.object(depth: 5))}"#
            let occurred = json.pick(times)
            let envelope = [
                occurred.isEmpty ? "" : #""occurred":\#(occurred)"#, #""id":"é\n\#(round)""#,
                json.pick(["", #""by":"e\u0301""#]), json.pick(["", #""tags":["a:\u0022b","c:\u202e"]"#]),
                json.pick(["", #""published":"0000-01-01""#, #""published":"9999-12-31T23:59:59.999999Z""#]),
            ].filter { !$0.isEmpty }.joined(separator: ",")
            let line = #"{"incident":"fire",\#(envelope),"kind":"updated","body":\#(body)}"#
            var log = SampleLog()
            let first = log.append(try EventLine(parsing: Array(line.utf8)).event)
            #expect(first.body == Array(body.utf8), "seed \(seed), round \(round)")
            let again = try EventLine(parsing: Array(text(first).utf8))
            #expect(
                again.wasReplayed && again.event.hasSameContent(as: first),
                "seed \(seed), round \(round): \(text(first))")
            #expect(again.event.id == first.id && again.event.stream == first.stream, "seed \(seed), round \(round)")
            #expect(
                again.event.occurred == first.occurred && again.event.references == first.references, "seed \(seed)")
            #expect(again.event.published == first.published && again.event.flags == first.flags, "seed \(seed)")
            #expect(text(log.append(again.event)).contains(body), "seed \(seed), round \(round)")
        }
    }

    @Test func `is one line, however its body was laid out`() throws {
        let seed = UInt64.random(in: .min ... .max)
        var json = RandomJSON(generator: SeededGenerator(seed: seed), blanks: ["", " ", "\n", "\t", "\r\n", " \n\t"])
        for round in 0..<200 {
            let body = #"{"summary":"x","attributes":\#(json.object(depth: 5))}"#
            let event = try NewEvent.incident(StreamID("fire"), .reported, body: Array(body.utf8))
            let expected = body.utf8.map { $0 < 0x20 ? 0x20 : $0 }
            #expect(event.body == expected, "seed \(seed), round \(round)")
            var log = SampleLog()
            #expect(text(log.append(event)).utf8.allSatisfy { $0 >= 0x20 }, "seed \(seed), round \(round)")
        }
    }

    private func text(_ event: RecordedEvent) -> String {
        var bytes: [UInt8] = []
        EventLine.write(event, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
