import NIOCore
import Synchronization

/// Where a request comes from.
struct RequestSource: Sendable {
    /// The id under which it stands in the log of the service.
    let id: String
    /// The connection it came by; nil where it came by none.
    let channel: (any Channel)?

    /// A request that came by this connection just now.
    init(channel: any Channel) { self.init(id: Self.nextID(), channel: channel) }

    /// A request that came by this connection, or by none.
    init(id: String, channel: (any Channel)? = nil) {
        self.id = id
        self.channel = channel
    }

    /// Whether nobody is there any more to take an answer.
    var isGone: Bool { channel.map { !$0.isActive } ?? false }

    /// Another one each time, also after a new start: as short as a text may be that takes no memory of its own.
    private static func nextID() -> String {
        start + String(0x100_0000 + count.wrappingAdd(1, ordering: .relaxed).oldValue, radix: 16)
    }

    private static let start = String(0x1000_0000 | UInt32.random(in: 0...0x0FFF_FFFF), radix: 16)
    private static let count = Atomic<UInt64>(0)
}
