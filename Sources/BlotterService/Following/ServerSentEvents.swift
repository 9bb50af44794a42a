import EventSourcing
import NIOCore

/// How events are written for an EventSource (WHATWG HTML, 9.2).
enum ServerSentEvents {
    /// How many bytes are written at once, not counting the end of the last event: whoever reads slowly holds as much.
    static let most = 64 << 10

    /// One `event: event` a line, with its position as the id by which a reader resumes.
    static func batch(_ bytes: [UInt8], _ ends: [(position: Position, end: Int)], examined: Position) -> FollowBatch {
        var buffer = ByteBuffer()
        buffer.reserveCapacity(bytes.count + ends.count * 48)
        var newEnds: [(position: Position, end: Int)] = []
        newEnds.reserveCapacity(ends.count)
        var start = 0
        for (position, end) in ends {
            buffer.writeString("id: \(position.rawValue)\nevent: event\ndata: ")
            // The line of an event holds no line break but its last byte: its strings have none (RFC 8259), and between
            // its tokens they were taken out when it was appended.
            buffer.writeBytes(bytes[start..<end])
            buffer.writeString("\n")
            newEnds.append((position, buffer.readableBytes))
            start = end
        }
        return FollowBatch(bytes: buffer, ends: newEnds, examined: examined)
    }

    /// A sign of life, which moves the place to resume from too.
    static func heartbeat(_ position: Position) -> ByteBuffer {
        ByteBuffer(string: "id: \(position.rawValue)\nevent: heartbeat\ndata:\n\n")
    }

    /// The last word of a stream that ends for a reason; the reader may come back.
    static func end(_ reason: String, at position: Position) -> ByteBuffer {
        ByteBuffer(string: "id: \(position.rawValue)\nevent: end\ndata: \(reason)\n\n")
    }

    /// What a stream begins with: after how many milliseconds a reader comes back.
    static let beginning = ByteBuffer(string: "retry: 1000\n\n")
}
