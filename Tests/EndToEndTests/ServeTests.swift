import Foundation
import StrictJSON
import Synchronization
import Testing

/// The service as its users meet it: a program that speaks HTTP, and that is stopped and killed.
@Suite struct ServeTests {
    @Test func `what is appended by HTTP is in the log, and what the command line appends is in the stream`() throws {
        let program = try Program()
        let service = try RunningService(program)
        let stream = try service.connect()
        stream.send("GET /v1/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(stream.read(through: "retry: 1000\n\n") != nil)
        #expect(RunningService.report("fire", "by HTTP", on: try service.connect()) == 1)
        #expect(stream.read(through: "\n\n")?.contains("by HTTP") == true)
        #expect(try program.run("report", "fire", "by hand", "--at", "now").status == 0)
        #expect(stream.read(through: "by hand") != nil)
        #expect(try program.run("replay").lines.count == 2)
    }

    @Test func `SIGTERM ends streams with a word and the program with 0`() throws {
        let service = try RunningService(try Program())
        let stream = try service.connect()
        stream.send("GET /v1/events/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(stream.read(through: "retry: 1000\n\n") != nil)
        let waiting = try service.connect()
        waiting.send("GET /v1/events?wait=60 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let idle = try service.connect()
        #expect(idle.ask("GET", "/healthz")?.status == 200)
        service.send(SIGTERM)
        #expect(stream.readToEnd().contains("event: end"))
        #expect(waiting.answer()?.status == 200)
        #expect(service.exitCode() == 0)
    }

    @Test func `whoever is underway at SIGTERM is answered or refused, and told that the connection ends`() throws {
        let service = try RunningService(try Program())
        let head = "POST /v1/events HTTP/1.1\r\nHost: localhost\r\n"
        let event = #"{"incident":"fire","kind":"reported","body":{"summary":"a"}}"#
        let lines = try service.connect()
        lines.send(head + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
        lines.send(String(event.utf8.count + 1, radix: 16) + "\r\n" + event + "\n\r\n")
        #expect(lines.read(through: #""appended":true}"#) != nil)
        // Each is asked something first, so that the service is known to read what it sends.
        let (half, silent) = (try service.connect(), try service.connect())
        for one in [half, silent] {
            #expect(one.ask("GET", "/healthz")?.status == 200)
            one.send(
                head
                    + "Expect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: \(event.utf8.count)\r\n\r\n"
            )
            #expect(one.read(through: "\r\n\r\n")?.hasPrefix("HTTP/1.1 100") == true)
        }
        service.send(SIGTERM)
        let last = lines.readToEnd()
        #expect(last.contains("urn:blotter:problem:stopping") && last.hasSuffix("\n\r\n0\r\n\r\n"), "\(last)")
        half.send(event)
        let answer = try #require(half.answer())
        #expect(answer.status == 201)
        #expect(answer.head.lowercased().contains("connection: close"), "\(answer.head)")
        let refusal = try #require(silent.answer())
        #expect(refusal.status == 503 && refusal.body.contains("urn:blotter:problem:stopping"), "\(refusal)")
        #expect(service.exitCode() == 0)
    }

    @Test func `whatever stops the service, everything acknowledged is there and a reader misses nothing`() throws {
        let program = try Program()
        var acknowledged: Set<String> = []
        var seen: [Int] = []
        for round in 1...4 {
            let service = try RunningService(program)
            let journal = Journal()
            let port = service.port
            let threads = (1...4).map { writer in
                Thread {
                    defer { journal.ended() }
                    guard let connection = try? Connection(port: port) else { return }
                    for number in 1... {
                        let words = "\(round)-\(writer)-\(number)"
                        guard RunningService.report("fire-\(writer)", words, on: connection) != nil else { return }
                        journal.took(words)
                    }
                }
            }
            for thread in threads { thread.start() }
            let reader = try service.connect()
            reader.send(
                "GET /v1/events/stream?after=0 HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: \(seen.last ?? 0)\r\n\r\n")
            let wanted = seen.count + 60
            while seen.count < wanted, let event = reader.read(through: "\n\n") {
                if let id = Self.id(of: event) { seen.append(id) }
            }
            service.send(round.isMultiple(of: 2) ? SIGTERM : SIGKILL)
            let code = service.exitCode()
            #expect(code == (round.isMultiple(of: 2) ? 0 : 128 + SIGKILL))
            journal.wait(for: threads.count)
            acknowledged.formUnion(journal.words)
        }
        #expect(seen == Array(1...seen.count))
        let log = try program.run("replay").output
        for words in acknowledged { #expect(log.contains("\"summary\":\"\(words)\""), "\(words)") }
        #expect(acknowledged.count > 100)
        #expect(try program.run("verify").status == 0)
    }

    private static func id(of event: String) -> Int? {
        guard event.contains("event: event"), let start = event.firstRange(of: "id: ") else { return nil }
        return Int(event[start.upperBound...].prefix { $0.isNumber })
    }

    @Test func `as many connections as are allowed have descriptors, whatever the shell allows at first`() throws {
        let program = try Program()
        let limits = try program.shell(
            """
            ulimit -S -n 256
            "$BLOTTER" serve --port 0 --limit connections=400 > "$HOME/port" & service=$!
            until [ -s "$HOME/port" ]; do sleep 0.02; done
            grep 'open files' /proc/$service/limits
            kill $service && wait $service
            """)
        #expect(limits.status == 0)
        let soft = limits.output.split(separator: " ").compactMap { Int($0) }.first
        #expect(try #require(soft) >= 400, "\(limits.output)")
    }

    @Test func `a port that is taken is one sentence that names it`() throws {
        let program = try Program()
        let service = try RunningService(program)
        let second = try program.run("serve", "--port", "\(service.port)")
        #expect(second.status == 74)
        #expect(second.errors.contains("cannot listen at 127.0.0.1, port \(service.port): Address already in use"))
        #expect(try program.run("serve", "--host", "no.such.host.invalid", "--public").status == 64)
    }

    @Test func `a token that was made and revoked on the command line counts at once`() throws {
        let program = try Program()
        let service = try RunningService(program)
        #expect(try service.ask("GET", "/v1/incidents").status == 200)
        let token = try program.run("token", "create", "--by", "night-desk", "--scope", "read").output.filter {
            $0 != "\n"
        }
        #expect(try service.ask("GET", "/v1/incidents").status == 401)
        let header = "Authorization: Bearer \(token)\r\n"
        #expect(try service.ask("GET", "/v1/incidents", more: header).status == 200)
        let list = try program.run("token", "list", "--format", "json")
        let id = try #require(try list.document["id"]?.string)
        #expect(!list.output.contains(token))
        #expect(try program.run("token", "revoke", id).status == 0)
        #expect(try service.ask("GET", "/v1/incidents", more: header).status == 401)
        let file = try FileManager.default.attributesOfItem(atPath: program.log + "/tokens.jsonl")
        #expect((file[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(try !String(contentsOfFile: program.log + "/tokens.jsonl", encoding: .utf8).contains(token))
    }

    @Test func `on an address that others reach nothing is served without a token`() throws {
        let program = try Program()
        let refused = try program.run("serve", "--host", "0.0.0.0", "--port", "0")
        #expect(refused.status == 64)
        #expect(refused.errors.contains("blotter token create"))
    }

    @Test func `the configuration is printed, and a wrong one refused with the name of the value`() throws {
        let program = try Program()
        let printed = try program.run("serve", "--print-config", "--limit", "streams=7")
        #expect(try printed.document["limits"]?["streams"]?.integer == 7)
        for (arguments, words) in [
            (["--port", "x"], "port"), (["--limit", "stream=7"], "--limit"),
            (["--limit", "streams=x"], "limits.streams"),
            (["--config", "/nonexistent"], "/nonexistent"), (["--colour"], "--colour"),
            (["--port", "0", "--port", "1"], "--port is given twice; give it once"),
            (["--tokens=a", "--tokens", "b"], "--tokens is given twice; give it once"),
        ] {
            let refused = try program.run(["serve"] + arguments)
            #expect(refused.status == 64, "\(arguments)")
            #expect(refused.errors.contains(words), "\(refused.errors)")
        }
        // Of limits there may be several, and where the log lies the last one counts.
        let several = try program.run(
            "serve", "--print-config", "--limit", "streams=7", "--limit", "connections=9", "--log", "a", "--log", "b")
        #expect(several.status == 0)
        #expect(try several.document["limits"]?["connections"]?.integer == 9)
    }

    @Test func `a token is listed as it is kept, but for its hash`() throws {
        let program = try Program()
        let made = [
            "token", "create", "--by", "press", "--scope", "read,append", "--incident", "quay", "--incident", "fire",
            "--expires", "30d",
        ]
        try program.succeed(made)
        let listed = try program.succeed("token", "list", "--format", "json").document
        #expect(listed.list("scopes").map(\.string) == ["read", "append"])
        #expect(listed.list("incidents").map(\.string) == ["fire", "quay"])
        #expect(listed["state"]?.string == "valid")
        let kept = try JSONDocument(
            parsing: [UInt8](String(contentsOfFile: program.log + "/tokens.jsonl", encoding: .utf8).utf8)
        ).root
        #expect(listed.names.subtracting(["state"]) == kept.names.subtracting(["hash"]))
        for name in listed.names where name != "state" {
            #expect(try #require(listed[name]).means(#require(kept[name])), "\(name)")
        }
        for option in ["by", "scope", "expires"] {
            let refused = try program.run(made + ["--\(option)", "read"])
            #expect(refused.status == 64)
            #expect(refused.errors.contains("--\(option) is given twice; give it once"), "\(refused.errors)")
        }
    }
}

/// What was acknowledged, kept by many threads.
private final class Journal: Sendable {
    private let taken = Mutex<(words: [String], ended: Int)>(([], 0))

    var words: [String] { taken.withLock { $0.words } }

    func took(_ words: String) { taken.withLock { $0.words.append(words) } }

    func ended() { taken.withLock { $0.ended += 1 } }

    func wait(for count: Int) {
        while taken.withLock({ $0.ended }) < count { Thread.sleep(forTimeInterval: 0.001) }
    }
}
