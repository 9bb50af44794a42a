import HummingbirdCore
import Logging
import NIOCore
import NIOEmbedded

@testable import BlotterService

/// A connection to whoever answers, without a network.
struct TestedConnection {
    private let channel: NIOAsyncTestingChannel
    private let value: ConnectionSetup.Value
    private let setup: ConnectionSetup
    private let watch: NIOLoopBoundBox<ReadWatch>

    /// Counts what gets through to be read.
    private final class ReadWatch: ChannelOutboundHandler {
        typealias OutboundIn = Never
        var count = 0

        func read(context: ChannelHandlerContext) {
            count += 1
            context.read()
        }
    }

    init(_ respond: @escaping RequestTaker.Respond) async throws {
        channel = NIOAsyncTestingChannel()
        setup = ConnectionSetup(limits: ServiceConfiguration().limits, respond: respond)
        let (channel, setup) = (channel, setup)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        (watch, value) = try await channel.testingEventLoop.flatSubmit {
            let watch = ReadWatch()
            let bound = NIOLoopBoundBox(watch, eventLoop: channel.eventLoop)
            do { try channel.pipeline.syncOperations.addHandler(watch) } catch {
                return channel.eventLoop.makeFailedFuture(error)
            }
            return setup.setup(channel: channel, logger: logger).map { (bound, $0) }
        }.get()
        try await channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 80)).get()
    }

    /// Sends a text, as one piece.
    func send(_ text: String) async throws { try await channel.writeInbound(ByteBuffer(string: text)) }

    /// The next piece that is written.
    func piece() async throws -> String {
        String(buffer: try await channel.waitForOutboundWrite(as: ByteBuffer.self))
    }

    /// What was written and not taken.
    func rest() async throws -> String {
        var text = ""
        while let bytes = try await channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: bytes) }
        return text
    }

    /// Takes nothing any more, or everything again.
    func take(nothing: Bool) async throws {
        let channel = channel
        try await channel.testingEventLoop.submit {
            channel.isWritable = !nothing
            channel.pipeline.fireChannelWritabilityChanged()
        }.get()
    }

    /// Says that nothing more is sent.
    func endSending() async throws {
        let channel = channel
        try await channel.testingEventLoop.submit {
            channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }.get()
    }

    /// Whether more would be read now.
    func isReading() async throws -> Bool {
        let (channel, watch) = (channel, watch)
        return try await channel.testingEventLoop.submit {
            let before = watch.value.count
            channel.read()
            return watch.value.count > before
        }.get()
    }

    /// Ends the connection, and waits until nobody is answered on it any more.
    func close() async throws {
        try? await channel.close().get()
        try await ended()
    }

    /// Sends a text, and gives a number as it is when the event loop comes to something else for the first time.
    func answeredInOneTurn(_ text: String, _ number: @escaping @Sendable () -> Int) async throws -> Int {
        let channel = channel
        return try await channel.testingEventLoop.submit {
            channel.pipeline.fireChannelRead(ByteBuffer(string: text))
            channel.pipeline.fireChannelReadComplete()
            return number()
        }.get()
    }

    /// Waits until the connection has ended, when so many seconds have passed by the clock of the event loop.
    func ended(after seconds: Int64) async throws {
        await channel.testingEventLoop.advanceTime(by: .seconds(seconds))
        try await ended()
    }

    /// Waits until the connection has ended, and with it what was being answered.
    func ended() async throws {
        await setup.handle(value: value, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }
}
