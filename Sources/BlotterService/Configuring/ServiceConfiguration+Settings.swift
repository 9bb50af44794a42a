import HTTPTypes

/// One value of the configuration: its name, and how it is read and printed.
struct Setting: Sendable {
    /// The name, in parts: `limits`, `body-bytes`.
    let key: [String]
    let value: Value

    enum Value: Sendable {
        case text(@Sendable (ServiceConfiguration) -> String?, @Sendable (inout ServiceConfiguration, String) -> Bool)
        case number(
            ClosedRange<Int>, @Sendable (ServiceConfiguration) -> Int,
            @Sendable (inout ServiceConfiguration, Int) -> Void)
        case flag(@Sendable (ServiceConfiguration) -> Bool, @Sendable (inout ServiceConfiguration, Bool) -> Void)
    }

    /// `limits.body-bytes`, as messages name it.
    var name: String { key.joined(separator: ".") }
}

extension Setting {
    /// Everything that can be set, in the order in which it is printed.
    static let all: [Setting] = [
        text("host") {
            $0.host
        } set: {
            $0.host = $1
        },
        number("port", 0...65535) {
            $0.port
        } set: {
            $0.port = $1
        },
        text("certificate") {
            $0.certificate
        } set: {
            $0.certificate = $1
        },
        text("key") {
            $0.key
        } set: {
            $0.key = $1
        },
        text("tokens") {
            $0.tokens
        } set: {
            $0.tokens = $1
        },
        Setting(key: ["public"], value: .flag({ $0.isPublic }, { $0.isPublic = $1 })),
        text("zone") {
            $0.zone
        } set: {
            $0.zone = $1
        },
        Setting(
            key: ["log-level"],
            value: .text(
                { $0.logLevel.rawValue },
                { configuration, word in
                    guard let level = ServiceConfiguration.LogLevel(rawValue: word) else { return false }
                    configuration.logLevel = level
                    return true
                })),
        limit("header-bytes", 1024...(1 << 20)) {
            $0.headerBytes
        } set: {
            $0.headerBytes = $1
        },
        limit("header-fields", 10...10_000) {
            $0.headerFields
        } set: {
            $0.headerFields = $1
        },
        limit("header-seconds", 1...3600) {
            $0.headerSeconds
        } set: {
            $0.headerSeconds = $1
        },
        limit("body-bytes", 1024...(1 << 30)) {
            $0.bodyBytes
        } set: {
            $0.bodyBytes = $1
        },
        limit("body-seconds", 1...3600) {
            $0.bodySeconds
        } set: {
            $0.bodySeconds = $1
        },
        limit("idle-seconds", 1...86_400) {
            $0.idleSeconds
        } set: {
            $0.idleSeconds = $1
        },
        limit("write-seconds", 1...3600) {
            $0.writeSeconds
        } set: {
            $0.writeSeconds = $1
        },
        limit("write-rate", 1...(1 << 20)) {
            $0.writeRate
        } set: {
            $0.writeRate = $1
        },
        limit("connections", 1...1_000_000) {
            $0.connections
        } set: {
            $0.connections = $1
        },
        limit("streams", 1...1_000_000) {
            $0.streams
        } set: {
            $0.streams = $1
        },
        limit("streams-per-token", 1...1_000_000) {
            $0.streamsPerToken
        } set: {
            $0.streamsPerToken = $1
        },
        limit("wait-seconds", 1...3600) {
            $0.waitSeconds
        } set: {
            $0.waitSeconds = $1
        },
        limit("page-events", 1...100_000) {
            $0.pageEvents
        } set: {
            $0.pageEvents = $1
        },
        limit("batch-events", 1...100_000) {
            $0.batchEvents
        } set: {
            $0.batchEvents = $1
        },
        limit("json-depth", 2...32) {
            $0.jsonDepth
        } set: {
            $0.jsonDepth = $1
        },
        limit("stop-seconds", 1...3600) {
            $0.stopSeconds
        } set: {
            $0.stopSeconds = $1
        },
    ]

    private typealias Limits = ServiceConfiguration.Limits

    private static func text(
        _ key: String, _ get: @escaping @Sendable (ServiceConfiguration) -> String?,
        set: @escaping @Sendable (inout ServiceConfiguration, String) -> Void
    ) -> Setting {
        Setting(
            key: [key],
            value: .text(
                get,
                { configuration, text in
                    guard !text.isEmpty else { return false }
                    set(&configuration, text)
                    return true
                }))
    }

    private static func number(
        _ key: String, _ range: ClosedRange<Int>, _ get: @escaping @Sendable (ServiceConfiguration) -> Int,
        set: @escaping @Sendable (inout ServiceConfiguration, Int) -> Void
    ) -> Setting {
        Setting(key: [key], value: .number(range, get, set))
    }

    private static func limit(
        _ key: String, _ range: ClosedRange<Int>, _ get: @escaping @Sendable (Limits) -> Int,
        set: @escaping @Sendable (inout Limits, Int) -> Void
    ) -> Setting {
        Setting(
            key: ["limits", key], value: .number(range, { get($0.limits) }, { set(&$0.limits, $1) }))
    }
}
