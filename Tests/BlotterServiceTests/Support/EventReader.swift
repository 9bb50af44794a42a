import HTTPTypes
import NIOCore
import Synchronization

@testable import BlotterService

/// Reads a stream of server-sent events as a browser does, one event at a time.
final class EventReader: Sendable {
    struct Event: Equatable {
        var id = ""
        var name = ""
        var data = ""
    }

    private let chunks: AsyncStream<String>
    private let task: Task<Void, any Error>
    private let rest = Mutex("")

    init(_ response: Response) {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        chunks = stream
        let body = response.body
        task = Task {
            defer { continuation.finish() }
            guard case .written(let write) = body else { return }
            try await write(Writer(continuation: continuation))
        }
    }

    deinit { task.cancel() }

    /// Goes away, as a reader does that has had enough.
    func leave() async {
        task.cancel()
        _ = await task.result
    }

    /// The next event that has a name; nil at the end of the stream.
    func next() async -> Event? {
        var chunks = chunks.makeAsyncIterator()
        while true {
            if let event = rest.withLock({ Self.cut(&$0) }) {
                if !event.name.isEmpty { return event }
                continue
            }
            guard let more = await chunks.next() else { return nil }
            rest.withLock { $0 += more }
        }
    }

    /// The ids of the next events that carry one of the log.
    func ids(_ count: Int) async -> [String] {
        var ids: [String] = []
        while ids.count < count, let event = await next() {
            if event.name == "event" { ids.append(event.id) }
        }
        return ids
    }

    private static func cut(_ text: inout String) -> Event? {
        guard let end = text.firstRange(of: "\n\n") else { return nil }
        var event = Event()
        for line in text[..<end.lowerBound].split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? String(parts[1].drop { $0 == " " }) : ""
            switch parts[0] {
            case "id": event.id = value
            case "event": event.name = value
            case "data": event.data = value
            default: break
            }
        }
        text.removeSubrange(..<end.upperBound)
        return event
    }

    private struct Writer: BodyWriter {
        let continuation: AsyncStream<String>.Continuation
        func write(_ buffer: ByteBuffer) async throws {
            try Task.checkCancellation()
            continuation.yield(String(buffer: buffer))
        }
    }
}
