/// One part of a header by which somebody says what they like (RFC 9110, 12.4.2): a name, and how much.
struct Wish {
    /// In lower case.
    let name: String
    /// From 0, which is not at all, to 1.
    let weight: Double

    /// The parts of a header such as `text/html, */*;q=0.8`.
    static func all(in header: String) -> [Wish] {
        header.split(separator: ",").map { part in
            let parts = part.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" }.lowercased() }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return Wish(name: parts.first ?? "", weight: weight ?? 1)
        }
    }
}

extension [Wish] {
    /// How much a name is liked; nil where nothing is said of it.
    func weight(of name: String) -> Double? { first { $0.name == name }?.weight }
}
