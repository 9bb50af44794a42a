import EventSourcing

extension FigureSeries {
    /// What one origin told of a measure, by itself and through all who quote it.
    ///
    /// Whom a source quotes is the origin; a source that quotes nobody is one itself. Names are compared without regard to
    /// case, accents and blanks. What has no name is told apart only by the kind of its source: statements whose source
    /// nobody named stand in one series.
    public struct Origin: Equatable, Sendable {
        /// Its name as it was first written; nil where nobody named one.
        public let name: String?
        /// The kind of source that it is, where it spoke for itself, the newest that was said; where it has no name,
        /// what it is known by.
        public let kind: Source.Kind?
        /// Those who quoted it, in the order in which they first did.
        public let outlets: [String]
        /// Where its numbers stand in ``FigureSeries/points``, in the order in which they were published.
        public let indexes: [Int]
        /// Where its newest number that stands is in ``FigureSeries/points``; nil where none does.
        public let newest: Int?
        /// Where its own numbers fell, in the order in which they were published.
        public let falls: [Fall]
    }
}

/// By what an origin is known.
struct OriginKey: Hashable {
    private let name: [UInt8]?
    private let kind: Source.Kind?

    init(_ source: Source?) {
        name = (source?.origin ?? source?.name).map(Self.folded)
        kind = name == nil ? source?.kind : nil
    }

    /// What is left of a name or a word where case, accents and blanks do not matter.
    static func folded(_ text: String) -> [UInt8] {
        let blank = UInt8(ascii: " ")
        var words: [UInt8] = []
        for word in TextFolding.folded(text).split(whereSeparator: { $0 == blank || (9...13).contains($0) }) {
            if !words.isEmpty { words.append(blank) }
            words += word
        }
        return words
    }
}

extension FigureSeries.Origin {
    /// The origins of points in the order of their first appearance.
    ///
    /// - Parameter published: the indexes of the points in the order in which they were published.
    static func origins(of points: [FigureSeries.Point], published: [Int]) -> [FigureSeries.Origin] {
        // Names are long to fold and few, and of the source of a point only its name counts, else its kind.
        var places = PlacesOfNames()
        var placesOfNameless: [Source.Kind?: Int] = [:]
        var placeOfKey: [OriginKey: Int] = [:]
        var origins: [(key: OriginKey, indexes: [Int])] = []
        let placeOfPoint = points.indices.map { index in
            let name = points[index].known.nameOfOrigin
            if let name {
                if let place = places.place(of: name) { return place }
            } else if let place = placesOfNameless[points[index].source?.kind] {
                return place
            }
            let key = OriginKey(points[index].source)
            let place = placeOfKey[key] ?? origins.count
            if place == origins.count {
                placeOfKey[key] = place
                origins.append((key, []))
            }
            if let name { places.add(name, place) } else { placesOfNameless[points[index].source?.kind] = place }
            return place
        }
        for index in published { origins[placeOfPoint[index]].indexes.append(index) }
        return origins.map { FigureSeries.Origin($0.key, $0.indexes, of: points) }
    }

    private init(_ key: OriginKey, _ indexes: [Int], of points: [FigureSeries.Point]) {
        let first = indexes.min().flatMap { points[$0].source }
        let newestOwn = indexes.last { index in
            guard points[index].known.kindOfSource != nil else { return false }
            // Who quotes nobody is an origin, and so this one.
            return !points[index].known.quotesSomebody || OriginKey(points[index].source?.itself) == key
        }
        var outlets: [String] = []
        var isNamed: Set<[UInt8]> = []
        for index in indexes.sorted() where points[index].known.quotesSomebody {
            guard let source = points[index].source, let name = source.name, OriginKey(source.itself) != key else {
                continue
            }
            if isNamed.insert(OriginKey.folded(name)).inserted { outlets.append(name) }
        }
        self.init(
            name: first?.origin ?? first?.name, kind: newestOwn.flatMap { points[$0].known.kindOfSource },
            outlets: outlets,
            indexes: indexes,
            newest: indexes.last { points[$0].stands && points[$0].number != nil }
                ?? indexes.last { points[$0].stands },
            falls: FigureSeries.falls(in: points, indexes.filter { points[$0].counts }))
    }
}

/// The places of names: the first ones are compared one by one, which is quicker than to look one up among many.
private struct PlacesOfNames {
    private var first: [(name: String, place: Int)] = []
    private var others: [String: Int] = [:]

    func place(of name: String) -> Int? {
        for index in first.indices where first[index].name == name { return first[index].place }
        return others.isEmpty ? nil : others[name]
    }

    mutating func add(_ name: String, _ place: Int) {
        if first.count < 16 { first.append((name, place)) } else { others[name] = place }
    }
}

extension Source {
    /// The source without whom it quotes.
    fileprivate var itself: Source { Source(name: name, kind: kind) }

    /// Whether what it says is the word of somebody else.
    var quotesAnother: Bool {
        guard let origin else { return false }
        return OriginKey.folded(origin) != name.map(OriginKey.folded)
    }
}
