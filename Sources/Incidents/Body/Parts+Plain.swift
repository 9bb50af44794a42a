import EventSourcing
import StrictJSON

// The smaller objects of a body as they are read where they are written plainly: false or nil where that is not so. Those
// of which there is one at most are read where they are kept.

extension Source {
    mutating func read(plainly json: inout PlainJSONReader) -> Bool {
        json.fields(Field.self) { field, json in
            switch field {
            case .name: keep(json.visibleText(), in: &name)
            case .kind: keep(json.choice(among: PlainWords.sourceKinds), in: &kind)
            case .url: keep(json.plainLink().map(json.text), in: &url)
            case .origin: keep(json.visibleText(), in: &origin)
            case .grade: keep(json.text(atMost: 2).flatMap { Grade($0) }, in: &grade)
            }
        }
    }
}

extension Place {
    mutating func read(plainly json: inout PlainJSONReader) -> Bool {
        let isPlain = json.fields(Field.self) { field, json in
            switch field {
            case .name: keep(json.visibleText(), in: &name)
            case .lat: keep(json.number { $0.whole < 90 }, in: &lat)
            case .lon: keep(json.number { $0.whole < 180 }, in: &lon)
            case .radius: keep(json.number { !$0.isNegative }, in: &radius)
            case .precision: keep(json.choice(among: PlainWords.placePrecisions), in: &precision)
            }
        }
        return isPlain && (lat == nil) == (lon == nil)
    }
}

extension Figure {
    init?(plainly json: inout PlainJSONReader) {
        var figure = Figure(measure: "")
        let isPlain = json.fields(Field.self) { field, json in
            switch field {
            case .measure: keep(json.visibleText(), in: &figure.measure)
            case .low: keep(json.count(), in: &figure.low)
            case .best: keep(json.count(), in: &figure.best)
            case .high: keep(json.count(), in: &figure.high)
            case .basis: keep(json.choice(among: PlainWords.bases), in: &figure.basis)
            case .words: keep(json.visibleText(), in: &figure.words)
            }
        }
        guard isPlain, !figure.measure.isEmpty, figure.headline != nil || figure.words != nil, figure.isRising else {
            return nil
        }
        self = consume figure
    }

    private var isRising: Bool {
        let (low, high) = (low ?? 0, high ?? .max)
        return low <= best ?? low && best ?? high <= high && low <= high
    }
}

extension Claim {
    mutating func read(plainly json: inout PlainJSONReader) -> Bool {
        let isPlain = json.fields(Field.self) { field, json in
            switch field {
            case .what: keep(json.visibleText(), in: &what)
            case .by: keep(json.visibleText(), in: &by)
            case .stance: keep(json.choice(among: PlainWords.stances), in: &stance)
            }
        }
        return isPlain && !what.isEmpty
    }
}

extension UnitReport {
    mutating func read(plainly json: inout PlainJSONReader) -> Bool {
        let isPlain = json.fields(Field.self) { field, json in
            switch field {
            case .id: keep(json.visibleText(atMost: Self.maximumIDLength), in: &id)
            case .kind: keep(json.visibleText(), in: &kind)
            case .agency: keep(json.visibleText(), in: &agency)
            case .status: keep(json.choice(among: PlainWords.unitStatuses), in: &status)
            case .action: keep(json.text(), in: &action)
            }
        }
        return isPlain && !id.isEmpty
    }
}

extension Decision {
    mutating func read(plainly json: inout PlainJSONReader) -> Bool {
        let isPlain = json.fields(Field.self) { field, json in
            switch field {
            case .what: keep(json.visibleText(), in: &what)
            case .options: keep(json.list { $0.visibleText() }, in: &options)
            case .grounds: keep(json.text(), in: &grounds)
            case .by: keep(json.visibleText(), in: &by)
            }
        }
        return isPlain && !what.isEmpty
    }
}

extension Relation {
    /// One relation, or a list of them.
    static func list(plainly json: inout PlainJSONReader, in incident: StreamID) -> [Relation]? {
        guard json.next == UInt8(ascii: "[") else { return Relation(plainly: &json, in: incident).map { [$0] } }
        // That no two say the same is for the other reader to see.
        return json.list { Relation(plainly: &$0, in: incident) }.flatMap { $0.count < 2 ? $0 : nil }
    }

    private init?(plainly json: inout PlainJSONReader, in incident: StreamID) {
        var kind: Kind?
        var target: String?
        var reason: String?
        let isPlain = json.fields(Field.self) { field, json in
            switch field {
            case .type: keep(json.choice(among: PlainWords.relations), in: &kind)
            case .target: keep(json.text(), in: &target)
            case .reason: keep(json.visibleText(), in: &reason)
            }
        }
        guard isPlain, let kind, let target, reason != nil || !kind.requiresReason,
            let reference = try? kind.read(target: target, in: incident)
        else { return nil }
        self.init(kind: kind, target: reference, reason: reason)
    }
}
