import EventSourcing
import HTTPTypes
import Testing

@testable import BlotterService

@Suite struct MetricsTests {
    /// The values of an answer by their names.
    private func values(_ service: Service) async throws -> [String: Double] {
        let answer = try await service.ask(.get, "/metrics")
        try #require(answer.status == 200)
        #expect(answer.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        var values: [String: Double] = [:]
        for line in answer.lines where !line.hasPrefix("#") {
            let parts = line.split(separator: " ")
            try #require(parts.count == 2, "\(line)")
            #expect(values.updateValue(try #require(Double(parts[1])), forKey: String(parts[0])) == nil, "\(line)")
        }
        return values
    }

    @Test func `appends are counted with their sizes, and told with their times`() async throws {
        let service = try Service()
        try await service.report("fire", "a")
        let list = (1...7).map { #"{"incident":"fire","kind":"reported","body":{"summary":"\#($0)"}}"# }
        try await service.append("[\(list.joined(separator: ","))]")
        try await service.append(#"{"incident":"fire","kind":"reported"}"#)
        let values = try await values(service)
        #expect(values["blotter_events_appended_total"] == 8)
        #expect(values["blotter_append_calls_total"] == 2)
        #expect(values[#"blotter_append_events_bucket{le="1"}"#] == 1)
        #expect(values[#"blotter_append_events_bucket{le="5"}"#] == 1)
        #expect(values[#"blotter_append_events_bucket{le="10"}"#] == 2)
        #expect(values[#"blotter_append_events_bucket{le="+Inf"}"#] == 2)
        #expect(values["blotter_append_events_sum"] == 8)
        #expect(values["blotter_append_seconds_count"] == 2)
        #expect(values["blotter_head_position"] == 8)
        #expect(values["blotter_log_events"] == 8)
        #expect(values["blotter_rows_lag_events"] == 8)
        #expect(values[#"blotter_request_seconds_count{endpoint="appendEvents",status="201"}"#] == 2)
        #expect(values[#"blotter_request_seconds_count{endpoint="appendEvents",status="422"}"#] == 1)
    }

    @Test func `followers are counted with what they lag and how long they were kept waiting`() async throws {
        let service = try Service()
        try await service.report("fire", "a")
        service.watch()
        let stream = try await service.stream("/v1/events/stream?after=0")
        #expect(await stream.next()?.id == "1")
        while try await values(service)["blotter_followers"] != 1 { await Task.yield() }
        try await service.report("fire", "b")
        #expect(await stream.next()?.id == "2")
        while try await values(service)["blotter_stream_delay_seconds_count"] != 1 { await Task.yield() }
        let values = try await values(service)
        #expect(values["blotter_streams"] == 1)
        #expect(values["blotter_followers_lag_events"] == 0)
        #expect(values["blotter_stream_events_total"] == 2)
        await stream.leave()
    }

    @Test func `every metric is told what it is, once, before its values`() async throws {
        let service = try Service()
        try await service.report("fire", "a")
        var known: Set<String> = []
        var help: Substring?
        for line in try await service.ask(.get, "/metrics").lines {
            let parts = line.split(separator: " ", maxSplits: 3)
            switch (parts[0], parts[1]) {
            case ("#", "HELP"):
                #expect(parts.count == 4)
                help = parts[2]
            case ("#", "TYPE"):
                #expect(parts[2] == help)
                #expect(["counter", "gauge", "histogram"].contains(parts[3]))
                #expect(known.insert(String(parts[2])).inserted, "\(line)")
            default:
                #expect(line.hasPrefix(help ?? "?"), "\(line)")
            }
        }
        #expect(known.count > 15)
    }
}
