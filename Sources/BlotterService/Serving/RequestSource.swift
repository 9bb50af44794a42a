import Hummingbird
import Logging
import NIOCore

/// Where a request comes from.
struct RequestSource: InitializableFromSource, Sendable {
    /// The id under which it stands in the log of the service.
    let id: String
    /// The connection it came by; nil where it came by none.
    let channel: (any Channel)?

    init(source: ApplicationRequestContextSource) {
        id = source.logger[metadataKey: "hb.request.id"]?.description ?? ""
        channel = source.channel
    }

    /// Whether nobody is there any more to take an answer.
    var isGone: Bool { channel.map { !$0.isActive } ?? false }

    /// A request that came by this connection, or by none.
    init(id: String, channel: (any Channel)? = nil) {
        self.id = id
        self.channel = channel
    }
}
