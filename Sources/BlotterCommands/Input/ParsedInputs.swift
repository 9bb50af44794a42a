import EventSourcing
import Incidents

/// What all lines of several inputs hold, for an append of all or nothing.
struct ParsedInputs {
    private(set) var events: [NewEvent] = []
    /// Where each event stands: `story.jsonl:12`.
    private(set) var places: [String] = []
    private(set) var replayed: [Bool] = []
    private(set) var units: [(index: Int, statement: UnitStatement)] = []
    private(set) var bad: [(place: String, error: InvalidEvent)] = []
    private var linesBefore = 0

    /// Takes in the next lines of an input.
    mutating func add(_ lines: ParsedLines, of input: String) {
        for unit in lines.units { units.append((events.count + unit.index, unit.statement)) }
        for bad in lines.bad { self.bad.append(("\(input):\(linesBefore + bad.line)", bad.error)) }
        events += lines.events
        replayed += lines.replayed
        places += lines.lines.map { "\(input):\(linesBefore + $0)" }
        linesBefore += lines.count
    }

    /// The lines of the next input are counted anew.
    mutating func endInput() { linesBefore = 0 }
}
