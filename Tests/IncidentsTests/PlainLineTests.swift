import EventStoreTesting
import Testing

@testable import Incidents

/// The quick reader only ever says yes, and where it does the thorough one says the same.
struct PlainLineTests {
    private static let plain = [
        #"{"incident":"fire","kind":"reported","body":{"summary":"Smoke"}}"#,
        #"{"incident":"fire","kind":"reported","occurred":"2024-03-22T19:58+03:00~","by":"desk-2","body":{"summary":"Shots \"outside\"","source":{"name":"TASS","kind":"agency","url":"https://example.org/a?b=c","origin":"police","grade":"B2"}}}"#,
        #"{"position":7,"revision":2,"incident":"fire","kind":"updated","id":"a-1","occurred":"2024-03-22T19:58:01.25-05:30","published":"2024-03-22T20:00:00.123456Z","recorded":"2024-03-22T20:00:01Z","by":"desk","tags":["unit:E39","area:Köln"],"body":{"summary":"x","place":{"name":"quay","lat":-41.5,"lon":179.99,"radius":25,"precision":"exact"},"status":"active","exercise":true,"audience":"public"}}"#,
        #"{ "incident" : "fire" , "kind" : "responded" , "expectedRevision" : 3 , "body" : { "summary" : "Дым над портом" , "unit" : { "id" : "E39", "kind": "engine", "agency":"Fire", "status" : "onscene", "action":"" } , "attributes" : {"a":[1,-2.50,null,true,{"b":"c"}],"d":{}} } }"#,
        #"{"incident":"fire","kind":"reported","body":{"title":"T","summary":"é","detail":"","category":"Fire","urgency":"Past","severity":"Minor","certainty":"Likely","verification":"disputed","exercise":false}}"#,
    ]

    /// Right, and not plain.
    private static let others = [
        "{\t\"incident\":\"fire\",\"kind\":\"reported\",\"body\":{\"summary\":\"Smoke\"}}",
        #"{"incident":"fire","kind":"reported","id":null,"body":{"summary":"Smoke"}}"#,
        #"{"incident":"fire","kind":"reported","occurred":"2024-03","body":{"summary":"Smoke"}}"#,
        #"{"incident":"fire","kind":"reported","body":{"summary":"\ud83d\ude92","figures":[{"measure":"killed","best":4}]}}"#,
        ##"{"incident":"fire","kind":"reported","body":{"summary":"x","relation":{"type":"corrects","target":"#1","reason":"y"},"source":{}}}"##,
        #"{"incident":"fire","kind":"reported","body":{"summary":"x","place":{"lat":9e1,"lon":1.8e2}}}"#,
    ]

    private func quick(_ bytes: [UInt8]) -> EventLine? {
        var reader = PlainLineReader(bytes)
        return reader.line(bytes.indices)
    }

    @Test(arguments: plain) func `what is plain is read as the thorough reader reads it`(line: String) throws {
        let bytes = Array(line.utf8)
        #expect(try quick(bytes) == EventLine(thoroughly: bytes))
    }

    @Test(arguments: others) func `what is right but not plain is left to the thorough reader`(line: String) throws {
        let bytes = Array(line.utf8)
        #expect(quick(bytes) == nil)
        #expect(try EventLine(parsing: bytes) == EventLine(thoroughly: bytes))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `however a line is damaged, nothing is taken that is wrong`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var taken = 0
        for round in 0..<4_000 {
            let lines = round % 5 == 0 ? Self.others : Self.plain
            var bytes = Array(lines[Int.random(in: lines.indices, using: &random)].utf8)
            for _ in 0..<Int.random(in: 0...2, using: &random) { Damage.damage(&bytes, using: &random) }
            guard let line = quick(bytes) else { continue }
            taken += 1
            let text = String(decoding: bytes, as: UTF8.self)
            #expect((try? EventLine(thoroughly: bytes)) == line, "seed \(seed), round \(round): \(text)")
        }
        #expect(taken > 400)
    }
}
