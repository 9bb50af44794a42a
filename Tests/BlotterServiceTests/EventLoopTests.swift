import NIOCore
import NIOPosix
import Testing

@testable import BlotterService

/// Where what is asked for is done.
@Suite struct EventLoopTests {
    /// Does something in a task of an event loop, from its beginning on.
    private func onLoop<Result: Sendable>(_ body: @escaping @Sendable (any EventLoop) async -> Result) async throws
        -> Result
    {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        return try await loop.submit {
            Task.immediate(executorPreference: loop.taskExecutor()) { await body(loop) }
        }.get().value
    }

    private static var isOnLoop: Bool { MultiThreadedEventLoopGroup.currentEventLoop != nil }

    @Test func `a request is answered where it was read, and what may take long is done elsewhere`() async throws {
        let places = try await onLoop { loop in
            let before = Self.isOnLoop
            let within = await offEventLoop { Self.isOnLoop }
            let withinThat = await offEventLoop { await offEventLoop { Self.isOnLoop } }
            let turn = try? await ReadTurns(1).taking(for: RequestSource(id: "r1")) { () async throws(Problem) in
                Self.isOnLoop
            }
            await Task.yield()
            return (before, within, withinThat, turn, loop.inEventLoop)
        }
        #expect(places == (true, false, false, false, true))
    }
}
