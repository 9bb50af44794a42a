import AccessTokens
import ArgumentParser
import BlotterCommands
import BlotterService
import CMemory
import EventSourcing
import LMDBEventStore
import Platform

/// The program that serves the log, which `blotter serve` becomes.
@main
struct ServeProgram: AsyncParsableCommand {
    static func main() { CommandProgram.runAndExit(ServeProgram.self) }

    static let configuration = CommandConfiguration(
        commandName: "blotter serve",
        abstract: "Serve the log on HTTP: programs append, read and follow, people watch a live page.",
        discussion: """
            As long as no token was made the service speaks to its own machine alone. On any other address a token is \
            required: `blotter token create` makes one.

              blotter serve
              blotter serve --port 9000 --limit connections=200
              blotter serve --host 0.0.0.0 --certificate chain.pem --key key.pem
              blotter serve --print-config

            Everything that --print-config prints can be given by its flag, by an environment variable (BLOTTER_SERVE_PORT, \
            BLOTTER_SERVE_LIMITS_BODY_BYTES), or in the file of --config: a JSON object as it is printed. A flag counts \
            before the environment, the environment before the file.

            SIGTERM and SIGINT stop it: streams end with a word, and what is underway is answered.
            """)

    @OptionGroup var log: ServedLog

    @Option(name: .long, help: ArgumentHelp("A file of JSON with the same settings.", valueName: "file"))
    var config: String?

    @Option(name: .long, help: ArgumentHelp("The address to listen at. Default: 127.0.0.1.", valueName: "address"))
    var host: String?

    @Option(name: .long, help: ArgumentHelp("The port; 0 takes one that is free. Default: 8080.", valueName: "port"))
    var port: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The certificate chain (PEM); with --key the service speaks TLS.", valueName: "file"))
    var certificate: String?

    @Option(name: .long, help: ArgumentHelp("The private key (PEM).", valueName: "file"))
    var key: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The file of the tokens. Default: tokens.jsonl beside the log.", valueName: "file"))
    var tokens: String?

    @Flag(name: .customLong("public"), help: "Everybody may see what is public, without a token.")
    var isPublic = false

    @Option(
        name: .long,
        help: ArgumentHelp("The zone in which pages show times. Default: $BLOTTER_ZONE, else UTC.", valueName: "zone"))
    var zone: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "debug, info (every request), notice, warning or error. Default: notice.", valueName: "level"))
    var logLevel: String?

    @Option(
        name: .long,
        help: ArgumentHelp("A limit, such as connections=200; may be given again.", valueName: "name=value"))
    var limit: [String] = []

    @Flag(name: .long, help: "Print the configuration as it is, and end.")
    var printConfig = false

    func run() async throws {
        let configuration = try settled()
        if printConfig {
            try Descriptor.standardOutput.write(configuration.json + [UInt8(ascii: "\n")])
            return
        }
        blotter_memory_give_back()
        // The log and what the service holds besides needs few.
        Process.allowDescriptors(configuration.limits.connections + 128)
        let author = try log.author()
        let store = try log.open()
        defer { store.close() }
        let tokens = try TokenFile(path: configuration.tokens ?? log.path() + "/" + TokenFile.defaultName)
        let service: BlotterService<LMDBEventStore>
        do {
            service = try BlotterService(store, configuration: configuration, tokens: tokens, author: author)
        } catch {
            throw CommandProgram.usage(error.description)
        }
        let scheme = configuration.certificate == nil ? "http" : "https"
        let host = configuration.host.contains(":") ? "[\(configuration.host)]" : configuration.host
        do {
            try await service.run { port in
                try? Descriptor.standardOutput.write(Array("\(scheme)://\(host):\(port)\n".utf8))
            }
        } catch let fault as ServiceConfiguration.Fault {
            throw CommandProgram.usage(fault.description)
        } catch let error as SystemError {
            throw CommandProgram.system("\(error); give another --host or --port, or end what listens there")
        } catch {
            throw CommandProgram.system("the service stopped: \(error)")
        }
    }

    /// The configuration by flags, environment and file.
    private func settled() throws -> ServiceConfiguration {
        var flags: [String: String] = [:]
        flags["host"] = host
        flags["port"] = port
        flags["certificate"] = certificate
        flags["key"] = key
        flags["tokens"] = tokens
        flags["zone"] = zone
        flags["log-level"] = logLevel
        if isPublic { flags["public"] = "true" }
        for text in limit {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, ServiceConfiguration.limitNames.contains(parts[0]) else {
                throw CommandProgram.usage(
                    "--limit: '\(text)' is no limit; there is \(ServiceConfiguration.limitNames.joined(separator: ", "))"
                )
            }
            flags["limits.\(parts[0])"] = parts[1]
        }
        do {
            let file = try config.map { path in
                guard let bytes = try PrivateFile(path).read() else {
                    throw CommandProgram.usage("there is no file \(path)")
                }
                return bytes
            }
            try ServiceConfiguration.checkVariables(Process.environmentNames)
            return try ServiceConfiguration(
                flags: flags, environment: ServiceConfiguration.variables(Process.environment), file: file,
                // What all commands go by, where nothing is said of the service.
                defaults: Process.environment("BLOTTER_ZONE").map { ["zone": $0] } ?? [:])
        } catch let fault as ServiceConfiguration.Fault {
            throw CommandProgram.usage(fault.description)
        } catch let error as SystemError {
            throw CommandProgram.system(error.description)
        }
    }
}
