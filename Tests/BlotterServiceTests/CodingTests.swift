import BlotterPages
import EventSourcing
import EventStoreTesting
import Gzip
import GzipReading
import HTTPTypes
import Testing

@testable import BlotterService

@Suite struct CodingTests {
    /// A service with an incident whose every answer is long enough to be compressed.
    private func service() async throws -> Service {
        let service = try Service()
        for number in 1...30 { try await service.report("fire", "smoke over the north quay \(number)") }
        return service
    }

    private static let gzip = ["Accept-Encoding": "gzip, deflate, br"]

    @Test(arguments: [
        (nil, ContentCoding.identity), ("", .identity), ("gzip", .gzip), ("GZIP;q=0.5, br", .gzip), ("x-gzip", .gzip),
        ("br, deflate", .identity), ("*", .gzip), ("*;q=0.1", .gzip), ("gzip;q=0", .identity),
        ("gzip;q=0, *", .identity),
        ("identity, gzip;q=0.5", .identity), ("identity;q=0.5, gzip;q=0.5", .gzip), ("identity;q=0", .identity),
        ("identity;q=0, *;q=0.2", .gzip), ("*;q=0, identity", .identity), ("gzip; q=1.0 , *;q=0", .gzip),
    ])
    func `the coding is the one that is liked best`(header: String?, coding: ContentCoding) {
        #expect(CodingWishes(header).best == coding)
    }

