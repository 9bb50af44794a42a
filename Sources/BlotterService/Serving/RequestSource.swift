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

    /// A request that came by no connection.
    init(id: String) {
        self.id = id
        channel = nil
    }
}
