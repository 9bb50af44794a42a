/// What a piece costs an event. Allocations and time are not measured where instructions are counted.
struct Measurement {
    let piece: String
    /// The number of callgrind's dump.
    let number: UInt32
    let events: Int
    let allocations: Double?
    let nanoseconds: Double?

    /// As one line of JSON. The names of pieces hold nothing that has to be escaped.
    var line: String {
        var line = #"{"piece":"\#(piece)","number":\#(number),"events":\#(events)"#
        if let allocations { line += #","allocations":\#(allocations)"# }
        if let nanoseconds { line += #","nanoseconds":\#(nanoseconds)"# }
        return line + "}"
    }
}
