import Chronology
import EventSourcing

/// The time language: what is taken means what the slow calendar says, and means the same when it is written again.
///
/// The first byte of an input chooses a ``SampleClock``, the rest is the text. `TZ=RULE` and a line break in front of it
/// give a zone by that rule; a text that begins as a zone file is read as one.
enum TimeCheck {
    static func check(_ bytes: [UInt8]) throws(Disagreement) {
        guard let first = bytes.first else { return }
        let rest = bytes.dropFirst()
        try SlowCalendar.check(rest.suffix(8).reduce(UInt64(first)) { $0 << 8 | UInt64($1) })
        let clock = SampleClock(first)
        guard !rest.starts(with: "TZif".utf8) else {
            guard let rules = try? ZoneRules(name: "Fuzz/Zone", tzif: Array(rest)) else { return }
            return try checkZone(.named(rules), clock.now, from: rest.last ?? 0)
        }
        let text = String(decoding: rest, as: UTF8.self)
        let lines = text.split(separator: "\n", maxSplits: 1)
        if lines.count == 2, lines[0].hasPrefix("TZ="), let zone = ZoneFile.zone(String(lines[0].dropFirst(3))) {
            try checkZone(zone, clock.now, from: rest.last ?? 0)
            return try checkFlag(String(lines[1]), SampleClock(now: clock.now, zone: zone))
        }
        try checkWords(text)
        try checkFlag(text, clock)
        // Mostly refused with a long sentence, which takes its time.
        if first % 4 == 1 { try checkParts(text) }
    }

    /// Words as an event has them.
    private static func checkWords(_ text: String) throws(Disagreement) {
        let expression = try? TimeExpression(words: text)
        if !text.utf8.starts(with: "{".utf8) {
            let slow = SlowWords(text)
            try require(
                (expression != nil) == (slow != nil),
                "\(shown(text.utf8)) means \(slow as Any), but \(expression as Any)")
            if let slow, let expression {
                let found = expression.occurrence(words: text)
                try require(
                    found.earliest?.microseconds == slow.earliest && found.latest?.microseconds == slow.latest,
                    "\(shown(text.utf8)) means \(slow), not \(found)")
                try require(
                    expression.words.utf8.elementsEqual(text.utf8), "\(expression) has other words than \(text)")
            }
        }
        guard let expression else { return }
        try checkAgain(expression)
        // Whatever an event may say a flag may say too, and means the same in UTC.
        let flag = try? FlagTime(text, now: .maximum, zone: .utc)
        let ends = expression.occurrence(words: "")
        let flagEnds = try require(flag, "no flag takes \(shown(text.utf8))").expression.occurrence(words: "")
        try require(ends == flagEnds, "\(shown(text.utf8)) means \(ends), as a flag \(flagEnds)")
    }

    /// What was taken, written and read again.
    private static func checkAgain(_ expression: TimeExpression) throws(Disagreement) {
        let again = try? TimeExpression(words: expression.words)
        try require(again == expression, "\(expression) becomes \(again as Any) by its words")
        let found = expression.occurrence(words: expression.words)
        try requireOrder(found.earliest, found.latest, "\(expression)")
        guard case .relative(let time) = expression else { return }
        let anchors: [(Timestamp?, Timestamp?)] = [
            (nil, nil), (.minimum, .maximum), (.maximum, nil), (nil, .minimum), (.minimum, .minimum),
        ]
        for anchor in anchors {
            let ends = time.resolved(against: anchor)
            try requireOrder(ends.earliest, ends.latest, "\(expression) at \(anchor)")
        }
    }

    /// A text as a flag has it.
    private static func checkFlag(_ text: String, _ clock: SampleClock) throws(Disagreement) {
        let flag = try? FlagTime(text, now: clock.now, zone: clock.zone)
        if let flag {
            try checkAgain(flag.expression)
            let again = try? FlagTime(flag.words, now: .minimum, zone: clock.zone)
            try require(again == flag, "\(flag) becomes \(again as Any) by its words")
        }
        guard let moment = try? MomentFlag(text, now: clock.now, zone: clock.zone) else { return }
        try requireOrder(moment.earliest, moment.latest, "the moment \(shown(text.utf8))")
        let found = flag?.expression.occurrence(words: "")
        try require(
            found?.earliest == moment.earliest && found?.latest == moment.latest,
            "\(shown(text.utf8)) is \(moment) as a moment, \(found as Any) as a time")
    }

    /// The parts of the language on their own.
    private static func checkParts(_ text: String) throws(Disagreement) {
        if let length = try? ISO8601Duration(text) {
            try require(length.text.utf8.elementsEqual(text.utf8), "\(length) has other words than \(shown(text.utf8))")
            try require(length.microseconds == slowLength(text), "\(length) is \(length.microseconds) µs long")
        }
        if let reference = try? EventReference(text) {
            try require(reference.description.utf8.elementsEqual(text.utf8), "\(reference) is not \(shown(text.utf8))")
        }
        if let zone = try? Zone(parsing: text) {
            let again = try? Zone(parsing: zone.name)
            try require(again == zone, "\(zone) becomes \(again as Any) by its name")
        }
        _ = Zone.isPlausibleName(text)
    }

    private static func requireOrder(
        _ earliest: Timestamp?, _ latest: Timestamp?, _ what: @autoclosure () -> String
    ) throws(Disagreement) {
        for end in [earliest, latest] {
            guard let end else { continue }
            try require(Timestamp.minimum...Timestamp.maximum ~= end, "\(what()) reaches beyond what is kept")
        }
        guard let earliest, let latest else { return }
        try require(earliest <= latest, "\(what()) ends before it begins")
    }
}
