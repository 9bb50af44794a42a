import Chronology
import EventSourcing

/// Where moments lie on an axis. A pause that is much longer than the others would press all of them together; it is drawn
/// shorter, and marked as a break.
struct TimeScale {
    /// A pause that is not drawn to scale.
    struct Break {
        /// Where its middle lies.
        let middle: Double
        /// How long it is.
        let microseconds: Int64
    }

    /// The moments that are told of, in order, each once, and where they lie.
    let marks: [(moment: Timestamp, place: Double)]
    /// The pauses that are not drawn to scale.
    let breaks: [Break]

    /// More than this many times as long as the next longest one is much longer.
    private static let muchLonger: Int64 = 3
    /// One break for so many pauses: where more of them are long, that is how it was.
    private static let pausesPerBreak = 4
    private static let mostBreaks = 6

    /// A scale for moments between two places; nil where there is none.
    init?(_ moments: some Sequence<Timestamp>, from start: Double, to end: Double) {
        let moments = Array(Set(moments)).sorted()
        guard let first = moments.first else { return nil }
        let pauses = zip(moments, moments.dropFirst()).map { $1.microseconds - $0.microseconds }
        let longest = pauses.sorted(by: >)
        let breakCount = min(Self.mostBreaks, max(1, pauses.count / Self.pausesPerBreak))
        let cut = longest.indices.dropLast().prefix(breakCount).last { index in
            longest[index] / Self.muchLonger > longest[index + 1]
        }
        // What is longer than this is drawn as if it were half as long again.
        let most = cut.map { longest[$0 + 1] } ?? .max
        let drawn = pauses.map { $0 > most ? Double(most) * 1.5 : Double($0) }
        let whole = drawn.reduce(0, +)
        var place = whole > 0 ? start : (start + end) / 2
        var marks = [(moment: first, place: place)]
        var breaks: [Break] = []
        for (index, moment) in moments.dropFirst().enumerated() {
            let length = drawn[index] / whole * (end - start)
            if pauses[index] > most { breaks.append(Break(middle: place + length / 2, microseconds: pauses[index])) }
            place += length
            marks.append((moment, place))
        }
        self.marks = marks
        self.breaks = breaks
    }

    /// Where a moment lies; one that is not told of, between those that are.
    func place(_ moment: Timestamp) -> Double {
        var low = 0
        var high = marks.count
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].moment < moment { low = middle + 1 } else { high = middle }
        }
        guard low < marks.count else { return marks.last?.place ?? 0 }
        guard low > 0, marks[low].moment != moment else { return marks[low].place }
        let (before, after) = (marks[low - 1], marks[low])
        let part =
            Double(moment.microseconds - before.moment.microseconds)
            / Double(after.moment.microseconds - before.moment.microseconds)
        return before.place + part * (after.place - before.place)
    }

    /// Those of the marks that leave room between each other: the first, then each that is far enough from the one before.
    func labelled(apart distance: Double) -> [(moment: Timestamp, place: Double)] {
        var labelled: [(moment: Timestamp, place: Double)] = []
        for mark in marks where mark.place - (labelled.last?.place ?? -.infinity) >= distance { labelled.append(mark) }
        return labelled
    }
}

extension TimeScale {
    /// The axis below a plot: a tick and a time for moments that leave room, and a sign for each break.
    func axis(at height: Double, from start: Double, to end: Double, times: TimeText) -> Markup {
        var axis: Markup = "<path class=\"axis\" d=\"M\(start) \(height)H\(end)\"/>"
        var day: String?
        for mark in labelled(apart: 74) {
            let time = times.zone.civilTime(at: mark.moment)
            let date = time.shortDayText
            axis += "\n<path class=\"axis\" d=\"M\(mark.place) \(height)v4\"/>"
            axis += "<text class=\"soft middle\" x=\"\(mark.place)\" y=\"\(height + 17)\">\(time.minuteText)</text>"
            if date != day {
                axis += "<text class=\"soft middle\" x=\"\(mark.place)\" y=\"\(height + 31)\">\(date)</text>"
            }
            day = date
        }
        for pause in breaks {
            axis += """
                \n<path class="pause" d="M\(pause.middle - 5) \(height + 5)l4 -10h6l-4 10z"/>\
                <text class="soft middle" x="\(pause.middle)" y="\(height - 9)">\(DurationText.words(pause.microseconds))</text>
                """
        }
        return axis
    }
}
