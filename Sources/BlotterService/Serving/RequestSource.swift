import Hummingbird
import Logging
import NIOCore

/// Where a request comes from.
struct RequestSource: InitializableFromSource, Sendable {
    let channel: any Channel
    /// The id under which it stands in the log of the service.
    let id: String

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
        id = source.logger[metadataKey: "hb.request.id"]?.description ?? ""
    }
}
