import HTTPTypes
import StrictJSON
import Testing

@testable import BlotterService

@Suite struct CloudEventTests {
    private static let event =
        #"{"specversion":"1.0","id":"7","source":"/feeds/a","type":"org.example.reported","subject":"fire","time":"2026-03-01T10:00:00Z","occurred":"2026-03-01T09:50Z~","tags":"unit:E12,topic:fire","data":{"summary":"Smoke"}}"#

    @Test func `an event in structured mode is appended under its source and id`() async throws {
        let service = try Service()
        let answer = try await service.ask(
            .post, "/v1/events", headers: ["Content-Type": "application/cloudevents+json; charset=utf-8"],
            body: Self.event)
        #expect(answer.status == 201)
        #expect(try answer.member("id") == "/feeds/a#7")
        let read = try await service.ask(.get, "/v1/events")
        #expect(read.text.contains(#""occurred":"2026-03-01T09:50Z~","published":"2026-03-01T10:00:00Z""#))
        #expect(read.text.contains(#""tags":["unit:E12","topic:fire"],"body":{"summary":"Smoke"}"#))
    }

    @Test func `a batch is appended as a whole or not at all`() async throws {
        let service = try Service()
        let other = Self.event.replacing(#""id":"7""#, with: #""id":"8""#)
        let headers = ["Content-Type": "application/cloudevents-batch+json"]
        let bad = other.replacing(#""type":"org.example.reported""#, with: #""type":"org.example.seen""#)
        let refused = try await service.ask(.post, "/v1/events", headers: headers, body: "[\(Self.event),\(bad)]")
        #expect(refused.status == 422)
        #expect(try refused.member("index") == "1")
        let taken = try await service.ask(.post, "/v1/events", headers: headers, body: "[\(Self.event),\(other)]")
        #expect(taken.status == 201)
        #expect(try taken.json.count == 2)
    }

    @Test func `an event in binary mode has its attributes in the header`() async throws {
        let service = try Service()
        let headers = [
            "ce-specversion": "1.0", "ce-id": "9", "ce-source": "/feeds/b", "ce-type": "responded",
            "ce-subject": "fire", "ce-occurred": #"{%22after%22:%22quay#1%22,%22offset%22:%22PT5M%22}"#,
            "Content-Type": "application/json",
        ]
        try await service.report("quay", "x")
        let answer = try await service.ask(.post, "/v1/events", headers: headers, body: #"{"summary":"Engine 12"}"#)
        #expect(answer.status == 201)
        let read = try await service.ask(.get, "/v1/incidents/fire/events")
        #expect(read.text.contains(##""occurred":{"after":"quay#1","offset":"PT5M"}"##))
    }

    @Test func `what is about the way of the message is passed over`() async throws {
        let service = try Service()
        let traced = Self.event.replacing(
            #""specversion":"1.0""#,
            with:
                #""specversion":"1.0","traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01","tracestate":"a=b""#
        )
        let answer = try await service.ask(
            .post, "/v1/events", headers: ["Content-Type": "application/cloudevents+json"], body: traced)
        #expect(answer.status == 201)
    }

    @Test(arguments: [
        (#""specversion":"1.0""#, #""specversion":"0.3""#, "specversion"),
        (#""source":"/feeds/a""#, #""source":"""#, "source"),
        (#""tags":"unit:E12,topic:fire""#, #""colour":"red""#, "colour"),
        (#""data":{"summary":"Smoke"}"#, #""data":"Smoke""#, "data"),
        (#""data":{"summary":"Smoke"}"#, #""data":{"summry":"Smoke"}"#, "data"),
        (#""data":{"summary":"Smoke"}"#, #""data_base64":"e30=""#, "data_base64"),
        (#""time":"2026-03-01T10:00:00Z""#, #""time":"yesterday""#, "time"),
        (#""type":"org.example.reported""#, #""type":"org.example.seen""#, "type"),
        (#""subject":"fire""#, #""subject":"not a name""#, "subject"),
    ])
    func `what is wrong with an event is named`(old: String, new: String, field: String) async throws {
        let service = try Service()
        let answer = try await service.ask(
            .post, "/v1/events", headers: ["Content-Type": "application/cloudevents+json"],
            body: Self.event.replacing(old, with: new))
        #expect(answer.status == 422)
        #expect(try answer.member("field") == field)
    }
}
