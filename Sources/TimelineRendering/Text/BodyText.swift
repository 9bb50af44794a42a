import EventSourcing
import Incidents

// How the parts of a body read in one line of text. What is returned is not safe yet: it becomes so as a Piece.

extension Source {
    /// Who said it: `TASS`, `IC via TASS`, `IC`, `eyewitness`; nil where nothing of it can be named.
    var text: String? {
        switch (origin, name ?? url) {
        case (let origin?, let name?): "\(origin) via \(name)"
        case (let origin?, nil): origin
        case (nil, let name?): name
        case (nil, nil): kind?.rawValue
        }
    }
}

extension Figure {
    /// The number: `139`, `139 [130–143]`, `40–60`, `40 or more`, `60 or fewer`; with the words in quotation marks, and in
    /// brackets where the number was not told but read from them: `12 ("dozens")`.
    var numberText: String? {
        let number: String? =
            switch (low, best, high) {
            case (let low?, let best?, let high?): low == high ? "\(best)" : "\(best) [\(low)–\(high)]"
            case (let low?, let best?, nil): "\(best) [\(low) or more]"
            case (nil, let best?, let high?): "\(best) [\(high) or fewer]"
            case (nil, let best?, nil): "\(best)"
            case (let low?, nil, let high?): low == high ? "\(low)" : "\(low)–\(high)"
            case (let low?, nil, nil): "\(low) or more"
            case (nil, nil, let high?): "\(high) or fewer"
            case (nil, nil, nil): nil
            }
        let quoted = words.map { #""\#($0)""# }
        if let reading, let quoted { return "\(reading) (\(quoted))" }
        let parts = [number, quoted].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}

extension FigureSeries {
    /// `killed`, `killed in a period`.
    var measureText: String { basis == .cumulative ? measure : "\(measure) in a period" }

    /// What to know of the series at a glance: `139 (latest official)`, `told between 40 and 143`, each fall.
    var summaryTexts: [String] {
        var parts: [String] = []
        if let number = headline?.figure.numberText {
            parts.append("\(number) (\(policyText))")
        } else {
            parts.append("no number stands")
        }
        if let range = range(" and ") { parts.append("told between \(range)") }
        return parts + fallTexts(falls)
    }

    /// Each fall: `fell 143→139 by #31 without a reason`; of many their number and the last ones.
    func fallTexts(_ falls: [Fall]) -> [String] {
        let named = falls.count > Self.namedFalls ? falls.suffix(Self.namedFalls - 1) : falls[...]
        var texts = named.map { fall in
            let reason = fall.reason.map { #"because: "\#($0)""# } ?? "without a reason"
            return "fell \(fall.from)→\(fall.to) by \(fall.reference.text(in: incident)) \(reason)"
        }
        if named.count < falls.count { texts.insert("fell \(falls.count) times", at: 0) }
        return texts
    }

    /// How many falls are named.
    private static let namedFalls = 4

    /// How the headline was chosen.
    private var policyText: String {
        switch policy {
        case .latestOfficial: headlineIsOfficial ? "latest official" : "latest"
        case .highestGraded:
            headline?.source?.grade.map { "highest graded, \($0)" } ?? "latest, none graded"
        case .conservative: "conservative"
        case .latest: "latest"
        }
    }

    /// The low end of what was told: `40`, `12 ("dozens")`, `3000 or fewer` where no one said how many at least.
    private func lowEnd(_ point: Point) -> String {
        let isOpen = point.figure.low == nil && point.figure.best == nil && point.figure.high != nil
        return Self.end(point, point.least) + (isOpen ? " or fewer" : "")
    }

    /// The high end of what was told: `143`, `100 or more` where no one said how many at most.
    private func highEnd(_ point: Point) -> String {
        let isOpen = point.figure.high == nil && point.figure.best == nil && point.figure.low != nil
        return Self.end(point, point.most) + (isOpen ? " or more" : "")
    }

    /// `40 and 143`, with a word behind an end that is open; nil where nothing was told, or one number only.
    func range(_ separator: String) -> String? {
        guard let least = leastTold, let most = mostTold, least.least != most.most else { return nil }
        return lowEnd(least) + separator + highEnd(most)
    }

    /// One end of the range, with the words from which it was read.
    private static func end(_ point: Point, _ number: Int64?) -> String {
        let words = point.isRead ? point.figure.words.map { #" ("\#($0)")"# } ?? "" : ""
        return "\(number.map(String.init) ?? "?")\(words)"
    }
}

extension FigureSeries.Origin {
    /// `FSB, also by way of TASS, Baza`, `unnamed: eyewitness`, `no source`; of many outlets only the first ones.
    var text: String {
        let itself = name ?? kind.map { "unnamed: \($0.rawValue)" } ?? "no source"
        guard !outlets.isEmpty else { return itself }
        let more = outlets.count - Self.namedOutlets
        let named = outlets.prefix(Self.namedOutlets).joined(separator: ", ")
        return "\(itself), also by way of \(named)\(more > 0 ? " and \(more) more" : "")"
    }

    /// How many outlets are named.
    private static let namedOutlets = 4
}

extension UnitReport {
    /// `E12 dispatched: water supply`.
    var text: String {
        let standing = status.map { "\(id) \($0.rawValue)" } ?? id
        return action.map { "\(standing): \($0)" } ?? standing
    }
}

extension Reference {
    /// `#3` in the incident itself, `other-id#3` elsewhere, `other-id` for a whole incident.
    func text(in incident: StreamID) -> String {
        stream == incident && revision > .none ? revision.description : description
    }
}

extension Relation.Kind {
    /// What the entry does that carries it.
    var activeText: String {
        switch self {
        case .corrects: "corrects"
        case .revises: "revises"
        case .retracts: "retracts"
        case .confirms: "confirms"
        case .disputes: "disputes"
        case .respondsTo: "responds to"
        case .duplicates: "repeats"
        case .belongsTo: "belongs to"
        case .mergesInto: "merges into"
        }
    }

    /// What was done to the entry that it targets.
    var passiveText: String {
        switch self {
        case .corrects: "corrected by"
        case .revises: "revised by"
        case .retracts: "retracted by"
        case .confirms: "confirmed by"
        case .disputes: "disputed by"
        case .respondsTo: "answered by"
        case .duplicates: "repeated by"
        case .belongsTo: "joined by"
        case .mergesInto: "merged by"
        }
    }
}
