import Foundation
import Testing

/// The service over TLS, with a certificate that was made for it.
@Suite struct TransportTests {
    /// Makes a certificate for this machine and its key.
    private func certificate(_ program: Program, _ name: String = "own") throws -> (certificate: String, key: String) {
        let (certificate, key) = (program.path("\(name).pem"), program.path("\(name)-key.pem"))
        let made = try program.run(
            "/usr/bin/openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key,
                "-out", certificate,
            ], input: nil)
        try #require(made.status == 0, "\(made.errors)")
        return (certificate, key)
    }

    /// Asks over TLS, and trusts nobody but the one certificate.
    private func ask(
        _ program: Program, _ service: RunningService, _ path: String, trusting certificate: String, _ more: String...
    ) throws -> Program.Outcome {
        try program.run(
            "/usr/bin/curl",
            ["--silent", "--show-error", "--include", "--noproxy", "*", "--cacert", certificate] + more
                + ["https://localhost:\(service.port)\(path)"], input: nil)
    }

    @Test func `over TLS the service is asked as ever, and browsers are told to come by nothing else`() throws {
        let program = try Program()
        let (certificate, key) = try certificate(program)
        let service = try RunningService(program, "--certificate", certificate, "--key", key)
        let appended = try ask(
            program, service, "/v1/events", trusting: certificate, "--header", "Content-Type: application/json",
            "--data",
            line("fire", "over TLS"))
        #expect(appended.output.hasPrefix("HTTP/1.1 201"), "\(appended.errors)")
        let answer = try ask(program, service, "/v1/events", trusting: certificate)
        #expect(answer.output.contains("over TLS"))
        #expect(answer.output.lowercased().contains("strict-transport-security: max-age=31536000"))
        let page = try ask(program, service, "/incidents/fire", trusting: certificate, "--compressed")
        #expect(page.output.contains("content-encoding: gzip") || page.output.contains("Content-Encoding: gzip"))
        #expect(page.output.contains("</html>"))
        for version in ["--tlsv1.3", "--tls-max"] {
            let limits = version == "--tls-max" ? ["--tls-max", "1.1"] : [version]
            let outcome = try program.run(
                "/usr/bin/curl",
                ["--silent", "--noproxy", "*", "--cacert", certificate] + limits
                    + ["https://localhost:\(service.port)/healthz"], input: nil)
            #expect((outcome.status == 0) == (version == "--tlsv1.3"), "\(version)")
        }
    }

    @Test func `the cookie of a session that was begun over TLS goes by nothing else`() throws {
        let program = try Program()
        let (certificate, key) = try certificate(program)
        let service = try RunningService(program, "--certificate", certificate, "--key", key)
        let token = try program.succeed("token", "create", "--by", "night-desk", "--scope", "read").output.filter {
            $0 != "\n"
        }
        let page = try ask(program, service, "/sign-in", trusting: certificate).output
        let start = try #require(page.firstRange(of: #"name="csrf" value=""#))
        let mark = page[start.upperBound...].prefix { $0 != "\"" }
        let answer = try ask(
            program, service, "/sign-in", trusting: certificate, "--data", "token=\(token)&next=/&csrf=\(mark)")
        let cookie = try #require(
            answer.output.split(separator: "\r\n").first { $0.lowercased().hasPrefix("set-cookie:") })
        for word in ["; Secure", "; HttpOnly", "; SameSite=Strict"] { #expect(cookie.contains(word)) }
    }

    @Test func `a client that does not speak TLS gets nothing and does no harm`() throws {
        let program = try Program()
        let (certificate, key) = try certificate(program)
        let service = try RunningService(program, "--certificate", certificate, "--key", key)
        for words in ["GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}", "\u{0}"] {
            let plain = try service.connect(patience: 3)
            plain.send(words)
            #expect(!plain.readToEnd().contains("HTTP/1.1 2"))
        }
        #expect(try ask(program, service, "/healthz", trusting: certificate).output.contains("alive"))
        // Nor is anybody trusted who shows another certificate.
        let other = try self.certificate(program, "other").certificate
        #expect(try ask(program, service, "/healthz", trusting: other).status == 60)
    }

    @Test func `a certificate or key that cannot be used is one sentence that names the file`() throws {
        let program = try Program()
        let (certificate, key) = try certificate(program)
        let other = try self.certificate(program, "other")
        let garbled = try program.file("garbled.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
        let empty = try program.file("empty.pem", "")
        for (certificate, key, words) in [
            (program.path("none.pem"), key, "certificate: there is no file \(program.path("none.pem"))"),
            (certificate, program.path("none.pem"), "key: there is no file \(program.path("none.pem"))"),
            (garbled, key, "certificate: \(garbled) cannot be read"),
            (empty, key, "certificate: \(empty) cannot be read"),
            (certificate, garbled, "key: \(garbled) cannot be read"),
            (certificate, empty, "key: \(empty) cannot be read"),
            (key, certificate, "certificate: \(key) cannot be read"),
            (certificate, other.key, "the key in \(other.key) does not belong to the certificate in \(certificate)"),
            (program.directory.path, key, "certificate: "),
        ] {
            let refused = try program.run("serve", "--port", "0", "--certificate", certificate, "--key", key)
            #expect(refused.status == 64, "\(refused.errors)")
            #expect(refused.errors.contains(words), "\(refused.errors)")
            #expect(refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
        }
        let alone = try program.run("serve", "--port", "0", "--certificate", certificate)
        #expect(alone.status == 64)
        #expect(alone.errors.contains("certificate and key go together"))
    }
}
