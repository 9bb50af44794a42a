import AccessTokens
import EventSourcing
import EventStoreTesting
import StrictJSON
import Testing

@testable import BlotterService

@Suite struct ConfigurationTests {
    private func configuration(
        flags: [String: String] = [:], environment: [String: String] = [:], file: String? = nil,
        defaults: [String: String] = [:]
    ) throws(ServiceConfiguration.Fault) -> ServiceConfiguration {
        try ServiceConfiguration(
            flags: flags, environment: environment, file: file.map { Array($0.utf8) }, defaults: defaults)
    }

    @Test func `a flag counts before the environment, that before the file, that before the default`() throws {
        let file = #"{"port":1,"limits":{"body-bytes":5000,"streams":7}}"#
        let environment = ["BLOTTER_SERVE_PORT": "2", "BLOTTER_SERVE_LIMITS_BODY_BYTES": "6000"]
        #expect(try configuration().port == 8080)
        #expect(try configuration(file: file).port == 1)
        #expect(try configuration(environment: environment, file: file).port == 2)
        let all = try configuration(flags: ["port": "3"], environment: environment, file: file)
        #expect(all.port == 3)
        #expect(all.limits.bodyBytes == 6000)
        #expect(all.limits.streams == 7)
    }

    @Test func `what all commands go by counts only where nothing is said of the service`() throws {
        let defaults = ["zone": "Asia/Tokyo"]
        let file = #"{"zone":"Europe/Oslo"}"#
        let environment = ["BLOTTER_SERVE_ZONE": "America/New_York"]
        #expect(try configuration(defaults: defaults).zone == "Asia/Tokyo")
        #expect(try configuration(file: file, defaults: defaults).zone == "Europe/Oslo")
        let all = try configuration(environment: environment, file: file, defaults: defaults)
        #expect(all.zone == "America/New_York")
    }

    @Test func `a variable that looks like a setting and is none is refused`() throws {
        try ServiceConfiguration.checkVariables(["HOME", "BLOTTER_LOG", "BLOTTER_SERVE_LIMITS_BODY_BYTES"])
        #expect {
            try ServiceConfiguration.checkVariables(["BLOTTER_SERVE_PROT"])
        } throws: { error in
            "\(error)".contains("'BLOTTER_SERVE_PROT'") && "\(error)".contains("BLOTTER_SERVE_PORT")
        }
    }

    @Test func `what is printed is read as the same`() throws {
        let flags = [
            "port": "9", "host": "::1", "public": "true", "log-level": "info", "limits.json-depth": "9",
            "certificate": "a.pem", "key": "b.pem", "zone": "Europe/Oslo",
        ]
        let made = try configuration(flags: flags)
        #expect(try configuration(file: String(decoding: made.json, as: UTF8.self)) == made)
    }

    @Test(arguments: [
        ("port", "x"), ("port", "70000"), ("port", "-1"), ("public", "yes"), ("log-level", "loud"),
        ("limits.body-bytes", "0"), ("limits.json-depth", "33"), ("host", ""), ("certificate", "a.pem"),
        ("zone", "Europe/Atlantis"),
    ])
    func `a value that cannot be is refused with its name, wherever it is given`(name: String, text: String) {
        let variable = "BLOTTER_SERVE_" + name.uppercased().replacing(".", with: "_").replacing("-", with: "_")
        for (flags, environment) in [([name: text], [:]), ([:], [variable: text])] {
            #expect {
                try configuration(flags: flags, environment: environment)
            } throws: { error in
                "\(error)".contains(name)
            }
        }
    }

    @Test(arguments: [
        #"{"prot":1}"#, #"{"limits":{"body":1}}"#, #"{"limits":7}"#, "[]", "{", #"{"port":[1]}"#,
        #"{"port":1,"port":2}"#,
    ])
    func `a file with what nobody knows is refused`(file: String) {
        #expect(throws: ServiceConfiguration.Fault.self) { try configuration(file: file) }
    }

    @Test func `on an address that others reach there must be a token`() throws {
        let store = InMemoryEventStore(clock: SettableClock().recording())
        var open = ServiceConfiguration()
        open.host = "0.0.0.0"
        let tokens = TokenFile(path: "/nonexistent/tokens")
        let author = try Author("desk")
        #expect(throws: ServiceConfiguration.Fault.self) {
            _ = try BlotterService(store, configuration: open, tokens: tokens, author: author)
        }
        open.host = "127.0.0.1"
        _ = try BlotterService(store, configuration: open, tokens: tokens, author: author)
    }
}
