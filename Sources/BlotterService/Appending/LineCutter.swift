import Incidents
import NIOCore
import Platform

/// Cuts what arrives into lines. However long a line is, only as much of it is kept as a line may have.
struct LineCutter {
    /// A line without its line break.
    struct Line: Sendable {
        /// Nil where it is too long to be kept.
        let bytes: [UInt8]?

        /// Whether nothing stands on it.
        var isBlank: Bool { bytes?.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D } ?? false }
    }

    private var rest: [UInt8] = []
    /// Up to where the rest holds no line break: a line may arrive in very many pieces.
    private var searched = 0
    /// Whether the line that is being read is too long already.
    private var isTooLong = false

    /// How many bytes wait for the end of their line.
    var waiting: Int { rest.count }

    /// How many lines are appended together at most, so that answers are not long in coming.
    static let mostLines = 1000

    /// Takes in what has arrived.
    mutating func take(_ part: ByteBuffer) { rest.append(contentsOf: part.readableBytesView) }

    /// The lines that are whole; at the end also the last one, which may lack its line break.
    mutating func blocks(atEnd isEnd: Bool) -> [[Line]] {
        var blocks: [[Line]] = []
        var block: [Line] = []
        var start = 0
        func add(_ line: Line) {
            block.append(line)
            if block.count == Self.mostLines {
                blocks.append(block)
                block = []
            }
        }
        while let end = rest.firstIndex(of: UInt8(ascii: "\n"), in: max(start, searched)..<rest.count) {
            let fits = !isTooLong && end - start <= EventLine.maximumLength
            add(Line(bytes: fits ? Array(rest[start..<end]) : nil))
            isTooLong = false
            start = end + 1
        }
        rest.removeFirst(start)
        if rest.count > EventLine.maximumLength {
            rest.removeAll()
            isTooLong = true
        }
        searched = rest.count
        if isEnd, isTooLong || !rest.isEmpty {
            add(Line(bytes: isTooLong ? nil : rest))
            rest = []
            searched = 0
        }
        if !block.isEmpty { blocks.append(block) }
        return blocks
    }
}
