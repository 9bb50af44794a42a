import Hummingbird
import Logging

/// Where a request comes from.
struct RequestSource: InitializableFromSource, Sendable {
    /// The id under which it stands in the log of the service.
    let id: String

    init(source: ApplicationRequestContextSource) {
        id = source.logger[metadataKey: "hb.request.id"]?.description ?? ""
    }

    /// A request that came by no connection.
    init(id: String) { self.id = id }
}
