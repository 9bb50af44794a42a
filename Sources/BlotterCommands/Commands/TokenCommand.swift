import AccessTokens
import ArgumentParser
import Chronology
import EventSourcing
import Incidents
import StrictJSON
import TimelineRendering

/// `blotter token`: who may come in through the service.
struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make, list and revoke the tokens with which the service lets somebody in.",
        discussion: """
            A token is shown once, when it is made; only its hash is kept, in the file tokens.jsonl beside the log. What is \
            revoked opens nothing from the next request on.

              blotter token create --by night-desk --scope read,append
              blotter token create --by press --public --incident harbour-fire --expires 30d
              blotter token list
              blotter token revoke 1f0c9a7be2d4
            """,
        subcommands: [Create.self, List.self, Revoke.self])
}

/// Where the tokens are kept.
struct TokenOptions: ParsableArguments {
    @OptionGroup var log: LogOptions

    @Option(
        name: .long,
        help: ArgumentHelp("The file of the tokens. Default: tokens.jsonl beside the log.", valueName: "file"))
    var tokens: String?

    /// The file.
    func file() throws(CommandFailure) -> TokenFile {
        if let tokens { return TokenFile(path: tokens) }
        return TokenFile(path: try log.path() + "/" + TokenFile.defaultName)
    }
}

extension TokenCommand {
    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "create", abstract: "Make a token and print it, this once.")

        @Option(name: .long, help: ArgumentHelp("Who enters what is appended with it.", valueName: "who"))
        var by: String

        @Option(
            name: .long, help: ArgumentHelp("read, append, admin, with commas between them.", valueName: "scopes"))
        var scope = "read"

        @Option(
            name: .long, help: ArgumentHelp("Only this incident; may be given again for more.", valueName: "incident"))
        var incident: [String] = []

        @Flag(name: .customLong("public"), help: "It shows only what is public; it can only read.")
        var isPublic = false

        @Option(
            name: .long, parsing: .unconditional,
            help: ArgumentHelp("When it ends: a length such as 30d, or a time. Default: never.", valueName: "when"))
        var expires: String?

        @OptionGroup var options: TokenOptions

        func run() throws {
            let author: Author
            do { author = try Author(by) } catch { throw CommandFailure(.usage, "--by \(error.problem)") }
            var scopes: Set<Scope> = []
            for word in scope.split(separator: ",", omittingEmptySubsequences: false) {
                guard let known = Scope(rawValue: String(word)) else {
                    let allowed = Scope.allCases.map(\.rawValue)
                    throw CommandFailure(
                        .usage, "--scope: '\(word)' is no scope\(NearWord.advice(String(word), among: allowed))")
                }
                scopes.insert(known)
            }
            if isPublic, scopes != [.read] {
                throw CommandFailure(.usage, "--public goes with --scope read alone; leave the rest out")
            }
            guard incident.count <= Token.maximumIncidents else {
                throw CommandFailure(
                    .usage, "--incident is given \(incident.count) times; at most \(Token.maximumIncidents)")
            }
            let incidents = try incident.map { text in try StreamID.argument(text) }
            let now = Timestamp.now
            let made = Token.make(
                by: author, scopes: scopes, incidents: incidents.isEmpty ? nil : Set(incidents),
                audience: isPublic ? .public : .internal, created: now, expires: try end(now))
            // Tokens stand beside a log, so there must be one.
            if options.tokens == nil { _ = try options.log.openForWriting(acceptsLogAhead: false) }
            do { try options.file().add(made.token) } catch let error as TokenFile.Failure {
                throw CommandFailure(.io, error.description)
            }
            var output = ResultOutput()
            output.append(made.text + "\n")
            try output.flush()
            Diagnostics.say("token \(made.token.id) for \(SafeText.line(author.name)); it is shown this once")
        }

        private func end(_ now: Timestamp) throws(CommandFailure) -> Timestamp? {
            guard let expires else { return nil }
            let end: Timestamp
            if let length = try? LengthFlag(expires) {
                end = now.advanced(byMicroseconds: length.microseconds)
            } else {
                end = try MomentFlag.parse(expires, flag: "--expires", now: now, zone: .utc).latest
            }
            guard end > now else { throw CommandFailure(.usage, "--expires: '\(expires)' does not lie ahead") }
            return end
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the tokens, without what would open anything.")

        @OptionGroup var options: TokenOptions

        @Option(name: .long, help: "text or json (one line a token).")
        var format: TextOrJSON = .text

        func run() throws {
            let book: TokenBook
            do { book = try options.file().read() } catch let error as TokenFile.Failure {
                throw CommandFailure(.io, error.description)
            }
            let now = Timestamp.now
            var output = ResultOutput()
            for token in book.tokens {
                switch format {
                case .text: output.append(token.text(at: now) + "\n")
                case .json: output.bytes += token.json(at: now, style: output.jsonStyle)
                }
            }
            try output.flush()
            if book.tokens.isEmpty { Diagnostics.say("no token was made; 'blotter token create' makes one") }
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "End a token for good.")

        @Argument(help: "The id of the token, as `blotter token list` shows it.")
        var id: String

        @OptionGroup var options: TokenOptions

        func run() throws {
            do {
                guard try options.file().revoke(id, at: .now) != nil else {
                    throw CommandFailure(
                        .notFound, "there is no token '\(SafeText.line(id))'; `blotter token list` lists them")
                }
            } catch let error as TokenFile.Failure {
                throw CommandFailure(.io, error.description)
            }
        }
    }
}

extension Token {
    private var scopeText: String { Scope.allCases.filter(scopes.contains).map(\.rawValue).joined(separator: ",") }

    private func state(at now: Timestamp) -> String {
        if revoked != nil { return "revoked" }
        return isValid(at: now) ? "valid" : "expired"
    }

    fileprivate func text(at now: Timestamp) -> String {
        var parts = [id, state(at: now), scopeText, audience.rawValue, "by \(SafeText.line(by.name))"]
        parts.append(incidents.map { $0.map(\.text).sorted().joined(separator: ",") } ?? "all incidents")
        parts.append("made \(created)")
        if let expires { parts.append("until \(expires)") }
        return parts.joined(separator: "  ")
    }

    fileprivate func json(at now: Timestamp, style: JSONStringStyle) -> [UInt8] {
        var writer = JSONWriter(style: style)
        writer.beginObject()
        write(to: &writer)
        writer.ifAny("state", state(at: now))
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
