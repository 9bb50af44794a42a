import NIOCore

/// Sees that bytes arrive, before the parser makes anything of them.
final class ByteWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Is told of it.
    var arrived: (() -> Void)?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        arrived?()
        context.fireChannelRead(data)
    }

    func handlerRemoved(context: ChannelHandlerContext) { arrived = nil }
}
