import ArgumentParser
import Platform

/// `blotter serve`: becomes the program that serves. That is one of its own because what HTTP and TLS bring with them
/// would make every start of this one slower.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the log on HTTP: programs append, read and follow, people watch a live page.",
        usage: "blotter serve [<options>]",
        discussion: """
            The program blotter-serve, which lies beside this one, does it: `blotter serve --help` shows its options.

              blotter serve
              blotter serve --port 9000 --limit connections=200
              blotter token create --by night-desk --scope read,append
              blotter serve --host 0.0.0.0 --certificate chain.pem --key key.pem
            """)

    @Argument(parsing: .captureForPassthrough, help: .hidden)
    var arguments: [String] = []

    func run() throws {
        guard let own = Process.executablePath, let slash = own.lastIndex(of: "/") else {
            throw CommandFailure(.io, "the system does not say where this program lies; start blotter-serve itself")
        }
        let path = own[...slash] + "blotter-serve"
        do {
            try Process.become(String(path), arguments: ["blotter serve"] + arguments)
        } catch {
            guard error.isNotFound else { throw CommandFailure(error) }
            throw CommandFailure(
                .notFound,
                "there is no \(path); the service is a program of its own, which lies beside this one: 'swift build -c "
                    + "release --static-swift-stdlib --product blotter-serve' builds it")
        }
    }
}
