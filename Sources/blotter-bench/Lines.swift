import EventSourcing
import Incidents
import Platform

/// The events of a file of lines.
enum Lines {
    /// The first events, read and checked as `append` does it.
    static func events(of path: String, _ count: Int) throws -> [NewEvent] {
        let file = try Descriptor.open(reading: path)
        var events: [NewEvent] = []
        events.reserveCapacity(count)
        var rest: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while events.count < count {
            let read = try file.read(into: &buffer)
            guard read > 0 else { break }
            rest += buffer[..<read]
            var begin = 0
            while events.count < count, let end = rest[begin...].firstIndex(of: UInt8(ascii: "\n")) {
                events.append(try EventLine(parsing: Array(rest[begin..<end])).event)
                begin = end + 1
            }
            rest.removeFirst(begin)
        }
        return events
    }
}
