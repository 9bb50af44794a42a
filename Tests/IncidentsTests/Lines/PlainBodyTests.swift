import EventSourcing
import EventStoreTesting
import StrictJSON
import Testing

@testable import Incidents

/// What the quick reader of bodies takes, the thorough one takes too, and understands the same.
struct PlainBodyTests {
    private static let plain = [
        ##"{"summary":"Smoke"}"##,
        ##" { "summary" : "Shots \"outside\"\n" , "title":"T\\t","detail":"","lang":"ru","exercise":true,"audience":"public" } "##,
        ##"{"summary":"x","source":{"name":"TASS","kind":"agency","url":"https://example.org/a?b=c","origin":"police","grade":"B2"}}"##,
        ##"{"summary":"x","place":{"name":"quay","lat":-41.5,"lon":179.99,"radius":25,"precision":"exact"}}"##,
        ##"{"summary":"x","figures":[{"measure":"killed","low":3,"best":4,"high":10,"basis":"period","words":"some"},{"words":"dozens","measure":"injured"}]}"##,
        ##"{"summary":"x","figures":[],"claim":{"what":"motive","by":"a desk","stance":"denied"}}"##,
        ##"{"summary":"Дым над портом","unit":{"id":"E39","kind":"engine","agency":"Fire","status":"onscene","action":"é"},"status":"active"}"##,
        ##"{"summary":"x","relation":{"type":"corrects","target":"#3","reason":"a better account"}}"##,
        ##"{"relation":[{"target":"flood#18446744073709551615","type":"respondsTo"}],"summary":"x"}"##,
        ##"{"summary":"x","relation":{"type":"mergesInto","target":"flood"},"attributes":{"a":[1,-2.5,null,{"b":"c"}]}}"##,
        ##"{"summary":"x","decision":{"what":"evacuate","options":["wait","stay \\ go"],"grounds":"","by":"chief"}}"##,
        ##"{"summary":"x","category":"Fire","urgency":"Past","severity":"Minor","certainty":"Likely","verification":"disputed"}"##,
    ]

    /// Right, and not plain.
    private static let others = [
        "{\t\"summary\":\"Smoke\"}",
        ##"{"summary":"x","detail":null,"source":{}}"##,
        ##"{"summary":"\ud83d\ude92"}"##,
        ##"{"summary":"x","lang":"zh-Hant-TW","media":[{"url":"https://example.org/a"}]}"##,
        ##"{"summary":"x","figures":[{"measure":"killed","best":4e0}]}"##,
        ##"{"summary":"x","relation":[{"type":"confirms","target":"#1"},{"type":"confirms","target":"#2"}]}"##,
    ]

    /// Wrong in what it says, however plainly.
    private static let wrong = [
        ##"{"title":"no summary"}"##, ##"{"summary":" "}"##, ##"{"summary":"x","summary":"y"}"##,
        ##"{"summary":"x","source":{"grade":"G1"}}"##, ##"{"summary":"x","place":{"lat":1}}"##,
        ##"{"summary":"x","place":{"lat":91,"lon":1}}"##, ##"{"summary":"x","figures":[{"best":4}]}"##,
        ##"{"summary":"x","figures":[{"measure":"killed"}]}"##, ##"{"summary":"x","unit":{"status":"onscene"}}"##,
        ##"{"summary":"x","figures":[{"measure":"killed","low":5,"best":4}]}"##,
        ##"{"summary":"x","figures":[{"measure":"killed","best":5,"high":4}]}"##,
        ##"{"summary":"x","figures":[{"measure":"killed","low":5,"high":4}]}"##,
        ##"{"summary":"x","figures":[{"measure":"killed","best":-1}]}"##, ##"{"summary":"x","claim":{"by":"a"}}"##,
        ##"{"summary":"x","relation":{"type":"corrects","target":"#3"}}"##,
        ##"{"summary":"x","relation":{"type":"confirms","target":"#0"}}"##,
        ##"{"summary":"x","relation":{"type":"mergesInto","target":"fire"}}"##,
        ##"{"summary":"x","decision":{"by":"chief"}}"##, ##"{"summary":"x","attributes":[]}"##,
        ##"{"summary":"x"}{}"##, ##"{"summary":"x","lang":"r"}"##, ##"{"summary":"x","exercise":1}"##,
    ]

    private let fire: StreamID

    init() throws { fire = try StreamID("fire") }

    private func thoroughly(_ bytes: [UInt8]) -> EventBody? {
        (try? JSONDocument(parsing: bytes).root).flatMap { try? EventBody(decoding: $0, in: fire) }
    }

    @Test(arguments: plain) func `what is plain is read as the thorough reader reads it`(body: String) throws {
        let quick = try #require(EventBody(plainly: Array(body.utf8), in: fire))
        #expect(quick == thoroughly(Array(body.utf8)))
    }

    @Test(arguments: others) func `what is right but not plain is left to the thorough reader`(body: String) throws {
        let bytes = Array(body.utf8)
        #expect(EventBody(plainly: bytes, in: fire) == nil)
        #expect(try EventBody(reading: bytes, version: 1, in: fire) == thoroughly(bytes))
    }

    @Test(arguments: wrong) func `what is wrong is not taken`(body: String) {
        #expect(EventBody(plainly: Array(body.utf8), in: fire) == nil && thoroughly(Array(body.utf8)) == nil)
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    func `however a body is damaged, nothing is taken that is wrong`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var taken = 0
        for round in 0..<4_000 {
            let bodies = round % 5 == 0 ? Self.others : Self.plain
            var bytes = Array(bodies[Int.random(in: bodies.indices, using: &random)].utf8)
            for _ in 0..<Int.random(in: 0...2, using: &random) { Damage.damage(&bytes, using: &random) }
            guard let quick = EventBody(plainly: bytes, in: fire) else { continue }
            taken += 1
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(thoroughly(bytes) == quick, "seed \(seed), round \(round): \(text)")
        }
        #expect(taken > 400)
    }
}
