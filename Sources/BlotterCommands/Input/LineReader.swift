import Incidents
import Platform

/// Cuts what a file or a pipe delivers into lines, in bounded memory.
struct LineReader {
    /// One line of the input.
    enum Line {
        /// Its bytes, without the line break.
        case bytes([UInt8])
        /// It is longer than ``EventLine/maximumLength``; its bytes were dropped.
        case tooLong
        /// Nothing is there yet: whoever has something to do should do it, then ``wait()``.
        case pause
    }

    private static let lineBreak = UInt8(ascii: "\n")

    private let descriptor: Descriptor
    private var buffer: [UInt8] = []
    private var start = 0
    /// How far the buffer has been searched for the end of the line that begins at `start`.
    private var searched = 0
    private var chunk = [UInt8](repeating: 0, count: 256 * 1024)
    private var isSkipping = false
    private var isAtEnd = false
    /// How many bytes have been read.
    private(set) var bytesRead = 0

    init(_ descriptor: Descriptor) { self.descriptor = descriptor }

    /// The next line, ``Line/pause`` where none is there yet, or nil at the end.
    mutating func next() throws(SystemError) -> Line? {
        while true {
            if let line = takeLine() { return line }
            if isAtEnd { return takeLast() }
            guard descriptor.isReadable(within: 0) else { return .pause }
            try fill()
        }
    }

    /// Waits until there is more to read, or the end.
    func wait() { while !descriptor.isReadable(within: 1000) {} }

    private mutating func takeLine() -> Line? {
        guard let end = buffer.firstIndex(of: Self.lineBreak, in: searched..<buffer.count) else {
            searched = buffer.count
            return nil
        }
        defer {
            start = end + 1
            searched = start
        }
        if isSkipping {
            isSkipping = false
            return .tooLong
        }
        return end - start > EventLine.maximumLength ? .tooLong : .bytes(Array(buffer[start..<end]))
    }

    private mutating func takeLast() -> Line? {
        defer {
            start = buffer.count
            searched = start
            isSkipping = false
        }
        if isSkipping { return .tooLong }
        guard start < buffer.count else { return nil }
        return buffer.count - start > EventLine.maximumLength ? .tooLong : .bytes(Array(buffer[start...]))
    }

    private mutating func fill() throws(SystemError) {
        buffer.removeSubrange(..<start)
        searched -= start
        start = 0
        if isSkipping || buffer.count > EventLine.maximumLength {
            isSkipping = true
            buffer.removeAll(keepingCapacity: true)
            searched = 0
        }
        let count = try descriptor.read(into: &chunk)
        if count == 0 { isAtEnd = true }
        bytesRead += count
        guard isSkipping else {
            buffer += chunk[..<count]
            return
        }
        // Of a line that is too long nothing but its end is of interest.
        if let end = chunk.firstIndex(of: Self.lineBreak, in: 0..<count) { buffer += chunk[end..<count] }
    }
}
