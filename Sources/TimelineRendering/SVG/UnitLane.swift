import EventSourcing
import Incidents

/// One unit in a plot of responders.
struct UnitLane {
    /// How it stood for a while.
    struct Bar {
        let status: UnitReport.Status
        let action: String?
        /// From here on it may have stood so; nil where nobody says.
        let from: Timestamp
        /// From here on it did, where that is later.
        let surely: Timestamp?
        /// Up to here, where a next status is known.
        let until: Timestamp?
        /// It may have stood so up to here, where that is later.
        let atMost: Timestamp?
        /// Whether its time contradicts that of another status.
        let isOutOfOrder: Bool
    }

    let bars: [Bar]
    private let state: UnitState

    static let height = 30.0

    init(_ state: UnitState) {
        self.state = state
        bars = state.assignments.flatMap { assignment in
            let steps = assignment.steps.filter { !$0.time.isUnknown }
            return steps.indices.compactMap { index -> Bar? in
                let step = steps[index]
                guard let from = step.time.earliest ?? step.time.latest else { return nil }
                let next = index + 1 < steps.count ? steps[index + 1].time : .unknown
                let until = (next.earliest ?? next.latest).map { max($0, from) }
                return Bar(
                    status: step.status, action: step.action, from: from,
                    surely: Self.vague(step.time).map { min($0, until ?? $0) }, until: until,
                    atMost: Self.vague(next).map { max($0, from) }, isOutOfOrder: step.order.isContradicted)
            }
        }
    }

    /// The end of an interval that is longer than the minute or the second that a clock tells.
    private static func vague(_ time: TimeSpan) -> Timestamp? {
        guard let earliest = time.earliest, let latest = time.latest else { return nil }
        return latest.microseconds - earliest.microseconds < 60 * Timestamp.perSecond ? nil : latest
    }

    /// How a status looks.
    static func look(_ status: UnitReport.Status) -> Markup {
        switch status {
        case .dispatched: "dispatched"
        case .enroute: "enroute"
        case .onscene: "onscene"
        case .transporting: "transporting"
        case .cleared, .available, .cancelled: "ended"
        }
    }

    /// How thick its bar is.
    static func thickness(_ status: UnitReport.Status) -> Double {
        switch status {
        case .dispatched: 4
        case .enroute: 9
        case .onscene: 16
        case .transporting: 12
        case .cleared, .available, .cancelled: 2
        }
    }

    /// All of it in words.
    func about(_ times: TimeText) -> String {
        let told = bars.prefix(12).map { "\($0.status.rawValue) \(times.moment($0.from))" }
        return "\(state.unit.id): " + (told + (state.isOut ? ["still out"] : [])).joined(separator: ", ")
    }

    func drawing(y: Double, scale: TimeScale) -> Markup {
        let middle = y + Self.height / 2
        let name = TextWidth.truncated(SafeText.line(state.unit.id), to: 22)
        var drawing: Markup = """
            \n<g><title>\(state.unit.id)</title>\
            <path class="grid" d="M16 \(y + Self.height)H\(UnitPlot.end + 20)"/>\
            <text class="strong" x="16" y="\(middle + 4)">\(name)</text>
            """
        for (index, bar) in bars.enumerated() {
            drawing += self.drawing(bar, isLast: index == bars.count - 1, middle: middle, scale: scale)
        }
        return "\(drawing)</g>"
    }

    private func drawing(_ bar: Bar, isLast: Bool, middle: Double, scale: TimeScale) -> Markup {
        let look = Self.look(bar.status)
        let x = scale.place(bar.from)
        let height = Self.thickness(bar.status)
        let top = middle - height / 2
        let title: Markup = """
            <title>\(bar.status.rawValue)\(bar.action.map { ": \($0)" } ?? "")\(bar.isOutOfOrder ? " (out of order)" : "")</title>
            """
        guard !bar.status.endsAssignment else {
            // The end of a call: a stroke across the lane with its word.
            return """
                <g class="\(look)"><path class="out" d="M\(x) \(middle - 8)v16">\(title)</path>\
                <text class="soft" x="\(x + 5)" y="\(middle + 4)">\(bar.status.rawValue)</text></g>
                """
        }
        let isOut = isLast && state.isOut
        let end = bar.until.map(scale.place) ?? (isOut ? UnitPlot.end + 14 : bar.surely.map(scale.place) ?? x)
        let sure = bar.surely.map(scale.place) ?? x
        var drawing: Markup = "<g class=\"\(look)\">"
        if sure > x { drawing += Self.rect("maybe", x, top, sure - x, height, title) }
        drawing += Self.rect("bar", sure, top, max(end - sure, 2), height, title)
        if let most = bar.atMost.map(scale.place), most > end {
            drawing += Self.rect("maybe", end, top, most - end, height, title)
        }
        if isOut { drawing += "<path class=\"out\" d=\"M\(end + 1) \(middle - 5)l6 5l-6 5\"/>" }
        if height > 14, let text = Self.fitting([bar.action, bar.status.rawValue], end - max(sure, x) - 12) {
            drawing += "<text class=\"inside\" x=\"\(sure + 6)\" y=\"\(middle + 4)\">\(text)</text>"
        }
        if bar.isOutOfOrder {
            drawing += "<text class=\"wrong middle\" x=\"\(x)\" y=\"\(middle - 9)\">! out of order</text>"
        }
        return "\(drawing)</g>"
    }

    private static func rect(
        _ look: Markup, _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ title: Markup
    ) -> Markup {
        "<rect class=\"\(look)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\">\(title)</rect>"
    }

    /// The first of some texts that fits into a width.
    private static func fitting(_ texts: [String?], _ width: Double) -> String? {
        texts.lazy.compactMap { $0 }.map(SafeText.line).first { Double(TextWidth.columns(of: $0)) * 6.6 <= width }
    }
}

extension UnitStep.Order {
    /// Whether its time contradicts that of another status.
    fileprivate var isContradicted: Bool {
        if case .outOfOrder = self { return true }
        return false
    }
}
