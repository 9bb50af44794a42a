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
    /// The number: `139`, `139 [130–143]`, `40–60`, `40 or more`, `60 or fewer`; with the words in quotation marks.
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
            parts.append("\(number) (\(headlineIsOfficial ? "latest official" : "latest"))")
        } else {
            parts.append("no number stands")
        }
        if let told = toldBetween, told.lowerBound < told.upperBound {
            parts.append("told between \(told.lowerBound) and \(told.upperBound)")
        }
        for fall in falls {
            let reason = fall.reason.map { #"because: "\#($0)""# } ?? "without a reason"
            parts.append("fell \(fall.from)→\(fall.to) \(reason)")
        }
        return parts
    }
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
