import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOEmbedded
import Testing

@testable import BlotterService

/// What a connection is told when the service stops.
@Suite struct StoppingTests {
    /// A connection that has sent something.
    private func connection(_ sent: String) throws -> EmbeddedChannel {
        let channel = EmbeddedChannel()
        let setup = ConnectionSetup(limits: ServiceConfiguration().limits) { _, _ in Response(status: .ok) }
        _ = try setup.setup(channel: channel, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }).wait()
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 80), promise: nil)
        if !sent.isEmpty { try channel.writeInbound(ByteBuffer(string: sent)) }
        return channel
    }

    private func told(_ channel: EmbeddedChannel) throws -> String {
        var text = ""
        while let part = try channel.readOutbound(as: ByteBuffer.self) { text += String(buffer: part) }
        return text
    }

    @Test(arguments: ["G", "GET / HTTP/1.1\r\nHost: local", "POST /v1/events HTTP/1.1\r\nContent-Length: 7\r\n"])
    func `a request of which the header is half there is refused, and the connection ends`(half: String) throws {
        let channel = try connection(half)
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        let answer = try told(channel)
        #expect(answer.hasPrefix("HTTP/1.1 503 "), "\(answer)")
        let lower = answer.lowercased()
        #expect(lower.contains("connection: close\r\n") && lower.contains("retry-after: 1\r\n"))
        #expect(lower.contains("content-type: application/problem+json") && answer.contains("problem:stopping"))
        // The rest of it changes nothing any more.
        _ = try? channel.writeInbound(ByteBuffer(string: "\r\n\r\n"))
        #expect(try channel.readInbound(as: RequestPart.self) == nil && told(channel).isEmpty)
        // Once it had time to be read, at the latest.
        channel.embeddedEventLoop.advanceTime(by: .seconds(3))
        #expect(!channel.isActive)
    }

    @Test func `a connection on which nothing was begun is closed without a word`() throws {
        let channel = try connection("")
        #expect(channel.isActive)
        channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
        #expect(try !channel.isActive && told(channel).isEmpty)
    }
}
