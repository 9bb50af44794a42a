public import AccessTokens
public import EventSourcing
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Platform
import ServiceLifecycle
import UnixSignals

/// The log on HTTP: programs append, read and follow, people watch.
///
/// ```swift
/// let service = try BlotterService(store, configuration: configuration, tokens: file, author: author)
/// try await service.run { port in … }
/// ```
public struct BlotterService<Store: ServedStore>: Sendable {
    private let desk: Desk<Store>
    private let configuration: ServiceConfiguration
    private let transport: TransportSecurity?
    private let logger: Logger

    /// A service of this store.
    ///
    /// - Parameters:
    ///   - store: the log.
    ///   - configuration: where it listens, and every limit.
    ///   - tokens: the file of the tokens.
    ///   - author: who enters what is appended without a token.
    /// - Throws: where the configuration cannot be: on any address but loopback there must be a token.
    public init(
        _ store: Store, configuration: ServiceConfiguration, tokens: TokenFile, author: Author
    ) throws(ServiceConfiguration.Fault) {
        let logger = Self.logger(configuration.logLevel)
        let authority: TokenAuthority
        do { authority = try TokenAuthority(tokens, logger: logger) } catch {
            throw ServiceConfiguration.Fault(description: error.description)
        }
        guard configuration.isLoopback || configuration.isPublic || !authority.book.tokens.isEmpty else {
            throw ServiceConfiguration.Fault(
                description:
                    "\(configuration.host) can be reached by other machines, and there is no token; make one with `blotter token create`, or listen at 127.0.0.1"
            )
        }
        let access = AccessControl(
            authority: authority, sessions: Sessions(), isLoopback: configuration.isLoopback,
            isPublic: configuration.isPublic, author: author)
        if let certificate = configuration.certificate, let key = configuration.key {
            transport = try TransportSecurity(certificate: certificate, key: key)
        } else {
            transport = nil
        }
        self.configuration = configuration
        self.logger = logger
        desk = Desk(
            store, configuration: configuration, access: access, zone: try ServiceZone(configuration.zone),
            logger: logger)
    }

    private static func logger(_ level: ServiceConfiguration.LogLevel) -> Logger {
        let level = Logger.Level(rawValue: level.rawValue) ?? .notice
        return Logger(label: "blotter") { label in JSONLog(label: label, level: level) }
    }

    /// Serves until the process is told to stop (SIGTERM, SIGINT): then no new request is taken, streams end with a word,
    /// and whatever is underway is answered before this returns.
    ///
    /// - Parameter started: is told the port once requests are taken.
    /// - Throws: where it cannot listen there.
    public func run(started: @escaping @Sendable (Int) async -> Void) async throws {
        var group = ServiceGroupConfiguration(
            services: [desk.deskTail, desk.publicTail, try server(started: started)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(configuration.limits.stopSeconds)
        logger.notice("starting")
        do { try await ServiceGroup(configuration: group).run() } catch { throw refusal(toListen: error) }
        logger.notice("stopped")
    }

    /// Why nothing listens, in words that name where; any other error as it is.
    private func refusal(toListen error: any Error) -> any Error {
        switch error {
        case let error as IOError:
            SystemError(
                code: error.errnoCode, operation: "listen at \(configuration.host), port \(configuration.port)")
        case is SocketAddressError, is SocketAddressError.UnknownHost:
            ServiceConfiguration.Fault(description: "host: '\(configuration.host)' is no address of a machine")
        default: error
        }
    }

    /// What listens. Whoever answers something without end is told when it stops.
    private func server(started: @escaping @Sendable (Int) async -> Void) throws -> any Service {
        let desk = desk
        let connections = ConnectionSetup(
            limits: configuration.limits, respond: { request, source in await desk.respond(to: request, from: source) })
        let server = ServerConfiguration(
            address: .hostname(configuration.host, port: configuration.port), backlog: 1024, reuseAddress: true,
            availableConnectionsDelegate: .maximum(configuration.limits.connections, logger: logger))
        func listening(_ setup: some ServerChildChannel) -> any Service {
            setup.server(
                configuration: server,
                onServerRunning: { channel in
                    // One connection at a time: whoever counts them is asked before each.
                    try? await channel.setOption(.maxMessagesPerRead, value: 1).get()
                    await started(channel.localAddress?.port ?? 0)
                },
                eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
        }
        let service = try transport.map { listening(try $0.securing(connections)) } ?? listening(connections)
        return StoppingService(service, telling: desk.stop)
    }
}

/// A service that says so when it is told to stop.
private struct StoppingService: Service {
    private let service: any Service
    private let signal: StopSignal

    init(_ service: any Service, telling signal: StopSignal) {
        self.service = service
        self.signal = signal
    }

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await service.run()
        } onGracefulShutdown: {
            signal.give()
        }
    }
}
