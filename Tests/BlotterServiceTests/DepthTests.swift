import EventSourcing
import EventStoreTesting
import HTTPTypes
import Testing

@testable import BlotterService

/// How deep JSON may be nested is one limit, in whatever form events are given.
@Suite struct DepthTests {
    private func event(_ depth: Int) -> String {
        // The event, its body and what is free in it are three levels.
        let nested = String(repeating: #"{"a":"#, count: depth - 3) + "1" + String(repeating: "}", count: depth - 3)
        return #"{"incident":"fire","kind":"reported","body":{"summary":"a","attributes":{"x":\#(nested)}}}"#
    }

    private func cloudEvent(_ depth: Int) -> String {
        let data = event(depth).dropFirst(#"{"incident":"fire","kind":"reported","body":"#.count).dropLast()
        return #"{"specversion":"1.0","id":"1","source":"s","type":"reported","subject":"fire","data":\#(data)}"#
    }

    @Test(arguments: [
        "application/json", "application/json list", "application/json batch", "application/x-ndjson",
        "application/cloudevents+json", "application/cloudevents-batch+json",
    ])
    func `an event at the limit is taken, and one beyond it is not`(form: String) async throws {
        let service = try Service { $0.limits.jsonDepth = 5 }
        for (depth, isTaken) in [(5, true), (6, false), (30, false)] {
            let body =
                switch form {
                case "application/json list": "[\(event(depth))]"
                case "application/json batch": #"{"events":[\#(event(depth))]}"#
                case "application/cloudevents+json": cloudEvent(depth)
                case "application/cloudevents-batch+json": "[\(cloudEvent(depth))]"
                default: event(depth) + "\n"
                }
            let type = String(form.split(separator: " ")[0])
            for path in ["/v1/events", "/v1/incidents/fire/events"] {
                let before = try await service.store.head().position
                let answer = try await service.ask(.post, path, headers: ["Content-Type": type], body: body)
                let isLines = type == "application/x-ndjson"
                if isTaken {
                    #expect([200, 201].contains(answer.status), "\(answer.text)")
                    #expect(answer.text.contains("position"))
                } else {
                    #expect(isLines ? answer.status == 200 : [400, 422].contains(answer.status), "\(answer.text)")
                    #expect(answer.text.contains("nested deeper than"), "\(answer.text)")
                    #expect(try await service.store.head().position == before)
                }
            }
        }
    }
}
