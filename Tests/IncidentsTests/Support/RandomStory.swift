import EventSourcing
import EventStoreTesting
import Incidents

/// Random events of a few incidents that change each other, within and across.
struct RandomStory {
    private var generator: SeededGenerator
    private let incidents: [String]
    private let publishes: Bool
    private var revisions: [String: Int] = [:]

    /// - Parameter publishes: makes some of the events public.
    init(seed: UInt64, incidents: Int, publishes: Bool = false) {
        self.publishes = publishes
        generator = SeededGenerator(seed: seed)
        self.incidents = (1...incidents).map { "incident-\($0)" }
    }

    /// The next event; everything that it speaks of exists if all events before it were appended.
    mutating func next() throws -> NewEvent {
        let incident = pick(incidents)
        var envelope = ""
        switch number(0...5) {
        case 0: break
        case 1:
            if let target = target(from: incident) {
                envelope =
                    #","occurred":{"\#(pick(["after", "before"]))":"\#(target)","offset":"PT\#(number(0...90))M"}"#
            }
        case 2: envelope = #","occurred":"..\#(time())""#
        default: envelope = #","occurred":"\#(time())""#
        }
        if number(0...3) == 0 { envelope += #","published":"\#(time())""# }
        var body = #""summary":"\#(number(1...999))""#
        if number(0...4) == 0 { body += #","title":"title \#(number(1...9))""# }
        if number(0...3) == 0 { body += #","status":"\#(pick(IncidentStatus.allCases.map(\.rawValue)))""# }
        if number(0...3) == 0 { body += #","unit":{"id":"E\#(number(1...3))","status":"onscene"}"# }
        if number(0...3) == 0 { body += #","figures":[{"measure":"killed","best":\#(number(1...9))}]"# }
        if number(0...9) == 0 { body += #","exercise":true"# }
        if publishes, number(0...1) == 0 { body += #","audience":"public""# }
        if number(0...2) == 0, let target = target(from: incident) {
            let kinds = [
                "corrects", "corrects", "revises", "retracts", "retracts", "confirms", "disputes", "duplicates",
            ]
            body += #","relation":{"type":"\#(pick(kinds))","target":"\#(target)","reason":"r"}"#
        } else if number(0...9) == 0, let other = revisions.keys.filter({ $0 != incident }).min() {
            body += #","relation":{"type":"\#(pick(["belongsTo", "mergesInto"]))","target":"\#(other)"}"#
        }
        revisions[incident, default: 0] += 1
        let line = #"{"incident":"\#(incident)","kind":"updated"\#(envelope),"body":{\#(body)}}"#
        return try EventLine(parsing: Array(line.utf8)).event
    }

    /// Forgets the last event, which was not appended.
    mutating func takeBack(_ event: NewEvent) { revisions[event.stream.text, default: 1] -= 1 }

    private mutating func target(from incident: String) -> String? {
        let other = number(0...3) == 0 ? pick(incidents) : incident
        guard let head = revisions[other], head > 0 else { return nil }
        return (other == incident ? "" : other) + "#\(number(1...head))"
    }

    private mutating func time() -> String { "2024-03-22T\(number(10...23)):\(number(10...59))Z" }
    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    private mutating func pick(_ choices: [String]) -> String { choices[number(0...(choices.count - 1))] }
}
