/// The measures that are told, each with its own place, in the order of first appearance.
struct Measures {
    /// Each as it was first written, and by what it is known.
    private(set) var told: [(measure: String, key: MeasureKey)] = []
    private var places: [MeasureKey: Int] = [:]
    /// Words are long to fold and few, and mostly the one that is told was told last.
    private var words: [String: [UInt8]] = [:]
    private var last: (measure: String, basis: Figure.Basis, place: Int)?

    /// The place of the measure of a figure.
    mutating func place(of figure: Figure) -> Int {
        if let last, last.basis == figure.basis, last.measure == figure.measure { return last.place }
        let folded = words[figure.measure] ?? OriginKey.folded(figure.measure)
        words[figure.measure] = folded
        let key = MeasureKey(measure: folded, basis: figure.basis)
        let place = places[key] ?? told.count
        if place == told.count {
            places[key] = place
            told.append((figure.measure, key))
        }
        last = (figure.measure, figure.basis, place)
        return place
    }

    /// Whether a figure is of the measure in a place.
    func isSame(_ figure: Figure, _ place: Int) -> Bool {
        told[place].key == MeasureKey(figure.measure, figure.basis)
    }
}

/// What numbers must share to stand in one series.
struct MeasureKey: Hashable {
    private let measure: [UInt8]
    let basis: Figure.Basis

    init(measure: [UInt8], basis: Figure.Basis) {
        self.measure = measure
        self.basis = basis
    }

    init(_ measure: String, _ basis: Figure.Basis) {
        self.init(measure: OriginKey.folded(measure), basis: basis)
    }
}