    @Test(arguments: [
        "/v1/events", "/v1/incidents/fire/events", "/v1/incidents/fire/timeline",
        "/v1/incidents/fire/timeline?from=-10m", "/incidents/fire", "/incidents/fire/fragment", "/metrics",
        "/openapi.yaml",
    ])
    func `an answer is the same in every coding, and smaller compressed`(path: String) async throws {
        let service = try await service()
        let plain = try await service.ask(.get, path)
        #expect(plain.header("Content-Encoding") == nil)
        #expect(plain.header("Vary")?.contains("Accept-Encoding") == true)
        // Once told, once kept.
        for _ in 1...2 {
            let answer = try await service.ask(.get, path, headers: Self.gzip)
            #expect(answer.header("Content-Encoding") == "gzip")
            #expect(answer.header("Vary")?.contains("Accept-Encoding") == true)
            #expect(answer.header("Content-Type") == plain.header("Content-Type"))
            #expect(answer.bytes.count < plain.bytes.count / 2)
            let text = String(decoding: try #require(gunzip(answer.bytes)), as: UTF8.self)
            // A page tells the time, and has another mark in its forms each time.
            guard path.hasPrefix("/v1") || path == "/openapi.yaml" else { continue }
            #expect(Self.withoutNow(text) == Self.withoutNow(plain.text))
        }
    }

    /// A text without the moment up to which it was told.
    private static func withoutNow(_ text: String) -> String { text.replacing(/"moment":"[^"]*"/, with: "") }

    @Test func `a file of the pages is compressed once for all who ask`() async throws {
        let service = try await service()
        let path = PagePaths.asset(PageAssets.script.name)
        let first = try await service.ask(.get, path, headers: Self.gzip)
        #expect(gunzip(first.bytes) == PageAssets.script.bytes)
        // No memory is left to compress anything with: what was compressed before is still there.
        let all = try #require(service.desk.answers.take(service.desk.answers.most))
        let second = try await service.ask(.get, path, headers: Self.gzip)
        #expect(second.bytes == first.bytes && second.header("Content-Encoding") == "gzip")
        #expect(second.header("Cache-Control")?.contains("immutable") == true)
        withExtendedLifetime(all) {}
    }

    @Test func `what compressing takes, and what comes of it, stands in the budget of answers`() async throws {
        let service = try await service()
        let answers = service.desk.answers
        let path = "/v1/events"
        let answer = try await service.ask(.get, path, headers: Self.gzip)
        #expect(answer.header("Content-Encoding") == "gzip" && answer.bytes.count < MemoryBudget.short)
        #expect(answers.used == answer.bytes.count, "as long as the answer is held, and no longer for what made it")
        // Without room for zlib it is sent as it is; who takes nothing else is asked to come again.
        let all = try #require(answers.take(answers.most - answers.used - GzipStream.size + 1))
        let plain = try await service.ask(.get, path, headers: Self.gzip)
        #expect(plain.status == 200 && plain.header("Content-Encoding") == nil)
        let refused = try await service.ask(.get, path, headers: ["Accept-Encoding": "gzip, identity;q=0"])
        #expect(refused.status == 429)
        withExtendedLifetime((all, answer)) {}
    }

    @Test func `what is short is sent as it is, unless only compressed bytes will do`() async throws {
        let service = try await service()
        #expect(try await service.ask(.get, "/healthz", headers: Self.gzip).header("Content-Encoding") == nil)
        let answer = try await service.ask(
            .get, "/healthz", headers: ["Accept-Encoding": "gzip, identity;q=0"])
        #expect(answer.header("Content-Encoding") == "gzip")
        #expect(gunzip(answer.bytes) == Array("alive\n".utf8))
    }

    @Test func `who takes no coding that there is is refused before anything is done`() async throws {
        let service = try await service()
        let answer = try await service.ask(
            .post, "/v1/events", headers: ["Accept-Encoding": "*;q=0", "Content-Type": "application/json"],
            body: #"{"incident":"fire","kind":"reported","body":{"summary":"never"}}"#)
        #expect(answer.status == 406)
        #expect(try answer.member("field") == "Accept-Encoding")
        #expect(try await service.store.head().position == Position(30))
    }

    @Test func `streams are not compressed, and refused to who takes nothing else`() async throws {
        let service = try await service()
        let stream = try await service.begin("/v1/events/stream?after=29", token: nil, headers: Self.gzip)
        #expect(stream.status == 200 && stream.header("Content-Encoding") == nil)
        let only = ["Accept-Encoding": "gzip, *;q=0"]
        #expect(try await service.ask(.get, "/v1/events/stream", headers: only).status == 406)
        let lines = try await service.ask(
            .post, "/v1/events", headers: only.merging(["Content-Type": "application/x-ndjson"]) { $1 }, body: "{}\n")
        #expect(lines.status == 406)
    }

    @Test func `the mark of an incident's events is another one compressed, and either is known again`() async throws {
        let service = try await service()
        let path = "/v1/incidents/fire/events"
        #expect(try await service.ask(.get, path).header("ETag") == "\"30\"")
        #expect(try await service.ask(.get, path, headers: Self.gzip).header("ETag") == "\"30-gzip\"")
        for tag in ["\"30\"", "\"30-gzip\"", "W/\"30-gzip\"", "\"7\", \"30-gzip\""] {
            let answer = try await service.ask(.get, path, headers: Self.gzip.merging(["If-None-Match": tag]) { $1 })
            #expect(answer.status == 304)
            #expect(answer.header("Content-Encoding") == nil)
            #expect(answer.header("Vary")?.contains("Accept-Encoding") == true)
            #expect(tag.contains(answer.header("ETag") ?? "none"))
        }
        for (tag, status) in [("\"29-gzip\"", 412), ("\"30-gzip\"", 201), ("\"31\"", 201)] {
            let answer = try await service.ask(
                .post, path, headers: ["If-Match": tag, "Content-Type": "application/json"],
                body: #"{"kind":"updated","body":{"summary":"under control"}}"#)
            #expect(answer.status == status)
        }
    }

    @Test func `what is known of a timeline is known in every coding`() async throws {
        let service = try await service()
        let path = "/v1/incidents/fire/timeline"
        let tag = try #require(try await service.ask(.get, path).header("ETag"))
        #expect(tag.hasPrefix("W/"))
        #expect(try await service.ask(.get, path, headers: Self.gzip).header("ETag") == tag)
        let answer = try await service.ask(.get, path, headers: Self.gzip.merging(["If-None-Match": tag]) { $1 })
        #expect(answer.status == 304)
        #expect(answer.header("Vary") == "Accept, Authorization, Cookie, Accept-Encoding")
    }

    @Test func `a long page is compressed piece by piece and whole`() async throws {
        let service = try Service()
        let detail = String(repeating: "smoke over the north quay, ", count: 2000)
        for number in 1...40 { try await service.report("fire", "\(number)", more: #","detail":"\#(detail)""#) }
        let plain = try await service.ask(.get, "/v1/events")
        #expect(plain.bytes.count > 2_000_000)
        let answer = try await service.ask(.get, "/v1/events", headers: Self.gzip)
        #expect(gunzip(answer.bytes) == plain.bytes)
        #expect(answer.bytes.count < plain.bytes.count / 20)
    }

    @Test func `the mark of a form is another text each time, and each is known`() async throws {
        let service = try Service()
        let marks = (1...3).map { _ in FormMark.masked(service.desk.access.formKey) }
        #expect(Set(marks).count == 3)
        for mark in marks {
            #expect(FormMark.isMasked(mark, from: service.desk.access.formKey))
            #expect(
                !FormMark.isMasked(
                    String(mark.dropLast()) + (mark.hasSuffix("0") ? "1" : "0"), from: service.desk.access.formKey))
        }
        for text in [
            "", service.desk.access.formKey, String(repeating: "é", count: 64), String(repeating: "z", count: 128),
        ] {
            #expect(!FormMark.isMasked(text, from: service.desk.access.formKey))
        }
    }
}
