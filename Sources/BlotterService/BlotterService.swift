public import AccessTokens
public import EventSourcing
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
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
    public func run(started: @escaping @Sendable (Int) async -> Void) async throws {
        var group = ServiceGroupConfiguration(
            services: [desk.deskTail, desk.publicTail, try application(started: started)],
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        group.maximumGracefulShutdownDuration = .seconds(configuration.limits.stopSeconds)
        logger.notice("starting")
        try await ServiceGroup(configuration: group).run()
        logger.notice("stopped")
    }

    /// What answers requests.
    func application(started: @escaping @Sendable (Int) async -> Void) throws -> some ApplicationProtocol {
        let limits = configuration.limits
        var server = HTTPServerBuilder { responder in GuardedChannel(responder: responder, limits: limits) }
        if let transport { server = try transport.applied(to: server) }
        return Application(
            responder: desk, server: server,
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port), serverName: nil, backlog: 1024,
                reuseAddress: true,
                availableConnectionsDelegate: .maximum(limits.connections, logger: logger)),
            onServerRunning: { channel in await started(channel.localAddress?.port ?? 0) },
            eventLoopGroupProvider: .shared(MultiThreadedEventLoopGroup.singleton), logger: logger)
    }
}
