import Incidents

/// What is told of a decision below its entry: what was decided and by whom, what else was possible, and why.
enum DecisionText {
    /// `decided by BC2: Fight the fire from outside only`, `options: Go on inside; From outside only`, `grounds: …`. What
    /// the summary of the entry says in the same words is not said again.
    static func notes(_ decision: Decision, summary: String?) -> [Note] {
        var notes: [Note] = []
        let by = decision.by.map { " by \($0)" } ?? ""
        if decision.what != summary {
            notes.append(Note("decided\(by): \(decision.what)", .bold))
        } else if !by.isEmpty {
            notes.append(Note("decided\(by)", .bold))
        }
        if !decision.options.isEmpty {
            notes.append(Note("options: \(decision.options.joined(separator: "; "))", []))
        }
        if let grounds = decision.grounds { notes.append(Note("grounds: \(grounds)", [])) }
        return notes
    }
}
