import HTTPTypes

/// How the service runs: where it listens, who may come in, and every limit.
///
/// Each value is given by a flag, else by an environment variable, else by the file, else it is the default; see
/// ``init(flags:environment:file:)``.
public struct ServiceConfiguration: Equatable, Sendable {
    /// The address to listen at: a name or an IP address.
    public var host = "127.0.0.1"
    /// The port; 0 takes one that is free.
    public var port = 8080
    /// The file of the certificate chain (PEM). With it goes ``key``, and the service speaks TLS.
    public var certificate: String?
    /// The file of the private key (PEM).
    public var key: String?
    /// The file of the tokens; nil means beside the log.
    public var tokens: String?
    /// Whether everybody may see what is public.
    public var isPublic = false
    /// The name of the zone in which pages show times.
    public var zone: String?
    /// From which level on the service writes its log.
    public var logLevel = LogLevel.notice
    /// The limits.
    public var limits = Limits()

    /// The levels of the log.
    public enum LogLevel: String, CaseIterable, Sendable {
        /// Everything, from each connection on.
        case debug
        /// Every request.
        case info
        /// What the service does by itself, and requests that failed through no fault of theirs.
        case notice
        /// Failures.
        case warning
        /// Failures after which somebody has to do something.
        case error
    }

    /// What nobody may exceed. Times are in seconds, sizes in bytes.
    public struct Limits: Equatable, Sendable {
        /// Bytes of a header: the target of the request, and all fields.
        public var headerBytes = 32 * 1024
        /// Fields of a header.
        public var headerFields = 100
        /// How long a header may take to arrive.
        public var headerSeconds = 10
        /// Bytes of a body. A stream of JSON lines may be longer; then this holds for what waits to be read.
        public var bodyBytes = 8 * 1024 * 1024
        /// How long a body may take to arrive; of a stream of JSON lines, how long the next line may.
        public var bodySeconds = 30
        /// How long a connection may rest between two requests.
        public var idleSeconds = 60
        /// For how long a reader may take less than ``writeRate`` of what waits for it.
        public var writeSeconds = 30
        /// How many bytes a second a reader takes at least.
        public var writeRate = 240
        /// Connections at a time.
        public var connections = 4096
        /// Streams and waiting requests at a time.
        public var streams = 2000
        /// Streams and waiting requests of one token at a time.
        public var streamsPerToken = 1200
        /// How long a request may ask to be held back until something comes.
        public var waitSeconds = 60
        /// Events of one page.
        public var pageEvents = 1000
        /// Events of one batch.
        public var batchEvents = 1000
        /// How deep JSON may be nested.
        public var jsonDepth = 32
        /// How long what is underway may take when the service is to stop.
        public var stopSeconds = 10

        /// The defaults.
        public init() {}
    }

    /// The defaults.
    public init() {}

    /// Whether it listens where only programs of this machine reach it.
    public var isLoopback: Bool { ["127.0.0.1", "localhost", "::1"].contains(host.lowercased()) }
}
