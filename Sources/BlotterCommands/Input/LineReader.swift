import Incidents
import Platform

/// Cuts what a file or a pipe delivers into blocks of whole lines, in bounded memory.
struct LineReader {
    /// The next part of the input.
    enum Part {
        /// Whole lines, each with its line break; the last one of the input may have none.
        case lines([UInt8])
        /// One line that is longer than ``EventLine/maximumLength``; its bytes were dropped.
        case tooLong
        /// Nothing is there yet: whoever has something to do should do it, then ``wait()``.
        case pause
    }

    /// How many bytes a block has, about, where as many are there: some thousand events.
    private static let blockSize = 2 << 20
    /// How many lines a block has at most: of a bad one there is more to say than it is long.
    private static let mostLines = 16_384
    /// How long a pipe that never stops may keep its reader from taking what is there, in nanoseconds.
    private static let patience: UInt64 = 20_000_000
    private static let lineBreak = UInt8(ascii: "\n")

    private let descriptor: Descriptor
    private var buffer: [UInt8] = []
    /// Up to where the buffer holds no line break.
    private var searched = 0
    private var chunk = [UInt8](repeating: 0, count: 256 * 1024)
    private var isSkipping = false
    private var isAtEnd = false
    /// How many bytes have been read.
    private(set) var bytesRead = 0

    init(_ descriptor: Descriptor) { self.descriptor = descriptor }

    /// The next part of the input, ``Part/pause`` where none is there yet, or nil at the end.
    mutating func next() throws(SystemError) -> Part? {
        while true {
            if let part = takeLines() { return part }
            if isAtEnd { return takeLast() }
            guard try fill() else { return .pause }
        }
    }

    /// Waits until there is more to read, or the end.
    func wait() { while !descriptor.isReadable(within: 1000) {} }

    /// Reads what is there, at most until a block is full.
    ///
    /// - Returns: whether anything came, be it the end.
    private mutating func fill() throws(SystemError) -> Bool {
        let begun = Process.monotonicNanoseconds
        var hasCome = false
        while !isAtEnd, buffer.count < Self.blockSize {
            guard descriptor.isReadable(within: 0) else { break }
            let count = try descriptor.read(into: &chunk)
            hasCome = true
            if count == 0 { isAtEnd = true }
            bytesRead += count
            if isSkipping {
                // Of a line that is too long nothing but its end is of interest.
                if let end = chunk.firstIndex(of: Self.lineBreak, in: 0..<count) { buffer += chunk[end..<count] }
                if !buffer.isEmpty { break }
            } else {
                buffer += chunk[..<count]
            }
            if Process.monotonicNanoseconds - begun > Self.patience { break }
        }
        return hasCome
    }

    private mutating func takeLines() -> Part? {
        if isSkipping, !buffer.isEmpty {
            // It begins with the end of the line that is left out.
            isSkipping = false
            buffer.removeFirst()
            searched = 0
            return .tooLong
        }
        guard let end = lastOfLines() else {
            searched = buffer.count
            if buffer.count > EventLine.maximumLength {
                isSkipping = true
                buffer.removeAll(keepingCapacity: true)
                searched = 0
            }
            return nil
        }
        let rest = Array(buffer[(end + 1)...])
        buffer.removeSubrange((end + 1)...)
        let lines = buffer
        buffer = rest
        searched = 0
        return .lines(lines)
    }

    /// The line break that ends the next block: the last one that is there, of at most ``mostLines``.
    private func lastOfLines() -> Int? {
        var end: Int?
        for _ in 0..<Self.mostLines {
            let start = end.map { $0 + 1 } ?? searched
            guard let next = buffer.firstIndex(of: Self.lineBreak, in: start..<buffer.count) else { break }
            end = next
        }
        return end
    }

    private mutating func takeLast() -> Part? {
        defer {
            buffer = []
            searched = 0
            isSkipping = false
        }
        if isSkipping { return .tooLong }
        return buffer.isEmpty ? nil : .lines(buffer)
    }
}
