import Bytes
import EventSourcing

/// Writes moments as ``Timestamp/write(to:)`` does, and remembers the second: events that follow each other mostly share
/// it, and of many that were appended together all do.
struct TimestampText: Sendable {
    /// The second that ``text`` names; none yet where it lies outside of all that can be written.
    private var second = Int64.min
    private var text = [UInt8](repeating: 0, count: Self.length)

    /// `2024-03-22T18:00:00`
    private static let length = 19

    /// Appends a moment. There must be room for 27 bytes.
    @_lifetime(line: copy line)
    mutating func write(_ moment: Timestamp, to line: inout OutputSpan<UInt8>) {
        // What lies outside of the range cannot be written; the nearest moment that can stands for it.
        let written = min(max(moment, .minimum), .maximum)
        let (second, fraction) = written.microseconds.flooredDivision(by: Timestamp.perSecond)
        if second != self.second { remember(second) }
        line.append(text.span)
        if fraction != 0 {
            line.append(".")
            line.append(sixDigits: UInt32(truncatingIfNeeded: fraction))
        }
        line.append("Z")
    }

    private mutating func remember(_ second: Int64) {
        var bytes: [UInt8] = []
        Timestamp(microseconds: second * Timestamp.perSecond).write(to: &bytes)
        text = Array(bytes.prefix(Self.length))
        self.second = second
    }
}
