import StrictJSON

extension Figure {
    enum Field: String, FieldName {
        case measure, low, best, high, basis, words
        static let table = FieldTable<Field>()
    }

    /// Reads one element of `body.figures`.
    init(decoding json: JSONValue) throws(InvalidEvent) {
        var figure = Figure(measure: "")
        var hasMeasure = false
        try json.readFields(Field.self) { (field, value) throws(InvalidEvent) in
            switch field {
            case .measure:
                figure.measure = try value.readName()
                hasMeasure = true
            case .low: figure.low = try value.readCount()
            case .best: figure.best = try value.readCount()
            case .high: figure.high = try value.readCount()
            case .basis: figure.basis = try value.readChoice(Basis.self)
            case .words: figure.words = try value.readName()
            }
        }
        guard hasMeasure else {
            throw .missing("measure", "say what is counted: killed, injured, evacuated or any other word")
        }
        guard figure.headline != nil || figure.words != nil else {
            throw InvalidEvent("tells no number; give at least one of 'low', 'best', 'high' and 'words'")
        }
        try figure.requireOrder(("low", figure.low), ("best", figure.best))
        try figure.requireOrder(("best", figure.best), ("high", figure.high))
        try figure.requireOrder(("low", figure.low), ("high", figure.high))
        self = figure
    }

    private func requireOrder(
        _ lower: (name: String, number: Int64?), _ upper: (name: String, number: Int64?)
    ) throws(InvalidEvent) {
        guard let low = lower.number, let high = upper.number, low > high else { return }
        throw InvalidEvent(
            field: lower.name,
            problem:
                "is \(low), more than '\(upper.name)', \(high); the numbers must rise from 'low' over 'best' to 'high'")
    }
}
