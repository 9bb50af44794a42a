import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// How a connection of HTTP/1.1 is set up: the parser, what watches over it, and what takes requests from it.
struct ConnectionSetup: ServerChildChannel {
    /// A connection.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        /// When it has ended, and with it whatever was still being answered.
        fileprivate let ended: EventLoopFuture<Void>
    }

    /// How many bytes that it has not sent yet the system keeps of a connection (TCP_NOTSENT_LOWAT, tcp(7)). It would take
    /// megabytes, and then nothing for minutes, and nobody could tell a slow reader from one that takes nothing.
    private static let mostUnsent = ChannelOptions.Types.SocketOption(
        level: .tcp, name: NIOBSDSocket.Option(rawValue: 25))

    let limits: ServiceConfiguration.Limits
    /// Answers requests.
    let respond: RequestTaker.Respond

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.syncOptions?.setOption(Self.mostUnsent, value: 16 << 10)
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(ByteWatch())
            var decoding = NIOHTTPDecoderLimitConfiguration()
            decoding.maxHeaderFieldSize = limits.headerBytes
            decoding.maxHeaderListSize = limits.headerBytes
            decoding.maxHeaderFieldCount = limits.headerFields
            try pipeline.addHandler(
                ByteToMessageHandler(HTTPRequestDecoder(limitConfiguration: decoding)))
            try pipeline.addHandler(HTTPMessages())
            try pipeline.addHandler(RequestGuard(limits: limits))
            let ended = channel.eventLoop.makePromise(of: Void.self)
            try pipeline.addHandler(RequestTaker(on: channel.eventLoop, ended: ended, respond))
            return Value(channel: channel, ended: ended.futureResult)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await withTaskCancellationHandler {
            try? await value.ended.get()
        } onCancel: {
            value.channel.close(promise: nil)
        }
    }
}
